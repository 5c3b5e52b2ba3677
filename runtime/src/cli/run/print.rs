//! Prints outputs as one JSON object, in the order of the interface, or as Flyte's `outputs.pb`.

use crate::entity::Variable;
use crate::types::json;
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::map;
use aileron_idl::prost::Message;
use serde_core::Serialize;
use serde_core::ser::{SerializeMap, Serializer};
use serde_json::ser::{Formatter, PrettyFormatter};
use std::io::{self, Write};

/// The bytes of `outputs.pb`, as a container writes it.
pub(super) fn literals(variables: Vec<Variable>, literals: Vec<Literal>) -> Vec<u8> {
    let names = variables.into_iter().map(|variable| variable.name);
    LiteralMap { literals: map(names.zip(literals)) }.encode_to_vec()
}

/// The outputs as JSON, `{"o0": 6}`, on one line or indented.
pub(super) fn outputs(variables: &[Variable], literals: &[Literal], pretty: bool) -> String {
    let outputs = NamedOutputs { variables, literals };
    if pretty { to_json(&outputs, PrettyFormatter::new()) } else { to_json(&outputs, OneLine) }
}

fn to_json(outputs: &NamedOutputs<'_>, formatter: impl Formatter) -> String {
    let mut text = Vec::new();
    let mut printer = serde_json::Serializer::with_formatter(&mut text, formatter);
    outputs.serialize(&mut printer).expect("the keys are strings, and writing to memory does not fail");
    String::from_utf8(text).expect("JSON is UTF-8")
}

/// The name and value of each output. A `serde_json` map would sort them.
struct NamedOutputs<'a> {
    variables: &'a [Variable],
    literals: &'a [Literal],
}

impl Serialize for NamedOutputs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.literals.len()))?;
        for (variable, literal) in self.variables.iter().zip(self.literals) {
            map.serialize_entry(&variable.name, &json::write_as(literal, &(variable.schema)()))?;
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
