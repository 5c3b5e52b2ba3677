//! NamedOutputs as one JSON object, in their own order, or as Flyte's file of them.

use crate::entity::Variable;
use crate::types::json;
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::map;
use aileron_idl::prost::Message;
use serde_core::Serialize;
use serde_core::ser::{SerializeMap, Serializer};
use serde_json::ser::{Formatter, PrettyFormatter};
use std::io::{self, Write};

/// What a container writes as `outputs.pb`.
pub(super) fn literals(variables: Vec<Variable>, literals: Vec<Literal>) -> Vec<u8> {
    let names = variables.into_iter().map(|variable| variable.name);
    LiteralMap { literals: map(names.zip(literals)) }.encode_to_vec()
}

/// `{"o0": 6}`, on one line or indented.
pub(super) fn outputs(variables: &[Variable], literals: &[Literal], pretty: bool) -> String {
    let outputs = NamedOutputs { variables, literals };
    if pretty { printed(&outputs, PrettyFormatter::new()) } else { printed(&outputs, OneLine) }
}

fn printed(outputs: &NamedOutputs<'_>, formatter: impl Formatter) -> String {
    let mut text = Vec::new();
    let mut printer = serde_json::Serializer::with_formatter(&mut text, formatter);
    outputs.serialize(&mut printer).expect("JSON has texts for keys, and memory takes whatever is written");
    String::from_utf8(text).expect("JSON is text")
}

/// Name and value of each output: a map of `serde_json` would sort them.
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

/// One line that a person can read: a blank behind each comma and colon.
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
