//! Outputs as one JSON object, in their own order.

use crate::entity::Variable;
use crate::types::json;
use aileron_idl::core::Literal;
use serde_json::Value;

/// `{"o0": 6}`, on one line or indented.
pub(super) fn outputs(variables: &[Variable], literals: &[Literal], pretty: bool) -> String {
    let members = variables.iter().zip(literals).map(|(variable, literal)| {
        let value = json::write(literal);
        (variable.name.as_str(), value)
    });
    let mut text = String::new();
    object(&mut text, &members.collect::<Vec<_>>(), pretty.then_some(0));
    text
}

/// `indent` is the level that the value stands on, if it is to be indented at all.
fn value(text: &mut String, value: &Value, indent: Option<usize>) {
    match value {
        Value::Array(items) => {
            list(text, ['[', ']'], items.iter(), indent, |text, item, indent| {
                self::value(text, item, indent)
            });
        }
        Value::Object(members) => {
            object(
                text,
                &members.iter().map(|(name, value)| (name.as_str(), value)).collect::<Vec<_>>(),
                indent,
            );
        }
        scalar => *text += &scalar.to_string(),
    }
}

fn object(text: &mut String, members: &[(&str, impl std::borrow::Borrow<Value>)], indent: Option<usize>) {
    list(text, ['{', '}'], members.iter(), indent, |text, (name, member), indent| {
        *text += &Value::from(*name).to_string();
        *text += ": ";
        value(text, member.borrow(), indent);
    });
}

fn list<T>(
    text: &mut String,
    [open, close]: [char; 2],
    items: impl ExactSizeIterator<Item = T>,
    indent: Option<usize>,
    write: impl Fn(&mut String, T, Option<usize>),
) {
    let empty = items.len() == 0;
    let line = |text: &mut String, level: usize| {
        text.push('\n');
        *text += &"  ".repeat(level);
    };
    text.push(open);
    for (index, item) in items.enumerate() {
        match indent {
            Some(level) => {
                if index > 0 {
                    text.push(',');
                }
                line(text, level + 1);
            }
            None if index > 0 => *text += ", ",
            None => {}
        }
        write(text, item, indent.map(|level| level + 1));
    }
    if let Some(level) = indent.filter(|_| !empty) {
        line(text, level);
    }
    text.push(close);
}
