//! Blocks and statements.

use super::kind::Kind;
use super::lift::lift;
use super::{Last, Traced, Tracer};
use proc_macro2::TokenStream;
use quote::quote;
use std::borrow::Cow;
use syn::{Block, Expr, ExprMacro, Item, Local, Pat, Stmt};

impl Tracer<'_> {
    pub(super) fn block(&mut self, block: &Block) -> Traced {
        self.in_scope(block, Last::Value)
    }

    /// A block in a scope of its own, its last expression read as `last` says.
    pub(super) fn in_scope(&mut self, block: &Block, last: Last) -> Traced {
        self.scopes.enter();
        let (statements, value) = split(block);
        let mut tokens: Vec<TokenStream> =
            statements.iter().map(|statement| self.statement(statement)).collect();
        let mut kind = Kind::Nothing;
        if let Some(value) = value {
            let (value, value_kind) = self.last(&value, last);
            tokens.push(value);
            kind = value_kind;
        } else if matches!(last, Last::Outputs) && self.returns_unit {
            // A block without a last expression gives `()`, or it has left before its end.
            tokens.push(quote!(__a::leave::<(), _>(())));
        }
        self.scopes.leave();
        (quote!({ #(#tokens)* }), kind)
    }

    fn statement(&mut self, statement: &Stmt) -> TokenStream {
        let tokens = match statement {
            Stmt::Local(local) => return self.local(local),
            Stmt::Item(item @ (Item::Use(_) | Item::Const(_) | Item::Type(_))) => return quote!(#item),
            Stmt::Item(item) => {
                self.unsupported(item, "this item would exist twice, since the body of a workflow does: move it out of the function").0
            }
            // `if` and its like stand without a semicolon in the middle as well.
            Stmt::Expr(value, _) => self.expression(value).0,
            Stmt::Macro(call) => self.macro_call(&call.mac).0,
        };
        quote!(#tokens;)
    }

    fn local(&mut self, local: &Local) -> TokenStream {
        let Some(init) = &local.init else {
            let kind = self.declare(&local.pat, Kind::Nothing);
            let pattern = typed_where_constant(&local.pat, &kind);
            return quote!(let #pattern;);
        };
        let (value, kind) = match &init.diverge {
            Some(_) => self.looked_at(&init.expr, "`let … else` looks at a value"),
            None => self.expression(&init.expr),
        };
        let otherwise = init.diverge.as_ref().map(|(_, otherwise)| {
            let (otherwise, _) = self.expression(otherwise);
            quote!(else #otherwise)
        });
        if let (Pat::Struct(parts), Kind::Promise) = (untyped(&local.pat), &kind) {
            return self.take_apart(parts, &value, 0);
        }
        let wanted = self.declare(&local.pat, kind.clone());
        let pattern = typed_where_constant(&local.pat, &wanted);
        let Some(value) = lift(empty_untyped(&init.expr, &wanted).unwrap_or(value), &kind, &wanted) else {
            let message = "this is given promises further down, but starts with constants that can't be made promises: let a task give the first value";
            return self.unsupported(&init.expr, message).0;
        };
        quote!(let #pattern = #value #otherwise;)
    }
}

/// The statements and the last expression, which may be a macro's call.
fn split(block: &Block) -> (&[Stmt], Option<Cow<'_, Expr>>) {
    match block.stmts.split_last() {
        Some((Stmt::Expr(value, None), before)) => (before, Some(Cow::Borrowed(value))),
        Some((Stmt::Macro(call), before)) if call.semi_token.is_none() => {
            let call = ExprMacro { attrs: Vec::new(), mac: call.mac.clone() };
            (before, Some(Cow::Owned(Expr::Macro(call))))
        }
        _ => (&block.stmts, None),
    }
}

/// The pattern without the type that the user gave to values which are promises here.
fn typed_where_constant<'p>(pattern: &'p Pat, kind: &Kind) -> &'p Pat {
    if kind.is_constant() { pattern } else { untyped(pattern) }
}

fn untyped(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Type(typed) => &typed.pat,
        other => other,
    }
}

/// `Vec::<i64>::new()` without the type, where promises will go in.
fn empty_untyped(value: &Expr, wanted: &Kind) -> Option<TokenStream> {
    let (Expr::Call(call), Kind::Several(_)) = (value, wanted) else { return None };
    let Expr::Path(path) = &*call.func else { return None };
    let mut path = path.clone();
    let last = path.path.segments.last()?.ident.to_string();
    if !["new", "with_capacity"].contains(&last.as_str()) {
        return None;
    }
    for segment in &mut path.path.segments {
        segment.arguments = syn::PathArguments::None;
    }
    let arguments = &call.args;
    Some(quote!(#path(#arguments)))
}
