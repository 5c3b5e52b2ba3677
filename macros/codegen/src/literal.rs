//! Where in a string literal a mistake stands.

use aileron_grammar::Problem;
use proc_macro2::Span;
use std::ops::Range;
use syn::LitStr;

/// The problem, told on the literal: rustc underlines the whole of it, so the message shows the place and counts
/// its column from the opening quote.
pub(crate) fn problem(literal: &LitStr, problem: &Problem) -> syn::Error {
    let value = literal.value();
    let range = problem.at.clone();
    let before = value[..range.start].chars().count();
    let width = value[range.clone()].chars().count().max(1);
    if value.is_empty() {
        return syn::Error::new(literal.span(), problem);
    }
    let shown = value.replace(['\n', '\t'], " ");
    let message =
        format!("{problem}\n  {shown}\n  {}{} column {}", " ".repeat(before), "^".repeat(width), before + 1);
    syn::Error::new(part(literal, &value, range), message)
}

/// The part itself, where the compiler can tell it (a nightly one) and no escape shifts the text.
fn part(literal: &LitStr, value: &str, range: Range<usize>) -> Span {
    let token = literal.token();
    let text = token.to_string();
    let verbatim = text.len() == value.len() + 2 && text.get(1..=value.len()) == Some(value);
    let inner = verbatim.then(|| token.subspan(range.start + 1..=range.end.max(range.start + 1))).flatten();
    inner.unwrap_or_else(|| literal.span())
}
