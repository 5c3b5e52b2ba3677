//! The outputs of the workflow: promises as they are, constants bound as constants.
//!
//! Each way out is marked for itself (`__a::out::<R, _>(…).__leave()`), so that one may return a promise and another a
//! constant.

use super::calls::is_ok;
use super::shape::Shape;
use super::{Last, Traced, Tracer};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Block, Expr};

impl Tracer<'_> {
    /// The whole body.
    pub(super) fn body(&mut self, block: &Block) -> TokenStream {
        self.in_scope(block, Last::Outputs).0
    }

    /// The value at the end of the body, or behind `return`.
    pub(super) fn outputs(&mut self, value: &Expr) -> Traced {
        let output = &self.output;
        match value {
            _ if self.arm.is_none() && self.is_real(value) => {
                (quote_spanned!(value.span()=> __a::ended_with::<#output>(#value)), Shape::Nothing)
            }
            Expr::Paren(inner) => self.outputs(&inner.expr),
            Expr::Group(inner) => self.outputs(&inner.expr),
            Expr::Block(inner) if inner.label.is_none() => self.in_scope(&inner.block, Last::Outputs),
            Expr::If(choice) if choice.else_branch.is_some() => self.choice(choice, Last::Outputs),
            Expr::Match(choice) => self.matched(choice, Last::Outputs),
            Expr::Call(call) if is_ok(call) && call.args.len() == 1 => self.outputs(&call.args[0]),
            Expr::Tuple(parts) => {
                let parts: Vec<_> = parts.elems.iter().map(|part| self.argument(part)).collect();
                self.leave(value, &quote!((#(#parts,)*)))
            }
            _ => {
                let (tokens, kind) = self.expression(value);
                match self.bound(value, tokens, &kind) {
                    tokens if kind != Shape::Nothing => self.leave(value, &tokens),
                    // Its value is `()`, or it leaves before its end.
                    tokens => {
                        let leave = self.leave(value, &quote!(())).0;
                        (quote!({ #tokens; #leave }), Shape::Nothing)
                    }
                }
            }
        }
    }

    /// The type has the user's own tokens, so that rustc reports a mistake in it once, on the type.
    pub(super) fn leave(&self, place: &impl Spanned, tokens: &TokenStream) -> Traced {
        let output = &self.output;
        let left = quote_spanned!(place.span()=> __a::out::<#output, _>(#tokens).__leave());
        (self.ended(left), Shape::Nothing)
    }

    /// The outputs as the tracer gives them: that of a dynamic workflow may give an error of its own in their place.
    pub(super) fn ended(&self, left: TokenStream) -> TokenStream {
        let output = &self.output;
        if self.has_values() && self.arm.is_none() {
            return quote_spanned!(left.span()=> __a::ended::<#output>(#left));
        }
        left
    }
}
