//! Names of outputs in promises (flytepropeller `pkg/compiler/typing/variable.go`).

/// The name of an output, and whether an item of it is meant: `[0].name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written<'a> {
    pub(super) name: &'a str,
    pub(super) has_index: bool,
}

/// Reads a name as Flyte does: the only word in the text, wherever it is. `None` if there is none, or more than one.
pub(super) fn parse(text: &str) -> Option<Written<'_>> {
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let word = |from: usize| (from..=bytes.len()).find(|at| !is_word(*at)).unwrap_or(from);
    let mut found = None;
    let mut at = 0;
    while at < bytes.len() {
        let index = if bytes[at] == b'[' { indexed(bytes, at).filter(|end| is_word(*end)) } else { None };
        let start = index.unwrap_or(at);
        if !is_word(start) {
            at += 1;
            continue;
        }
        let end = word(start);
        if found.is_some() {
            return None;
        }
        let digits = index.map(|end| &text[at + 1..end - 2]);
        if digits.is_some_and(|digits| digits.parse::<i64>().is_err()) {
            return None;
        }
        found = Some(Written { name: &text[start..end], has_index: index.is_some() });
        at = end;
    }
    found
}

/// Where the text after `[0].` begins, if that is at this place.
fn indexed(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = at + 1 + digits;
    (digits > 0 && bytes[end..].starts_with(b"].")).then_some(end + 2)
}

/// Whether a text is one whole word, so that it is the name which Flyte reads in it.
pub(super) fn is_whole(text: &str) -> bool {
    parse(text).is_some_and(|written| written.name == text)
}

#[cfg(test)]
mod tests {
    use super::{Written, is_whole, parse};

    #[test]
    fn a_name_is_the_only_word() {
        let name = |name, has_index| Some(Written { name, has_index });
        assert_eq!(parse("o0"), name("o0", false));
        assert_eq!(parse("-o0"), name("o0", false));
        assert_eq!(parse("[12].o0"), name("o0", true));
        for wrong in ["", "-", "a.b", "[0]x", "[0].a.b", "[99999999999999999999].a"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert!(is_whole("o_0") && !is_whole("-o0") && !is_whole("[0].a") && !is_whole("ö"));
    }
}
