//! Errors are collected, so that one build tells every mistake.

use proc_macro2::TokenStream;

/// The mistakes found so far in one item.
#[derive(Default)]
pub(crate) struct Errors(Vec<syn::Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: syn::Error) {
        self.0.push(error);
    }

    pub(crate) fn append(&mut self, others: Errors) {
        self.0.extend(others.0);
    }

    /// The error of a parser, or the one that what it read is.
    pub(crate) fn extend(&mut self, result: syn::Result<syn::Error>) {
        self.push(result.unwrap_or_else(|error| error));
    }

    /// On the whole of `tokens`, not only its first one.
    pub(crate) fn on(&mut self, tokens: &impl quote::ToTokens, message: impl std::fmt::Display) {
        self.push(syn::Error::new_spanned(tokens.to_token_stream(), message));
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Takes back what was found since there were `count`.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.0.truncate(count);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value if it could be read, its error put with the others if not.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// `compile_error!` calls, one a mistake; nothing where there is none.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.into_iter().map(syn::Error::into_compile_error).collect()
    }
}

/// Tokens as a person would write them, on one line.
pub(crate) fn pretty(tokens: &impl quote::ToTokens) -> String {
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
