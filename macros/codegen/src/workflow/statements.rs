//! Blocks and statements.

use super::Tracer;
use super::patterns::untyped;
use super::scope::Kind;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Block, Expr, Local, Stmt};

impl Tracer<'_> {
    /// The whole body: its value is the workflow's outputs.
    pub(super) fn body(&mut self, block: &Block) -> TokenStream {
        self.in_scope(block, Self::outputs).0
    }

    pub(super) fn block(&mut self, block: &Block) -> (TokenStream, Kind) {
        self.in_scope(block, Self::expression)
    }

    /// A block in a scope of its own, its last expression through `last`.
    pub(super) fn in_scope(
        &mut self,
        block: &Block,
        last: impl Fn(&mut Self, &Expr) -> (TokenStream, Kind),
    ) -> (TokenStream, Kind) {
        self.scopes.enter();
        let mut kind = Kind::Constant;
        let mut statements = Vec::with_capacity(block.stmts.len());
        for statement in &block.stmts {
            statements.push(match statement {
                Stmt::Expr(value, None) => {
                    let (tokens, last_kind) = last(self, value);
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
        match statement {
            Stmt::Local(local) => self.local(local),
            Stmt::Item(item) => quote!(#item),
            Stmt::Expr(value, _) => {
                let (tokens, _) = self.expression(value);
                quote!(#tokens;)
            }
            Stmt::Macro(call) => {
                self.check_statement_attributes(&call.attrs);
                let (tokens, _) = self.macro_call(&call.mac);
                quote!(#tokens;)
            }
        }
    }

    fn local(&mut self, local: &Local) -> TokenStream {
        self.check_statement_attributes(&local.attrs);
        let pattern = &local.pat;
        let Some(init) = &local.init else {
            let kind = self.declare(pattern, Kind::Constant);
            let pattern = if kind.is_constant() { pattern } else { untyped(pattern) };
            return quote!(let #pattern;);
        };
        let (mut value, value_kind) = self.expression(&init.expr);
        let kind = self.declare_for(pattern, &init.expr, value_kind);
        if value_kind.is_constant() && kind == Kind::Promise {
            value = quote!(__a::lift(#value));
        }
        let pattern = if kind.is_constant() { pattern } else { untyped(pattern) };
        match &init.diverge {
            Some((_, otherwise)) => {
                self.require_constant(&init.expr, value_kind, "`let … else` decides by a value");
                let (otherwise, _) = self.expression(otherwise);
                quote!(let #pattern = #value else #otherwise;)
            }
            None => quote!(let #pattern = #value;),
        }
    }

    /// `#[node(…)]` and the like are to come; lint levels and `cfg` are rustc's.
    pub(super) fn check_statement_attributes(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            if attribute.path().is_ident("node") {
                self.errors.on(attribute, "settings of a single node are not supported yet: give them to the task, `#[task(retries = 3)]`");
            } else if attribute.path().is_ident("cfg") {
                self.errors.on(attribute, "`#[cfg]` on a statement of a workflow is not supported yet: put it on the whole function, once for each case");
            }
        }
    }
}
