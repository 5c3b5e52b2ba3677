//! What a function is in: a macro gets the item alone, so the rest is read from the source.

use proc_macro2::Ident;
use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;

/// "an `impl`" or "a `trait`" where the function of this name is in one, as far as the source shows.
pub(crate) fn find(name: &Ident) -> Option<&'static str> {
    if !proc_macro::is_available() {
        return None;
    }
    let span = name.span().unwrap();
    let (line, column) = (span.line(), span.column());
    with_file(span.local_file()?, |text| around(text, line, column, &name.to_string()))
}

thread_local! {
    /// The file that was read last: most functions of one have the others for neighbours.
    static LAST: RefCell<Option<(PathBuf, String)>> = const { RefCell::new(None) };
}

fn with_file<T>(path: PathBuf, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    LAST.with_borrow_mut(|last| {
        if last.as_ref().is_none_or(|(known, _)| *known != path) {
            let text = fs::read_to_string(&path).ok()?;
            *last = Some((path, text));
        }
        last.as_ref().and_then(|(_, text)| read(text))
    })
}

/// What encloses the name at this place of a text, by the indentation of its lines.
fn around(text: &str, line: usize, column: usize, name: &str) -> Option<&'static str> {
    let lines: Vec<&str> = text.lines().take(line).collect();
    let (own, before) = lines.split_last()?;
    // An editor may know another text than the file has, and a macro may have made the function.
    let here = own.char_indices().nth(column.checked_sub(1)?).map(|(at, _)| &own[at..])?;
    if !here.starts_with(name) {
        return None;
    }
    let mut inner = indentation(own);
    for outer in before.iter().rev().filter(|line| !line.trim().is_empty()) {
        if indentation(outer) >= inner {
            continue;
        }
        let outer_text = outer.split("//").next().unwrap_or_default().trim();
        // `where` and the brace behind it are below the line with the keyword.
        if outer_text == "{" || outer_text.starts_with("where") {
            inner = indentation(outer) + 1;
            continue;
        }
        return kind(outer_text);
    }
    None
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// What a line opens.
fn kind(line: &str) -> Option<&'static str> {
    // An item before it, on the same line, has ended.
    let line = line.rsplit([';', '}']).next()?;
    let opens = !line.contains('{') || (line.matches('{').count() == 1 && line.ends_with('{'));
    let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let word =
        words.find(|word| !["pub", "crate", "super", "unsafe", "default", "const", "auto"].contains(word))?;
    match word {
        _ if !opens => None,
        "impl" => Some("an `impl`"),
        "trait" => Some("a `trait`"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::around;

    /// What `step` is in, in a text.
    fn home(text: &str) -> Option<&'static str> {
        let line = text.lines().position(|line| line.contains("fn step")).unwrap();
        let column = text.lines().nth(line).unwrap().find("step").unwrap();
        around(text, line + 1, column + 1, "step")
    }

    #[test]
    fn an_impl_is_seen() {
        assert_eq!(home("impl Model {\n    #[task]\n    fn step() {}\n}"), Some("an `impl`"));
        assert_eq!(
            home("impl<T> Model<T> for X {\n    fn a() {\n    }\n\n    pub fn step() {}"),
            Some("an `impl`")
        );
        assert_eq!(home("struct M; impl M {\n    fn step() {}"), Some("an `impl`"));
        assert_eq!(home("unsafe impl M { // it is\n\tfn step() {}"), Some("an `impl`"));
        assert_eq!(home("impl<T> Model<T>\nwhere\n    T: X,\n{\n    fn step() {}"), Some("an `impl`"));
        assert_eq!(home("mod a {\n    pub(crate) trait Model {\n        fn step() {}"), Some("a `trait`"));
    }

    #[test]
    fn a_free_function_is_free() {
        for text in [
            "fn step() {}",
            "impl Model {\n    fn a() {}\n}\n\nfn step() {}",
            "mod tests {\n    fn step() {}",
            "fn outer() {\n    fn step() {}",
            "impl Model {\n    fn outer() {\n        fn step() {}",
            "impl Model {}\n    fn step() {}",
            "impl Model { fn outer() {\n    fn step() {}",
            "mod implementation {\n    fn step() {}",
            "make! {\n    fn step() {}",
            "const TEXT: &str = \"\nimpl Model {\n\";\n    fn step() {}",
        ] {
            assert_eq!(home(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_another_says_nothing() {
        assert_eq!(around("impl Model {\n    fn other() {}", 2, 8, "step"), None);
        assert_eq!(around("", 9, 9, "step"), None);
    }
}
