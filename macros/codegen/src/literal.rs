//! Where in a text of the source a mistake is.

use crate::errors::Fault;
use aileron_grammar::{Problem, name};
use proc_macro2::Span;
use std::ops::Range;
use syn::LitStr;

/// The problem, on the literal. rustc underlines the whole literal, so the message shows the place and counts its column
/// from the opening quote.
pub(crate) fn problem(literal: &LitStr, problem: &Problem) -> Fault {
    let value = literal.value();
    let range = problem.at.clone();
    if value.is_empty() {
        return Fault::of_problem(literal.span(), problem);
    }
    let place = TextPosition::new(&value, &range);
    let line = if value.trim_end().contains('\n') { format!("line {}, ", place.line) } else { String::new() };
    let picture = format!("{} {line}column {}", place.shown(), place.column);
    Fault::of_problem(part(literal, &value, range), problem).showing(picture)
}

/// Refuses a text that can't be passed on at all.
pub(crate) fn check(literal: &LitStr) -> Result<(), Fault> {
    nul(&literal.value()).map_or(Ok(()), |found| Err(problem(literal, &found)))
}

/// Neither Kubernetes nor a process accepts a text with the character NUL.
pub(crate) fn nul(text: &str) -> Option<Problem> {
    name::text(text).err()
}

/// A place in a text of several lines, as people count.
pub(crate) struct TextPosition {
    pub(crate) line: usize,
    pub(crate) column: usize,
    text: String,
    width: usize,
}

impl TextPosition {
    pub(crate) fn new(text: &str, range: &Range<usize>) -> Self {
        let begin = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[begin..].find('\n').map_or(text.len(), |at| begin + at);
        let marked = &text[range.start..range.end.min(end).max(range.start)];
        TextPosition {
            line: text[..begin].matches('\n').count() + 1,
            column: text[begin..range.start].chars().count() + 1,
            text: text[begin..end]
                .chars()
                .map(|c| if c.is_control() || c == '\u{feff}' { ' ' } else { c })
                .collect(),
            width: marked.chars().count().max(1),
        }
    }

    /// The line, and marks below the place.
    pub(crate) fn shown(&self) -> String {
        format!("  {}\n  {}{}", self.text, " ".repeat(self.column - 1), "^".repeat(self.width))
    }
}

/// The span of the part, where the compiler knows it (a nightly one) and no escape shifts the text.
fn part(literal: &LitStr, value: &str, range: Range<usize>) -> Span {
    let token = literal.token();
    let text = token.to_string();
    let verbatim = text.len() == value.len() + 2 && text.get(1..=value.len()) == Some(value);
    let inner = verbatim.then(|| token.subspan(range.start + 1..=range.end.max(range.start + 1))).flatten();
    inner.unwrap_or_else(|| literal.span())
}

#[cfg(test)]
mod tests {
    use super::TextPosition;

    #[test]
    fn a_place_is_shown_in_its_own_line() {
        let place = TextPosition::new("one\n\ttwö three\nfour", &(10..15));
        assert_eq!((place.line, place.column), (2, 6));
        assert_eq!(place.shown(), "   twö three\n       ^^^^^");
        let past_the_line = TextPosition::new("ab\ncd", &(1..5));
        assert_eq!(past_the_line.shown(), "  ab\n   ^");
        let nothing = TextPosition::new("", &(0..0));
        assert_eq!((nothing.line, nothing.column, nothing.shown()), (1, 1, "  \n  ^".to_owned()));
    }
}
