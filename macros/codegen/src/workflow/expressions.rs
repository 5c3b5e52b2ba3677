//! Expressions: the form of each kind in a tracer, or the reason why it can't be there.

use super::conditions::may_ask;
use super::shape::Shape;
use super::{Last, Traced, Tracer};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprPath};

impl Tracer<'_> {
    pub(super) fn expression(&mut self, value: &Expr) -> Traced {
        match value {
            _ if self.is_real(value) => (value.to_token_stream(), Shape::Constant),
            _ if may_ask(value) => self.answer(value),
            Expr::Lit(_) | Expr::Const(_) => (value.to_token_stream(), Shape::Constant),
            Expr::Continue(out) => self.next_round(out),
            Expr::Path(path) => (path.to_token_stream(), self.kind_of(path)),
            Expr::Paren(inner) => self.around(&inner.expr, |inner| quote!((#inner))),
            Expr::Group(inner) => self.expression(&inner.expr),
            Expr::Reference(inner) => {
                let mutability = &inner.mutability;
                self.around(&inner.expr, |inner| quote!(&#mutability #inner))
            }
            Expr::Call(call) => self.call(call),
            Expr::MethodCall(call) => self.method(call),
            Expr::Await(inner) => self.awaited(value, &inner.base),
            Expr::Try(inner) => self.tried(value, &inner.expr),
            Expr::Macro(call) => self.macro_call(&call.mac),
            Expr::Tuple(parts) => self.tuple(value, &parts.elems),
            Expr::Array(parts) => {
                let (parts, kind) = self.list(value, &parts.elems);
                (quote_spanned!(value.span()=> [#(#parts),*]), kind)
            }
            Expr::If(choice) => self.choice(choice, Last::Value),
            Expr::Match(choice) => self.matched(choice, Last::Value),
            Expr::Block(inner) => {
                let (block, kind) = self.block(&inner.block);
                let label = &inner.label;
                (quote!(#label #block), kind)
            }
            Expr::Assign(assign) => self.assign(assign),
            Expr::ForLoop(each) => self.for_loop(each),
            Expr::While(each) => self.while_loop(each),
            Expr::Loop(each) => self.endless_loop(each),
            Expr::Break(out) => self.leave_loop(out),
            Expr::Return(out) => self.leave_body(out),
            _ => self.operation(value),
        }
    }

    fn kind_of(&self, path: &ExprPath) -> Shape {
        let variable = path.path.get_ident().and_then(|name| self.scopes.find(name));
        variable.map_or(Shape::Constant, |variable| variable.kind.clone())
    }

    fn around(&mut self, inner: &Expr, wrap: impl Fn(TokenStream) -> TokenStream) -> Traced {
        let (tokens, kind) = self.expression(inner);
        (wrap(tokens), kind)
    }

    fn tuple<'e>(&mut self, value: &Expr, parts: impl IntoIterator<Item = &'e Expr>) -> Traced {
        let (parts, kinds) = self.each(parts);
        (quote_spanned!(value.span()=> (#(#parts,)*)), Shape::tuple(kinds))
    }

    /// The elements of a list, and its kind: where some are promises, all become promises.
    pub(super) fn list<'e>(
        &mut self,
        place: &impl ToTokens,
        items: impl IntoIterator<Item = &'e Expr>,
    ) -> (Vec<TokenStream>, Shape) {
        let items = items.into_iter().map(|item| self.expression(item)).collect();
        let (items, kind) = self.alike(place, items);
        (items, Shape::several(kind))
    }

    /// All of them, with the kind of each.
    pub(super) fn each<'e>(
        &mut self,
        values: impl IntoIterator<Item = &'e Expr>,
    ) -> (Vec<TokenStream>, Vec<Shape>) {
        values.into_iter().map(|value| self.expression(value)).unzip()
    }

    /// What is bound to an input or an output.
    pub(super) fn argument(&mut self, value: &Expr) -> TokenStream {
        let (tokens, kind) = self.expression(value);
        self.bound(value, tokens, &kind)
    }

    /// Promises as they are, constants marked as such.
    pub(super) fn bound(&mut self, value: &Expr, tokens: TokenStream, kind: &Shape) -> TokenStream {
        match kind {
            Shape::Constant => quote_spanned!(value.span()=> __a::constant(#tokens)),
            Shape::Tuple(parts) if parts.iter().any(Shape::is_constant) => {
                let message = "this tuple holds constants beside promises, which is supported only where the tuple is written out: write its parts here";
                self.unsupported(Rule::MixedValues, value, message).0
            }
            _ => tokens,
        }
    }
}
