//! Operators: ordinary Rust on constants, impossible on promises.

use super::shape::Shape;
use super::{Traced, Tracer};
use aileron_grammar::Rule;
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprRange, ExprUnary, UnOp};

impl Tracer<'_> {
    pub(super) fn operation(&mut self, value: &Expr) -> Traced {
        match value {
            Expr::Binary(both) => {
                let (left, left_kind) = self.expression(&both.left);
                let (right, right_kind) = self.expression(&both.right);
                let operator = &both.op;
                if !left_kind.is_constant() || !right_kind.is_constant() {
                    let what = format!("`{}` needs values", operator.to_token_stream());
                    return self.promise_used(Rule::PromiseValue, value, &what);
                }
                (quote_spanned!(value.span()=> #left #operator #right), Shape::Constant)
            }
            Expr::Unary(one) => self.unary(value, one),
            Expr::Cast(cast) => {
                let (inner, kind) = self.expression(&cast.expr);
                self.require_constant(Rule::PromiseValue, value, &kind, "`as` needs a value");
                let ty = &cast.ty;
                (quote_spanned!(value.span()=> #inner as #ty), Shape::Constant)
            }
            Expr::Field(field) => self.field(value, field),
            Expr::Index(index) => self.index(value, index),
            Expr::Range(range) => self.range(value, range),
            Expr::Repeat(list) => {
                let (inner, kind) = self.expression(&list.expr);
                let length = &list.len;
                (quote_spanned!(value.span()=> [#inner; #length]), Shape::several(kind))
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
            let what = format!("`{}` needs a value", operator.to_token_stream());
            return self.promise_used(Rule::PromiseValue, value, &what);
        }
        (quote_spanned!(value.span()=> #operator #inner), kind)
    }

    fn range(&mut self, value: &Expr, range: &ExprRange) -> Traced {
        let [start, end] = [&range.start, &range.end].map(|end| {
            let end = end.as_ref()?;
            let (tokens, kind) = self.expression(end);
            self.require_constant(Rule::PromiseValue, end, &kind, "the end of a range is a value");
            Some(tokens)
        });
        let limits = &range.limits;
        (quote_spanned!(value.span()=> (#start #limits #end)), Shape::Constant)
    }
}
