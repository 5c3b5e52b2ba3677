//! Prints outputs as one JSON object, in the order of the interface, or as Flyte's `outputs.pb`.

use crate::entity::Variable;
use crate::types::json;
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::map;
use aileron_idl::prost::Message;
use serde_core::Serialize;
use serde_core::ser::{SerializeMap, Serializer};
use serde_json::Value;
use serde_json::ser::{Formatter, PrettyFormatter};
use std::io::{self, Write};

/// The bytes of `outputs.pb`, as a container writes it.
pub(super) fn literals(variables: Vec<Variable>, literals: Vec<Literal>) -> Vec<u8> {
    let names = variables.into_iter().map(|variable| variable.name);
    LiteralMap { literals: map(names.zip(literals)) }.encode_to_vec()
}

/// The outputs as JSON, `{"o0": 6}`, on one line or indented.
pub(super) fn outputs(variables: &[Variable], literals: &[Literal], pretty: bool) -> String {
    let value = |(variable, literal): (&Variable, &Literal)| {
        (variable.name.clone(), json::write_as(literal, &(variable.schema)()))
    };
    let outputs: Vec<_> = variables.iter().zip(literals).map(value).collect();
    if pretty { to_json(&Named(&outputs), PrettyFormatter::new()) } else { on_one_line(&outputs) }
}

/// Named values as one JSON object on one line, `{"o0": 6}`, in their order.
pub(in crate::cli) fn on_one_line(values: &[(String, Value)]) -> String {
    to_json(&Named(values), OneLine)
}

fn to_json(values: &Named<'_>, formatter: impl Formatter) -> String {
    let mut text = Vec::new();
    let mut printer = serde_json::Serializer::with_formatter(&mut text, formatter);
    values.serialize(&mut printer).expect("the keys are strings, and writing to memory does not fail");
    String::from_utf8(text).expect("JSON is UTF-8")
}

/// The name and value of each output. A `serde_json` map would sort them.
struct Named<'a>(&'a [(String, Value)]);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// JSON on one line, with a space after each comma and colon.
struct OneLine;

impl Formatter for OneLine {
    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
