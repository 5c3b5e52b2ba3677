//! Generates unusual arguments and surroundings.

use super::{Case, values};
use aileron::idl::core::{Literal, LiteralMap};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

/// Parts of placeholders, and texts that resemble them.
const PIECES: [&str; 52] = [
    "{{",
    "{{",
    "{{",
    "}}",
    "}}",
    "}}",
    "{",
    "}",
    ".",
    ".",
    "$",
    "$$",
    "$0",
    "${0}",
    "$1",
    "${x}",
    "$x",
    "$_a1 ",
    "${",
    "$(A)",
    " ",
    "\t",
    "\n",
    "\u{b}",
    "\u{a0}",
    "\u{c}",
    "\r",
    "input",
    "Input",
    "ınput",
    "inputPrefix",
    "INPUTPREFIX",
    "outputPrefix",
    "rawOutputDataPrefix",
    "perRetryUniqueKey",
    "perRetryUniqueſey",
    "taſkTemplatePath",
    "tas\u{212a}TemplatePath",
    "prevCheckpointPrefix",
    "chec\u{212a}pointOutputPrefix",
    "nameſpace",
    "namespace",
    "inputs",
    "inputs.",
    "inputſ.x",
    "x",
    "a.b",
    "é",
    "-",
    "_",
    "0",
    "image",
];

/// Placeholders as people write them.
const WHOLE: [&str; 20] = [
    "{{.input}}",
    "{{ .Input }}",
    "{{$input}}",
    "{{ input }}",
    "{{.inputPrefix}}",
    "{{.outputPrefix}}",
    "{{.OutputPrefix }}",
    "{{.rawOutputDataPrefix}}",
    "{{.perRetryUniqueKey}}",
    "{{.taskTemplatePath}}",
    "{{.prevCheckpointPrefix}}",
    "{{.checkpointOutputPrefix}}",
    "{{.namespace}}",
    "{{$Namespace}}",
    "{{.inputs.x}}",
    "{{ .Inputs.x }}",
    "{{.inputs.a.b}}",
    "{{.inputs.nothing}}",
    "{{.inputs.}}",
    "{{.unknown}}",
];

fn text(most: usize) -> impl Strategy<Value = String> {
    vec(prop_oneof![2 => select(&PIECES[..]), 1 => select(&WHOLE[..])], 0..most)
        .prop_map(|parts| parts.concat())
}

fn inputs(value: impl Strategy<Value = Literal>) -> impl Strategy<Value = LiteralMap> {
    let name = select(&["x", "y", "a.b", "é", "$0"][..]).prop_map(str::to_owned);
    btree_map(name, value, 0..4).prop_map(|literals| LiteralMap { literals })
}

/// Unusual texts in unusual surroundings.
pub(super) fn texts() -> impl Strategy<Value = Case> {
    let surroundings = vec(prop_oneof![1 => Just("s3://bucket/a".to_owned()), 1 => text(5)], 9);
    let surroundings = surroundings.prop_map(|mut all| {
        // For an empty prefix of the inputs the judge would choose one.
        all[1].push('/');
        all.try_into().expect("there are nine")
    });
    (vec(text(9), 0..3), surroundings, inputs(values::plain()))
        .prop_map(|(arguments, surroundings, inputs)| Case { arguments, surroundings, inputs })
}

/// Plain texts with unusual values.
pub(super) fn values() -> impl Strategy<Value = Case> {
    inputs(values::every()).prop_map(|mut inputs| {
        // Without a value, nothing is printed.
        let arguments = inputs.literals.keys().map(|name| format!("<{{{{.inputs.{name}}}}}>")).collect();
        inputs.literals.retain(|name, _| !name.is_empty());
        Case { arguments, surroundings: std::array::from_fn(|_| "s3://bucket/a".to_owned()), inputs }
    })
}
