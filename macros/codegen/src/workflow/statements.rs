//! Blocks and statements.

use super::kind::Kind;
use super::lift::lift;
use super::{Last, Traced, Tracer};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Block, Expr, Item, Local, Pat, Stmt};

impl Tracer<'_> {
    pub(super) fn block(&mut self, block: &Block) -> Traced {
        self.in_scope(block, Last::Value)
    }

    /// A block in a scope of its own, its last expression through `last`.
    pub(super) fn in_scope(&mut self, block: &Block, last: Last) -> Traced {
        self.scopes.enter();
        let mut kind = Kind::Nothing;
        let mut statements = Vec::with_capacity(block.stmts.len());
        for statement in &block.stmts {
            statements.push(match statement {
                Stmt::Expr(value, None) => {
                    let (tokens, last_kind) = self.last(value, last);
                    kind = last_kind;
                    tokens
                }
                other => self.statement(other),
            });
        }
        self.scopes.leave();
        (quote!({ #(#statements)* }), kind)
    }

    fn statement(&mut self, statement: &Stmt) -> TokenStream {
        let tokens = match statement {
            Stmt::Local(local) => return self.local(local),
            Stmt::Item(item @ (Item::Use(_) | Item::Const(_) | Item::Type(_))) => return quote!(#item),
            Stmt::Item(item) => {
                self.unsupported(item, "this item would exist twice, since the body of a workflow does: move it out of the function").0
            }
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
        let wanted = self.declare(&local.pat, kind.clone());
        let pattern = typed_where_constant(&local.pat, &wanted);
        let Some(value) = lift(empty_untyped(&init.expr, &wanted).unwrap_or(value), &kind, &wanted) else {
            let message = "this is given promises further down, but starts with constants that can't be made promises: let a task give the first value";
            return self.unsupported(&init.expr, message).0;
        };
        quote!(let #pattern = #value #otherwise;)
    }
}

/// The pattern without the type that the user gave to values which are promises here.
fn typed_where_constant<'p>(pattern: &'p Pat, kind: &Kind) -> &'p Pat {
    match pattern {
        Pat::Type(typed) if !kind.is_constant() => &typed.pat,
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
