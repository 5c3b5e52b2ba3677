//! Outputs as one JSON object, in their own order, or as Flyte's file of them.

use crate::entity::Variable;
use crate::types::json;
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::map;
use aileron_idl::prost::Message;
use serde_json::Value;

/// What a container writes as `outputs.pb`.
pub(super) fn literals(variables: Vec<Variable>, literals: Vec<Literal>) -> Vec<u8> {
    let names = variables.into_iter().map(|variable| variable.name);
    LiteralMap { literals: map(names.zip(literals)) }.encode_to_vec()
}

/// `{"o0": 6}`, on one line or indented.
pub(super) fn outputs(variables: &[Variable], literals: &[Literal], pretty: bool) -> String {
    let members: Vec<_> =
        variables.iter().map(|variable| &variable.name).zip(literals.iter().map(json::write)).collect();
    let mut text = String::new();
    list(&mut text, ['{', '}'], &members, pretty.then_some(0), |text, (name, value), indent| {
        member(text, (name, value), indent);
    });
    text
}

/// `indent` is the level that the value stands on, if it is to be indented at all.
fn value(text: &mut String, value: &Value, indent: Option<usize>) {
    match value {
        Value::Array(items) => list(text, ['[', ']'], items, indent, self::value),
        Value::Object(members) => list(text, ['{', '}'], members, indent, member),
        scalar => *text += &scalar.to_string(),
    }
}

fn member(text: &mut String, (name, value): (&String, &Value), indent: Option<usize>) {
    *text += &Value::from(name.as_str()).to_string();
    *text += ": ";
    self::value(text, value, indent);
}

fn list<T>(
    text: &mut String,
    [open, close]: [char; 2],
    items: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
    indent: Option<usize>,
    write: impl Fn(&mut String, T, Option<usize>),
) {
    let items = items.into_iter();
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
