//! Parts of values: fields, elements, structs taken apart and put together.

use super::shape::Shape;
use super::{Traced, Tracer};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Expr, ExprField, ExprIndex, ExprStruct, Ident, Member, Pat, PatStruct};

impl Tracer<'_> {
    pub(super) fn field(&mut self, value: &Expr, field: &ExprField) -> Traced {
        let (inner, kind) = self.expression(&field.base);
        let member = &field.member;
        match (&kind, member) {
            (Shape::Constant | Shape::Nothing, _) => (quote_spanned!(value.span()=> #inner.#member), kind),
            (Shape::Promise, Member::Named(name)) => (part(value, &inner, name), Shape::Promise),
            (Shape::Promise | Shape::Tuple(_), Member::Unnamed(index)) => {
                (quote_spanned!(value.span()=> #inner.#member), kind.part(index.index as usize))
            }
            _ => {
                let what = format!("the field `{}` is a part of a value", member.to_token_stream());
                self.promise_used(Rule::PromisePart, value, &what)
            }
        }
    }

    pub(super) fn index(&mut self, value: &Expr, index: &ExprIndex) -> Traced {
        let (inner, kind) = self.expression(&index.expr);
        let (place, place_kind) = self.expression(&index.index);
        if !place_kind.is_constant() {
            return self.promise_used(Rule::PromiseIndex, &index.index, "the index of an element is a value");
        }
        match (&kind, matches!(&*index.index, Expr::Range(_))) {
            (Shape::Promise, true) => {
                self.promise_used(Rule::PromisePart, value, "a range of a list is a part of a value")
            }
            (Shape::Promise, false) => {
                (quote_spanned!(value.span()=> __a::Element(#inner, #place).__at()), kind)
            }
            (_, true) => (quote_spanned!(value.span()=> #inner[#place]), kind),
            _ => (quote_spanned!(value.span()=> #inner[#place]), kind.element()),
        }
    }

    /// A struct with promises in it is one of several named outputs.
    pub(super) fn structure(&mut self, value: &Expr, parts: &ExprStruct) -> Traced {
        let (fields, kinds) = self.each(parts.fields.iter().map(|field| &field.expr));
        if let Some(rest) = &parts.rest {
            let (_, kind) = self.expression(rest);
            if !kind.is_constant() || !kinds.iter().all(Shape::is_constant) {
                return self.unsupported(
                    Rule::StructOfPromises,
                    rest,
                    "`..` and promises don't go together: write every field out",
                );
            }
        }
        if kinds.iter().all(Shape::is_constant) {
            return (value.to_token_stream(), Shape::Constant);
        }
        let path = &parts.path;
        let outputs = parts.fields.iter().zip(fields.into_iter().zip(kinds)).map(|(field, (tokens, kind))| {
            let (tokens, member) = (self.bound(&field.expr, tokens, &kind), &field.member);
            let name = name_of(member);
            quote_spanned!(field.expr.span()=> __a::output(#name, #tokens, |whole: &#path| &(*whole).#member))
        });
        let outputs: Vec<TokenStream> = outputs.collect();
        (quote_spanned!(path.span()=> __a::several::<#path>([#(#outputs),*])), Shape::Promise)
    }

    /// `let Counts { words, .. } = count(text);`: a `let` for each field.
    pub(super) fn take_apart(
        &mut self,
        pattern: &PatStruct,
        value: &TokenStream,
        depth: usize,
    ) -> TokenStream {
        let whole = format_ident!("__whole{depth}");
        let lets = pattern.fields.iter().map(|field| match &field.member {
            Member::Named(name) => {
                let value = part(&field.member, &whole.to_token_stream(), name);
                self.take_out(&field.pat, &value, depth + 1)
            }
            Member::Unnamed(_) => {
                self.unsupported(
                    Rule::PromisePart,
                    field,
                    "only fields with names can be taken out of a promise: write `name` or `name: pattern`",
                )
                .0
            }
        });
        let lets: Vec<TokenStream> = lets.collect();
        quote!(let #whole = #value; #(#lets)*)
    }

    fn take_out(&mut self, pattern: &Pat, value: &TokenStream, depth: usize) -> TokenStream {
        if let Pat::Struct(inner) = pattern {
            return self.take_apart(inner, value, depth);
        }
        self.declare(pattern, Shape::Promise);
        quote!(let #pattern = #value;)
    }
}

fn part(place: &impl Spanned, whole: &TokenStream, name: &Ident) -> TokenStream {
    let text = name.unraw().to_string();
    quote_spanned!(place.span()=> __a::field(#whole, #text, |whole| &(*whole).#name))
}

fn name_of(member: &Member) -> String {
    match member {
        Member::Named(name) => name.unraw().to_string(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}
