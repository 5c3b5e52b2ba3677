//! What Go's regular expressions make of a replacement: `$name`, `${name}` and `$$` in it mean something.

/// Appends the replacement for what was `found`.
///
/// Flyte's expressions have no groups of those names, so that `$0` is the whole of it, any other name nothing.
pub(super) fn into(mut replacement: &str, found: &str, out: &mut String) {
    while let Some((before, after)) = replacement.split_once('$') {
        out.push_str(before);
        if let Some(rest) = after.strip_prefix('$') {
            out.push('$');
            replacement = rest;
        } else if let Some((name, rest)) = group(after) {
            if name == "0" {
                out.push_str(found);
            }
            replacement = rest;
        } else {
            out.push('$');
            replacement = after;
        }
    }
    out.push_str(replacement);
}

/// The name of a group behind `$`, and the text after it.
fn group(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('{');
    let name = inner.unwrap_or(text);
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    let (name, rest) = name.split_at(end);
    let rest = if inner.is_some() { rest.strip_prefix('}')? } else { rest };
    (!name.is_empty()).then_some((name, rest))
}
