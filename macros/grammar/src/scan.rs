//! Helpers that read a text character by character, with byte positions.

use std::ops::Range;

/// The first character of `text` that is not `allowed`, and its bytes.
pub(crate) fn first_not(text: &str, allowed: impl Fn(char) -> bool) -> Option<(char, Range<usize>)> {
    text.char_indices().find(|(_, c)| !allowed(*c)).map(|(start, c)| (c, start..start + c.len_utf8()))
}

/// The first and the last character of `text` with their bytes; nothing of an empty text.
pub(crate) fn edges(text: &str) -> impl Iterator<Item = (char, Range<usize>)> {
    let first = text.char_indices().next();
    let last = text.char_indices().next_back();
    first.into_iter().chain(last).map(|(start, c)| (c, start..start + c.len_utf8()))
}

/// The pieces of `text` between the characters `at`, each with the byte it starts at.
pub(crate) fn split(text: &str, at: char) -> impl Iterator<Item = (usize, &str)> {
    text.split(at).scan(0, move |next, piece| {
        let start = *next;
        *next += piece.len() + at.len_utf8();
        Some((start, piece))
    })
}

/// The length of the run of ASCII digits that `text` starts with.
pub(crate) fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
