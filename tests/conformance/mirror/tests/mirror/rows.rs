//! The inputs of each task, and its outputs.

use serde_json::{Value, json};

use super::attempt::Inputs;

/// A task, its inputs, and its outputs as flytekit reads them.
pub(crate) type Row = (&'static str, Inputs, Value);

pub(crate) fn rows() -> Vec<Row> {
    let rows =
        [simple(), optionals(), collections(), converted(), defaults(), structs(), others(), with_options()];
    rows.into_iter().flatten().collect()
}

/// A task that returns its inputs.
fn echo<const N: usize>(task: &'static str, names: [&str; N], values: [Value; N]) -> Row {
    let outputs = object(values.iter().cloned().enumerate().map(|(at, value)| (format!("o{at}"), value)));
    let inputs = names.map(str::to_owned).into_iter().zip(values);
    (task, Inputs::Values(object(inputs)), outputs)
}

fn object(members: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(members.collect())
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
    let row = |task, inputs, o0| (task, Inputs::Values(inputs), object([("o0".to_owned(), o0)].into_iter()));
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

/// Literals that flytekit does not write for these types, but that Flyte may deliver.
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

/// The inputs of a task to which Flyte gives no values.
fn defaults() -> Vec<Row> {
    let outputs = |i: i64, some: Value| json!({"o0": 1, "o1": i, "o2": 0.5, "o3": true, "o4": "wing", "o5": [1, 2], "o6": {"a": 0.5}, "o7": some, "o8": null});
    vec![
        ("defaulted", Inputs::Values(json!({"required": 1})), outputs(3, json!(7))),
        ("defaulted", Inputs::Values(json!({"required": 1, "i": 4, "some": null})), outputs(4, Value::Null)),
        ("greet", Inputs::Literals(json!({})), json!({"o0": "you you"})),
    ]
}

fn structs() -> Vec<Row> {
    let [low, high] = [json!({"x": 1, "why": 2}), json!({"x": 3, "why": 4})];
    let shape = json!({
        "corners": [low, high],
        "named": {"a": {"x": 5, "why": 6}},
        "center": {"x": 7, "why": 8},
        "sizes": [1, 7],
        "weight": null,
    });
    vec![
        ("shape", Inputs::Values(json!({"x": 1})), json!({"o0": shape})),
        ("halves", Inputs::Values(json!({"x": 7})), json!({"low": 3, "upper": 4})),
        ("documented_outputs", Inputs::Values(json!({"x": 7})), json!({"low": 3, "upper": 4})),
        ("across", Inputs::Values(json!({"start": low, "end": high})), json!({"o0": 6})),
        ("table", Inputs::Values(json!({"x": 1})), json!({"o0": {"a": [1, 2]}})),
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
        row("clean", json!({"x": 5, "err": null}), json!({})),
        row("passed", json!({"x": 5}), json!({"o0": 5})),
        row("stamp", json!({"s": "ab", "t": null, "d": "2026-01-31T08:00:00+00:00"}), json!({"o0": 2})),
        row("cached_serially", json!({"x": 7, "verbose": true}), json!({"o0": 7})),
    ]
}

/// Options of tasks that change nothing in the container.
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
        "limits",
        "labelled",
        "templated",
        "secretive",
        "shown",
        "accelerated",
        "partitioned",
        "unpartitioned",
        "sliced",
        "unsliced",
        "on_another_device",
        "sharing",
        "in_a_pod",
        "in_a_whole_pod",
        "in_a_pod_of_its_own",
        "everything",
        "image_fixed",
        "image_version_derived",
        "image_both_derived",
        "image_of_another_name",
        "checked",
    ];
    tasks.map(|task| echo(task, ["x"], [json!(7)])).into()
}
