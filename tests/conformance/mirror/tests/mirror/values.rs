//! The files of a task: flytekit writes its inputs, both SDKs run it, the outputs are equal and flytekit reads them.

use std::collections::BTreeSet;
use std::path::Path;

use aileron_conformance::difference::{Difference, Intended, between, unintended};
use aileron_conformance::{flytekit, hex, program};
use aileron_idl::ToJson;
use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message as _;
use serde_json::{Value, json};

use super::attempt::{Inputs, both};
use super::messages::OPTIONS;

/// Python's times end at the microsecond, Rust's and Flyte's at the nanosecond.
const INTENDED: [Intended; 2] = [
    Intended {
        place: "simple/literals/o4/scalar/primitive/duration",
        why: "flytekit loses the nanoseconds",
        allows: |ours, theirs| {
            ours == Some(&json!("-90.123456789s")) && theirs == Some(&json!("-90.123456s"))
        },
    },
    Intended {
        place: "simple/literals/o5/scalar/primitive/datetime",
        why: "flytekit loses the nanoseconds",
        allows: |ours, theirs| {
            ours == Some(&json!("1969-12-31T23:59:59.123456789Z"))
                && theirs == Some(&json!("1969-12-31T23:59:59.123456Z"))
        },
    },
];

type Row = (&'static str, Inputs, Value);

#[test]
fn values_go_both_ways() {
    let rows = rows();
    let attempts = both("values", rows.iter().map(|(task, inputs, _)| (*task, inputs)));
    let paths = attempts.iter().map(|written| written.ours.join("outputs.pb"));
    let asked: Vec<_> =
        rows.iter().zip(paths).map(|((task, ..), path)| json!({"task": task, "path": path})).collect();
    let read = flytekit::values(&json!({ "outputs": asked }));
    let mut found = Vec::new();
    for (at, ((task, _, expected), written)) in rows.iter().zip(&attempts).enumerate() {
        assert_eq!(&read["outputs"][at], expected, "{task}, attempt {at}");
        found.extend(compare(task, &written.ours, &written.theirs));
    }
    let told = unintended(&found, &INTENDED);
    assert!(told.is_empty(), "{} differences:\n{}", told.len(), told.join("\n"));
}

/// Where the two files of outputs differ. Their maps' entries may stand in any order, so they are put into one first.
fn compare(task: &str, ours: &Path, theirs: &Path) -> Vec<Difference> {
    let [ours, theirs] = [ours, theirs].map(|folder| outputs(&folder.join("outputs.pb")));
    let mut found = between(&ours.to_json(), &theirs.to_json());
    let bytes = [&ours, &theirs].map(|map| Some(json!(hex::encode(&map.encode_to_vec()))));
    let [ours, theirs] = bytes;
    // What JSON does not tell apart, such as the two zeros.
    if found.is_empty() && ours != theirs {
        found.push(Difference { place: "bytes".to_owned(), ours, theirs });
    }
    found.into_iter().map(|one| Difference { place: format!("{task}/{}", one.place), ..one }).collect()
}

fn outputs(path: &Path) -> LiteralMap {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    LiteralMap::decode(&*bytes).expect("a map of literals")
}

#[test]
fn every_task_that_succeeds_is_tried() {
    let tried: BTreeSet<String> = rows().iter().map(|(task, ..)| format!("mirror.{task}")).collect();
    let all = program::serialized(super::program(), &OPTIONS[0]);
    let tasks = all.iter().filter(|entity| entity.kind == "task").map(|entity| entity.name.clone());
    let untried: Vec<String> = tasks.filter(|name| !tried.contains(name)).collect();
    assert_eq!(untried, ["mirror.fails", "mirror.fails_recoverably", "mirror.panics"]);
}

fn rows() -> Vec<Row> {
    let rows = [simple(), optionals(), collections(), converted(), others(), with_options()];
    rows.into_iter().flatten().collect()
}

/// A task that gives back its inputs.
fn echo<const N: usize>(task: &'static str, names: [&str; N], values: [Value; N]) -> Row {
    let named = |name: &dyn Fn(usize) -> String| {
        Value::Object(values.iter().enumerate().map(|(at, value)| (name(at), value.clone())).collect())
    };
    (task, Inputs::Values(named(&|at| names[at].to_owned())), named(&|at| format!("o{at}")))
}

fn simple() -> Vec<Row> {
    let names = ["i", "f", "b", "s", "d", "t"];
    let rows = [
        [json!(-3), json!(0.5), json!(true), json!("é"), json!(90.5), json!("2026-01-31T08:00:00+00:00")],
        [json!(0), json!(-0.0), json!(false), json!(""), json!(0.0), json!("1970-01-01T00:00:00+00:00")],
        [
            json!(i64::MIN),
            json!(1e300),
            json!(true),
            json!("a\n\"\u{0}😀"),
            json!(-90.25),
            json!("1969-12-31T23:59:59.999999+00:00"),
        ],
        [
            json!(i64::MAX),
            json!(5e-324),
            json!(false),
            json!(" {{.input}} "),
            json!(-0.000_001),
            json!("0001-01-01T00:00:00+00:00"),
        ],
        [
            json!(9_007_199_254_740_993_i64),
            json!("nan"),
            json!(false),
            json!("\u{2028}"),
            json!(86_400.000_001),
            json!("9999-12-31T23:59:59.999999+00:00"),
        ],
        [
            json!(1),
            json!("-inf"),
            json!(true),
            json!("x"),
            json!(-86_400.0),
            json!("1582-10-04T12:00:00+00:00"),
        ],
    ];
    let narrow = [
        [json!(255), json!(i32::MIN), json!(i64::MAX), json!(0.5)],
        [json!(0), json!(i32::MAX), json!(0), json!("inf")],
    ];
    let narrow = narrow.map(|values| echo("narrow", ["a", "b", "c", "f"], values));
    rows.map(|values| echo("simple", names, values)).into_iter().chain(narrow).collect()
}

fn optionals() -> Vec<Row> {
    let names = ["i", "f", "b", "s", "d", "t", "m"];
    let some = [
        json!(-3),
        json!(0.5),
        json!(false),
        json!(""),
        json!(-0.5),
        json!("1969-12-31T23:59:59+00:00"),
        json!({"a": 1}),
    ];
    let none = std::array::from_fn(|_| Value::Null);
    vec![
        echo("optionals", names, some),
        echo("optionals", names, none),
        ("optional", Inputs::Values(json!({"x": 2, "names": ["a"], "xs": ["b", null]})), json!({"o0": 2.0})),
        ("optional", Inputs::Values(json!({"x": null, "names": null, "xs": []})), json!({"o0": null})),
    ]
}

fn collections() -> Vec<Row> {
    let row = |task, inputs, output: Value| (task, Inputs::Values(inputs), json!({ "o0": output }));
    vec![
        row("lists", json!({"xs": [1, 2], "names": ["a"]}), json!([1.0, 1.0])),
        row("lists", json!({"xs": [], "names": []}), json!([])),
        row("dicts", json!({"m": {"a": 1, "": -2, "é": 3}}), json!({"a": "1", "": "-2", "é": "3"})),
        row("dicts", json!({"m": {}}), json!({})),
        row(
            "nested",
            json!({"xss": [[1], []], "m": {"a": [0.5], "b": [1.0, 2.0]}}),
            json!([{"a": true, "b": false}]),
        ),
        row("total", json!({"xs": [i64::MAX, -1, i64::MIN]}), json!(-2)),
    ]
}

/// Literals that are not what flytekit itself writes for these types, but that Flyte may deliver.
fn converted() -> Vec<Row> {
    let primitive = |primitive: Value| json!({"scalar": {"primitive": primitive}});
    let simple = |i: Value, f: Value, d: &str, t: &str| {
        let literals = json!({
            "i": primitive(i),
            "f": primitive(f),
            "b": primitive(json!({"boolean": true})),
            "s": primitive(json!({"stringValue": "s"})),
            "d": primitive(json!({"duration": d})),
            "t": primitive(json!({"datetime": t})),
        });
        Inputs::Literals(json!({ "literals": literals }))
    };
    let outputs =
        |i: i64, f: f64, d: f64, t: &str| json!({"o0": i, "o1": f, "o2": true, "o3": "s", "o4": d, "o5": t});
    let bare = json!({"x": primitive(json!({"integer": "2"})), "names": {"collection": {}}, "xs": {"collection": {}}});
    vec![
        (
            "simple",
            simple(json!({"floatValue": 3.0}), json!({"integer": "2"}), "1s", "2026-01-31T08:00:00Z"),
            outputs(3, 2.0, 1.0, "2026-01-31T08:00:00+00:00"),
        ),
        (
            "simple",
            simple(
                json!({"integer": "-1"}),
                json!({"floatValue": 0.5}),
                "-90.123456789s",
                "1969-12-31T23:59:59.123456789Z",
            ),
            outputs(-1, 0.5, -90.123_456, "1969-12-31T23:59:59.123456+00:00"),
        ),
        ("optional", Inputs::Literals(json!({ "literals": bare })), json!({"o0": 2.0})),
    ]
}

fn others() -> Vec<Row> {
    let row = |task, inputs, outputs| (task, Inputs::Values(inputs), outputs);
    vec![
        row("no_inputs", json!({}), json!({"o0": "hello"})),
        row("no_outputs", json!({"x": 1}), json!({})),
        row("nothing", json!({}), json!({})),
        row("split", json!({"text": "äbc"}), json!({"o0": 3, "o1": "ÄBC"})),
        row("word_count", json!({"text": " a  b\tc\n"}), json!({"o0": 3})),
        row("documented", json!({"text": "abc", "factor": -2}), json!({"o0": -6})),
        row("add", json!({"a": 2, "b": -5}), json!({"o0": -3})),
        row("double", json!({"x": 4}), json!({"o0": 8})),
        row("cached_serially", json!({"x": 7, "verbose": true}), json!({"o0": 7})),
    ]
}

/// What else is asked of Flyte changes nothing in the container.
fn with_options() -> Vec<Row> {
    let tasks = [
        "later",
        "retried",
        "timed",
        "cached",
        "interruptible",
        "uninterruptible",
        "deprecated",
        "environment",
        "requests",
        "requests_and_limits",
        "labelled",
        "templated",
        "everything",
        "image_fixed",
        "image_version_derived",
        "image_both_derived",
        "image_of_another_name",
        "checked",
    ];
    tasks.map(|task| echo(task, ["x"], [json!(7)])).into()
}
