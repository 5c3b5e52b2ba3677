//! Values as a person reads them: the beginning of large ones.

use crate::types::json;
use aileron_idl::core::{Literal, literal::Value};

/// How many items of a list or a map are shown.
const ITEMS: usize = 12;
/// How many characters of a text are shown.
const CHARACTERS: usize = 400;

/// A value, as JSON where it is small.
pub(super) fn short(literal: &Literal) -> String {
    let text = match &literal.value {
        Some(Value::Collection(list)) => {
            let shown = list.literals.iter().take(ITEMS).map(short);
            let rest = list.literals.len().saturating_sub(ITEMS);
            format!("[{}]", joined(shown, rest))
        }
        Some(Value::Map(map)) => {
            let shown =
                map.literals.iter().take(ITEMS).map(|(key, item)| format!("{key:?}: {}", short(item)));
            let rest = map.literals.len().saturating_sub(ITEMS);
            format!("{{{}}}", joined(shown, rest))
        }
        _ => json::write(literal).to_string(),
    };
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text,
    }
}

fn joined(shown: impl Iterator<Item = String>, rest: usize) -> String {
    let rest = (rest > 0).then(|| format!("… {rest} more"));
    shown.chain(rest).collect::<Vec<_>>().join(", ")
}
