//! `match` on a promise: its patterns as comparisons.

use super::branches::{Branch, Source};
use super::conditions::{Condition, Operator, upper_limit};
use super::shape::Shape;
use super::{Last, Traced, Tracer};
use crate::names::is_type_name;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::spanned::Spanned;
use syn::{Arm, Expr, ExprMatch, Ident, Macro, Pat, Token};

/// When a pattern matches.
enum Match {
    Always,
    If(TokenStream),
}

impl Tracer<'_> {
    /// A `match` on a promise. Rust has checked that the arms cover every value, so the last one needs no comparison.
    pub(super) fn branch_match(&mut self, choice: &ExprMatch, value: &TokenStream, last: Last) -> Traced {
        let promise = quote!(__matched);
        let mut cases = Vec::new();
        let mut otherwise = Source::Missing;
        for (index, arm) in choice.arms.iter().enumerate() {
            let name = binding(&arm.pat);
            let source = match &name {
                Some(name) => Source::Named(name.clone(), promise.clone(), &arm.body),
                None => body(&arm.body),
            };
            let Some(matched) = self.matched_if(&promise, arm, name.as_ref()) else {
                return (TokenStream::new(), Shape::Nothing);
            };
            match matched {
                Match::If(question) if index + 1 < choice.arms.len() => cases.push((question, source)),
                _ => {
                    otherwise = source;
                    break;
                }
            }
        }
        if cases.is_empty() {
            return self.unsupported(
                Rule::PromiseBranch,
                choice,
                "this `match` decides nothing: take its only arm",
            );
        }
        let (tokens, kind) = self.branch(&Branch { place: choice, cases, otherwise }, last);
        (quote!({ let __matched = #value; #tokens }), kind)
    }

    /// When an arm is taken, if the arms before it were not; none if that can't be asked.
    fn matched_if(&mut self, promise: &TokenStream, arm: &Arm, name: Option<&Ident>) -> Option<Match> {
        let pattern = self.pattern(promise, &arm.pat)?;
        let Some((_, guard)) = &arm.guard else { return Some(pattern) };
        self.scopes.enter();
        if let Some(name) = name {
            self.scopes.declare(name, Shape::Promise);
        }
        let calls = self.calls;
        let asked = self.asked(guard);
        let question = asked.question(guard);
        self.scopes.leave();
        if self.calls > calls {
            self.unsupported(
                Rule::PromiseBranch,
                guard,
                "a guard can't call a task: call it before the `match`",
            );
            return None;
        }
        let Ok(question) = question else {
            self.unsupported(
                Rule::MixedValues,
                guard,
                "this guard does not depend on a promise: write an `if` around the `match`",
            );
            return None;
        };
        let question = match name {
            Some(name) => quote!({ let #name = #promise; #question }),
            None => question,
        };
        Some(Match::If(match pattern {
            Match::Always => question,
            Match::If(first) => quote!(#first.and(#question)),
        }))
    }

    fn pattern(&mut self, promise: &TokenStream, pattern: &Pat) -> Option<Match> {
        let compare = |operator: Operator, value: TokenStream, span| {
            operator.compare(span, promise, &quote_spanned!(span=> __a::constant(#value)))
        };
        match pattern {
            Pat::Wild(_) => Some(Match::Always),
            Pat::Ident(name) if !is_type_name(&name.ident.to_string()) => match &name.subpat {
                Some((_, inner)) => self.pattern(promise, inner),
                None => Some(Match::Always),
            },
            Pat::Paren(inner) => self.pattern(promise, &inner.pat),
            Pat::Lit(literal) => Some(Match::If(compare(Operator::Equal, quote!(#literal), pattern.span()))),
            Pat::Path(path) => Some(Match::If(compare(Operator::Equal, quote!(#path), pattern.span()))),
            Pat::Ident(name) => {
                let name = &name.ident;
                Some(Match::If(compare(Operator::Equal, quote!(#name), pattern.span())))
            }
            Pat::Range(range) => {
                let ends =
                    [(&range.start, Operator::GreaterOrEqual), (&range.end, upper_limit(&range.limits))];
                let parts = ends.iter().filter_map(|(end, operator)| {
                    end.as_ref().map(|end| compare(*operator, quote!(#end), pattern.span()))
                });
                parts.reduce(|lower, upper| quote!(#lower.and(#upper))).map(Match::If)
            }
            Pat::Or(cases) => {
                let mut all: Option<TokenStream> = None;
                for case in &cases.cases {
                    match self.pattern(promise, case)? {
                        Match::Always => return Some(Match::Always),
                        Match::If(asked) => {
                            all = Some(all.map_or_else(|| asked.clone(), |all| quote!(#all.or(#asked))));
                        }
                    }
                }
                all.map(Match::If)
            }
            _ => {
                self.unsupported(Rule::PromisePattern, pattern, "this pattern looks into a value that does not exist before Flyte has run its task: Flyte compares integers, floats, texts, booleans and enums without fields. Let a task decide, and match on what it returns");
                None
            }
        }
    }

    /// `matches!(value, pattern)`
    pub(super) fn matches(&mut self, call: &Macro) -> Condition {
        let parse = |input: syn::parse::ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            let guard: Option<Token![if]> = input.parse()?;
            let guard = guard.map(|_| input.parse::<Expr>()).transpose()?;
            input.parse::<Option<Token![,]>>()?;
            Ok((value, pattern, guard))
        };
        let Ok((value, pattern, guard)) = parse.parse2(call.tokens.clone()) else {
            return Condition::Value((quote!(#call), Shape::Constant));
        };
        let (tokens, kind) = self.side(&value);
        if kind.is_constant() {
            return Condition::Value((quote!(#call), Shape::Constant));
        }
        if kind != Shape::Promise || guard.is_some() {
            return Condition::Value(self.promise_used(Rule::PromiseValue, call, "`matches!` needs values"));
        }
        match self.pattern(&quote!(__matched), &pattern) {
            Some(Match::If(question)) => {
                Condition::Asked(quote_spanned!(call.span()=> { let __matched = #tokens; #question }))
            }
            Some(Match::Always) => Condition::Value((quote!(true), Shape::Constant)),
            None => Condition::Value((TokenStream::new(), Shape::Nothing)),
        }
    }
}

/// An arm's body: a block, or one expression.
fn body(value: &Expr) -> Source<'_> {
    match value {
        Expr::Block(block) if block.label.is_none() => Source::Block(&block.block),
        other => Source::Value(other),
    }
}

/// The name that a pattern gives to the whole value.
fn binding(pattern: &Pat) -> Option<Ident> {
    match pattern {
        Pat::Ident(name) if !is_type_name(&name.ident.to_string()) => Some(name.ident.clone()),
        Pat::Paren(inner) => binding(&inner.pat),
        _ => None,
    }
}
