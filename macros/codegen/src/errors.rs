//! Mistakes are collected, so that one build reports all of them.

use aileron_grammar::{Problem, Rule};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::fmt::Display;

/// A mistake: the rule that is broken, where, and the message.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    rule: Rule,
    at: At,
    message: String,
    /// Lines below the message that show a place in a text; empty where the span is enough.
    picture: String,
}

#[derive(Clone, Debug)]
enum At {
    Span(Span),
    /// All of these tokens, not only the first.
    Tokens(TokenStream),
}

impl Fault {
    pub(crate) fn at(rule: Rule, span: Span, message: impl Display) -> Self {
        Fault { rule, at: At::Span(span), message: message.to_string(), picture: String::new() }
    }

    /// On the whole of `tokens`, not only the first one.
    pub(crate) fn on(rule: Rule, tokens: &impl ToTokens, message: impl Display) -> Self {
        let at = At::Tokens(tokens.to_token_stream());
        Fault { rule, at, message: message.to_string(), picture: String::new() }
    }

    /// A problem of a text, on a part of the source.
    pub(crate) fn of_problem(span: Span, problem: &Problem) -> Self {
        Fault::at(problem.rule(), span, problem)
    }

    /// An error of the parser: tokens that do not follow the rule.
    pub(crate) fn of_parser(rule: Rule, error: &syn::Error) -> Self {
        Fault::at(rule, error.span(), error)
    }

    /// The same with lines below the message that show the place.
    pub(crate) fn showing(self, picture: String) -> Self {
        Fault { picture, ..self }
    }

    /// The message as the compiler prints it: here it gets the code of its rule.
    pub(crate) fn text(&self) -> String {
        let message = self.rule.end(&self.message);
        if self.picture.is_empty() { message } else { format!("{message}\n{}", self.picture) }
    }

    pub(crate) fn into_compile_error(self) -> TokenStream {
        let text = self.text();
        let error = match self.at {
            At::Span(span) => syn::Error::new(span, text),
            At::Tokens(tokens) => syn::Error::new_spanned(tokens, text),
        };
        error.into_compile_error()
    }
}

/// The mistakes found so far in one item.
#[derive(Default)]
pub(crate) struct Errors(Vec<Fault>);

impl Errors {
    pub(crate) fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(crate) fn append(&mut self, others: Errors) {
        self.0.extend(others.0);
    }

    /// On the whole of `tokens`, not only the first one.
    pub(crate) fn on(&mut self, rule: Rule, tokens: &impl ToTokens, message: impl Display) {
        self.push(Fault::on(rule, tokens, message));
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Drops the mistakes that were found after the first `count`.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.0.truncate(count);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, or nothing where there is a mistake, which goes to the others.
    pub(crate) fn keep<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.push(fault)).ok()
    }

    /// A `compile_error!` for each mistake.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.into_iter().map(Fault::into_compile_error).collect()
    }
}

/// Tokens as a person would write them, on one line.
pub(crate) fn pretty(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        ("( ", "("),
        (" )", ")"),
        (" !", "!"),
    ] {
        text = text.replace(spaced, tight);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn types_read_as_written() {
        let ty = quote!(std::collections::HashMap<String, (i64, &'static str)>);
        assert_eq!(pretty(&ty), "std::collections::HashMap<String, (i64, &'static str)>");
    }
}
