//! What is ordinary Rust on constants and impossible on promises.

use super::kind::Kind;
use super::{Traced, Tracer};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprField, ExprIndex, ExprRange, ExprStruct, ExprUnary, Member, UnOp};

impl Tracer<'_> {
    pub(super) fn operation(&mut self, value: &Expr) -> Traced {
        match value {
            Expr::Binary(both) => {
                let (left, left_kind) = self.expression(&both.left);
                let (right, right_kind) = self.expression(&both.right);
                let operator = &both.op;
                if !left_kind.is_constant() || !right_kind.is_constant() {
                    let what = format!("`{}` works on values", operator.to_token_stream());
                    return self.promise_used(value, &what);
                }
                (quote_spanned!(value.span()=> #left #operator #right), Kind::Constant)
            }
            Expr::Unary(one) => self.unary(value, one),
            Expr::Cast(cast) => {
                let (inner, kind) = self.expression(&cast.expr);
                self.require_constant(value, &kind, "`as` works on a value");
                let ty = &cast.ty;
                (quote_spanned!(value.span()=> #inner as #ty), Kind::Constant)
            }
            Expr::Field(field) => self.field(value, field),
            Expr::Index(index) => self.index(value, index),
            Expr::Range(range) => self.range(value, range),
            Expr::Repeat(list) => {
                let (inner, kind) = self.expression(&list.expr);
                let length = &list.len;
                (quote_spanned!(value.span()=> [#inner; #length]), Kind::several(kind))
            }
            Expr::Struct(parts) => self.structure(value, parts),
            other => self.unknown(other),
        }
    }

    fn unary(&mut self, value: &Expr, one: &ExprUnary) -> Traced {
        let (inner, kind) = self.expression(&one.expr);
        let operator = &one.op;
        // What a reference to a promise points to is a promise.
        if !matches!(operator, UnOp::Deref(_)) && !kind.is_constant() {
            let what = format!("`{}` works on a value", operator.to_token_stream());
            return self.promise_used(value, &what);
        }
        (quote_spanned!(value.span()=> #operator #inner), kind)
    }

    fn field(&mut self, value: &Expr, field: &ExprField) -> Traced {
        let (inner, kind) = self.expression(&field.base);
        let member = &field.member;
        let kind = match (&kind, member) {
            (Kind::Constant | Kind::Nothing, _) => kind,
            (Kind::Promise | Kind::Tuple(_), Member::Unnamed(index)) => kind.part(index.index as usize),
            _ => {
                let member = member.to_token_stream();
                return self.unsupported(value, &format!("reading the field `{member}` of a promise is not supported yet: let the task return it as an output of its own, or a task take it out"));
            }
        };
        (quote_spanned!(value.span()=> #inner.#member), kind)
    }

    fn index(&mut self, value: &Expr, index: &ExprIndex) -> Traced {
        let (inner, kind) = self.expression(&index.expr);
        let (place, place_kind) = self.expression(&index.index);
        if matches!(kind, Kind::Promise | Kind::Tuple(_)) || !place_kind.is_constant() {
            let message =
                "indexing by or into a promise is not supported yet: let a task take the element out";
            return self.unsupported(value, message);
        }
        let kind = if matches!(&*index.index, Expr::Range(_)) { kind } else { kind.item() };
        (quote_spanned!(value.span()=> #inner[#place]), kind)
    }

    fn range(&mut self, value: &Expr, range: &ExprRange) -> Traced {
        let [start, end] = [&range.start, &range.end].map(|end| {
            let end = end.as_ref()?;
            let (tokens, kind) = self.expression(end);
            self.require_constant(end, &kind, "the end of a range is a value");
            Some(tokens)
        });
        let limits = &range.limits;
        (quote_spanned!(value.span()=> (#start #limits #end)), Kind::Constant)
    }

    fn structure(&mut self, value: &Expr, parts: &ExprStruct) -> Traced {
        let inside = parts.fields.iter().map(|field| &field.expr).chain(parts.rest.as_deref());
        for part in inside.collect::<Vec<_>>() {
            let (_, kind) = self.expression(part);
            if !kind.is_constant() {
                self.unsupported(
                    part,
                    "a struct with a promise in it is not supported yet: let a task make the struct",
                );
            }
        }
        (value.to_token_stream(), Kind::Constant)
    }
}
