use super::super::failure::Failure;
use super::super::usage;
use super::{command_for, inputs, print};
use crate::chrono::{DateTime, TimeDelta, Utc};
use crate::embed;
use crate::entity::{Entity, Registry};
use crate::prelude::*;
use crate::types::json;
use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

/// Has an input of each type.
#[task]
fn all(
    /// How many.
    number: i64,
    share: f64,
    flag: bool,
    text: String,
    when: DateTime<Utc>,
    how_long: TimeDelta,
    tags: Vec<String>,
    weights: BTreeMap<String, Vec<Option<f64>>>,
    maybe: Option<i64>,
    /// The title.
    perhaps: Option<String>,
) {
    let _ = (number, share, flag, text, when, how_long, tags, weights, maybe, perhaps);
}

#[task]
fn taken(jobs: i64, no_cache: bool, other_thing: Option<bool>) -> (i64, Vec<String>) {
    let _ = (no_cache, other_thing);
    (jobs, Vec::new())
}

#[container_task(image = "busybox", command = ["true", "{{.inputs.count}}", "{{.inputs.patience}}"])]
fn counted(count: u8, patience: std::time::Duration);

#[task]
fn nothing() {}

#[derive(FlyteType)]
struct Size {
    width: i64,
    depth: Option<i64>,
}

#[task]
fn defaulted(
    required: i64,
    /// How many.
    #[default(3)]
    number: i64,
    #[default("a b")] text: String,
    #[default(Some(TimeDelta::minutes(90)))] maybe: Option<TimeDelta>,
    #[default(Size { width: 2, depth: None })] size: Size,
    #[default(4)] jobs: u8,
    #[default(panic!("on purpose"))] wrong: bool,
) -> i64 {
    let _ = (required, text, maybe, jobs, wrong);
    number * size.width * size.depth.unwrap_or_default()
}

fn entity(ident: &str) -> &'static Entity {
    Registry::collect().unwrap().named(&format!("aileron.cli.run.tests.{ident}"))[0]
}

/// The inputs as JSON, or the message of the error.
fn given(ident: &str, arguments: &[&str], file: Option<&str>) -> Result<String, String> {
    let entity = entity(ident);
    let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    let literals = usage::read(command_for(entity, "app run it"), "app run it", &arguments)
        .and_then(|matches| inputs::gather(&entity.inputs(), &matches, file.map(Path::new), None));
    match literals {
        Ok(literals) => {
            Ok(literals.iter().map(|literal| json::write(literal).to_string()).collect::<Vec<_>>().join(" "))
        }
        Err(Failure::Call(message)) => Err(message),
        Err(other) => panic!("{other:?}"),
    }
}

/// Writes a file of inputs and returns its path.
fn file(name: &str, content: &str) -> String {
    let path = std::env::temp_dir().join(format!("aileron-run-{}-{name}.json", std::process::id()));
    std::fs::write(&path, content).unwrap();
    path.into_os_string().into_string().unwrap()
}

const ALL: [&str; 16] = [
    "--number",
    "-3",
    "--share",
    "-inf",
    "--flag",
    "--text",
    "-5",
    "--when",
    "2026-01-31T08:00:00.5+01:00",
    "--how-long",
    "-1h30m",
    "--tags",
    r#"["a","b"]"#,
    "--weights",
    r#"{"w":[1,null,"NaN"]}"#,
    "--maybe=7",
];

#[test]
fn every_type_can_be_written_on_the_command_line() {
    assert_eq!(
        given("all", &ALL, None).unwrap(),
        r#"-3 "-inf" true "-5" "2026-01-31T07:00:00.500Z" "-90m" ["a","b"] {"w":[1.0,null,"NaN"]} 7 null"#
    );
}

#[test]
fn a_flag_overrides_the_file() {
    let path = file("override", r#"{"jobs": 3, "no_cache": true, "other_thing": true}"#);
    assert_eq!(given("taken", &["--other_thing", "false"], Some(&path)).unwrap(), "3 true false");
    assert_eq!(given("taken", &[], Some(&path)).unwrap(), "3 true true");
}

#[test]
fn files_of_flyte_are_read_and_written() {
    let given_by_flyte = [("jobs", 3_i64.into_literal()), ("no_cache", true.into_literal())];
    let map = given_by_flyte.map(|(name, literal)| (name.to_owned(), literal.unwrap()));
    let bytes = LiteralMap { literals: map.into() }.encode_to_vec();
    let path = std::env::temp_dir().join(format!("aileron-run-{}-inputs.pb", std::process::id()));
    std::fs::write(&path, &bytes).unwrap();
    let path = path.to_str().unwrap();
    assert_eq!(given("taken", &["--other_thing", "false"], Some(path)).unwrap(), "3 true false");
    std::fs::write(path, &bytes[..bytes.len() - 1]).unwrap();
    assert!(
        given("taken", &[], Some(path))
            .unwrap_err()
            .contains("inputs.pb` can't be read as Flyte's inputs.pb: ")
    );
    let outputs = [3_i64.into_literal(), Vec::<String>::new().into_literal()].map(Result::unwrap);
    let written = print::literals(entity("taken").outputs(), outputs.to_vec());
    let named = LiteralMap::decode(&*written).unwrap().literals;
    assert_eq!(
        named.into_iter().collect::<Vec<_>>(),
        ["o0", "o1"].map(str::to_owned).into_iter().zip(outputs).collect::<Vec<_>>()
    );
}

#[test]
fn an_input_wins_over_a_flag_of_the_verb() {
    let flags = ["--jobs", "3", "--no-cache", "false", "--other-thing", "--run-jobs", "2", "--run-no-cache"];
    assert_eq!(given("taken", &flags, None).unwrap(), "3 false true");
    assert_eq!(
        given("taken", &["--jobs", "3"], None).unwrap_err(),
        "the input `no_cache` is missing; write `--no_cache <boolean>`, or put it into a JSON file for `--inputs`"
    );
    // The help stays the help.
    assert_eq!(given("helpless", &["--input-help", "3", "--run-jobs", "1"], None).unwrap(), "3 1 null");
    let help = command_for(entity("helpless"), "app run it").render_help().to_string();
    assert!(help.contains("--input-help <integer>") && help.contains("-h, --help"), "{help}");
    assert!(help.contains("--run-run-jobs"), "{help}");
}

#[task]
fn helpless(help: i64, run_jobs: i64, #[default(None)] jobs: Option<i64>) {
    let _ = (help, run_jobs, jobs);
}

#[derive(FlyteType)]
enum Hue {
    Red,
    Green,
}

#[derive(FlyteType)]
enum Choice {
    Number(i64),
    Size(Size),
}

#[derive(FlyteType)]
struct Nest {
    sizes: Vec<Size>,
    hue: Hue,
    by_name: BTreeMap<String, Size>,
    when: DateTime<Utc>,
    photo: File<Png>,
    #[serde(default)]
    patience: u8,
}

/// The types of the page `docs/types.md`, in two tasks.
#[expect(clippy::many_single_char_names, reason = "one for each type")]
#[task]
fn simple(
    a: i8,
    b: u64,
    c: f32,
    d: bool,
    e: String,
    f: DateTime<Utc>,
    g: crate::chrono::NaiveDate,
    h: TimeDelta,
    i: std::time::Duration,
    j: Vec<i64>,
    k: BTreeMap<String, f64>,
    l: std::collections::HashMap<u32, f64>,
) {
    let _ = (a, b, c, d, e, f, g, h, i, j, k, l);
}

#[expect(clippy::many_single_char_names, reason = "one for each type")]
#[task]
fn composed(
    a: Hue,
    b: Size,
    c: serde_json::Value,
    d: Option<i64>,
    e: Choice,
    f: File,
    g: File<Csv>,
    h: Directory,
    i: crate::Bytes,
    j: Hashed<String>,
    k: FlyteError,
    l: Nest,
    m: Vec<Option<Hue>>,
    n: BTreeMap<i64, Vec<Nest>>,
) {
    let _ = (a, b, c, d, e, f, g, h, i, j, k, l, m, n);
}

#[test]
fn the_example_of_every_type_is_read() {
    for task in ["all", "taken", "simple", "composed", "nothing", "counted"] {
        let example = embed::example_inputs(&entity(task).inputs());
        let path = file(&format!("example-{task}"), &format!("{example:#}"));
        given(task, &[], Some(&path)).unwrap_or_else(|error| panic!("{task}: {error}\n{example:#}"));
    }
}

#[test]
fn the_help_lists_fields_and_values() {
    let help = command_for(entity("composed"), "app run it").render_help().to_string();
    let fields = help.split_once("Fields:\n").expect("fields").1;
    for line in ["  b.width ", "  l.sizes[].depth ", "  l.by_name.KEY.width ", "  n.KEY[].hue ", "  e."] {
        assert!(fields.contains(line), "`{line}` in {help}");
    }
    assert!(fields.contains("\"Red\" or \"Green\"") && fields.contains("[default: 0]"), "{help}");
    let hue = help.split("--a <").nth(1).expect("the flag");
    assert!(
        hue.starts_with("Red|Green>") || hue.lines().next().is_some_and(|line| line.contains("Red")),
        "{help}"
    );
}

#[test]
fn all_missing_inputs_are_reported_at_once() {
    assert_eq!(
        given("all", &ALL[4..], None).unwrap_err(),
        "the inputs `number` and `share` are missing; write `--number <integer> --share <float>`, or put them into a \
         JSON file for `--inputs`"
    );
}

#[test]
fn a_value_that_does_not_fit_is_reported_before_other_code_gets_it() {
    let message = given("counted", &["--count=300", "--patience=-1s"], None).unwrap_err();
    assert_eq!(
        message,
        "the input `count` can't be read: 300 doesn't fit u8, whose values are between 0 and 255\n\
         the input `patience` can't be read: a negative duration doesn't fit std::time::Duration; chrono::TimeDelta \
         can hold it"
    );
}

#[test]
fn every_wrong_value_is_reported() {
    let wrong = |name: &str, text: &str| {
        let message = given("all", &[&format!("--{name}={text}")], None).unwrap_err();
        let line = message.lines().find(|line| line.contains("can't be read")).unwrap().to_owned();
        line.replace(&format!("the input `{name}` can't be read: "), "")
    };
    assert_eq!(wrong("number", "3.0"), "`3.0` is not an integer; write one as `42`");
    assert_eq!(
        wrong("number", "9223372036854775808"),
        "9223372036854775808 doesn't fit an integer, whose values are between -9223372036854775808 and \
         9223372036854775807"
    );
    assert_eq!(wrong("share", "half"), "`half` is not a float; write one as `0.5` or `1e-3`");
    assert_eq!(wrong("share", "1e999"), "1e999 doesn't fit a float; write `inf` for infinity");
    assert_eq!(wrong("flag", "yes"), "`yes` is not a boolean; write `true` or `false`");
    assert!(
        wrong("when", "2026-01-31").starts_with("`2026-01-31` is not a datetime; write date, time and zone")
    );
    assert!(wrong("when", "0000-01-01T00:00:00Z").contains("between the years 1 and 9999"));
    assert!(wrong("how_long", "90").starts_with("`90` has no unit"));
    assert_eq!(wrong("maybe", "x"), "`x` is not an integer; write one as `42`");
    assert!(wrong("tags", "a,b").ends_with("write a list of string as JSON"));
    assert_eq!(wrong("tags", r#"["a",1]"#), "at [1]: expected a string, found the number 1");
    assert_eq!(wrong("tags", "{}"), "expected a list of string, found an object");
    assert_eq!(
        wrong("weights", r#"{"w":[true]}"#),
        r#"at ["w"][0]: expected a float, found the boolean true"#
    );
}

#[test]
fn a_wrong_flag_gets_the_right_one() {
    assert!(given("all", &["--nubmer", "3"], None).unwrap_err().contains("did you mean `--number`?"));
    assert!(given("all", &["3"], None).unwrap_err().contains("can't use the argument `3`"));
    assert!(given("all", &["--number", "3", "--number", "4"], None).unwrap_err().contains("given twice"));
}

#[test]
fn a_wrong_file_is_reported() {
    let wrong = |name: &str, content: &str| {
        let path = file(name, content);
        given("taken", &[], Some(&path)).unwrap_err().replace(&path, "FILE")
    };
    assert!(
        given("taken", &[], Some("/no/such/file"))
            .unwrap_err()
            .starts_with("`/no/such/file` can't be read: ")
    );
    assert_eq!(
        wrong("array", "[]"),
        "`FILE` is JSON, but not an object; write the inputs as `{\"NAME\": VALUE, …}`"
    );
    assert!(wrong("broken", "{").starts_with("`FILE` is not JSON: EOF"));
    assert_eq!(
        wrong("unknown", r#"{"jobs": "3", "no_cache": false, "else": 1, "other_thin": null}"#),
        "`else` is not an input; write `jobs`, `no_cache` or `other_thing`\n\
         `other_thin` is not an input; did you mean `other_thing`?\n\
         the input `jobs` can't be read: expected an integer, found the string \"3\""
    );
    let path = file("none", r#"{"x": 1}"#);
    assert_eq!(
        given("nothing", &[], Some(&path)).unwrap_err(),
        "the file has a value for `x`, but there are no inputs; remove it, or write `{}`"
    );
}

#[test]
fn the_help_lists_inputs_with_types_defaults_and_docs() {
    let help = |ident| command_for(entity(ident), "app run it").render_help().to_string();
    let all = help("all");
    assert!(all.starts_with("Has an input of each type."), "{all}");
    assert!(all.contains("Usage: app run it --number <integer> --share <float>"), "{all}");
    assert!(all.contains("[--maybe <integer>] [--perhaps <string>] [OPTIONS]"), "{all}");
    assert!(all.contains("--number <integer>"), "{all}");
    assert!(all.contains("How many."), "{all}");
    assert!(all.contains("The title. [default: none]"), "{all}");
    assert!(all.contains("[alias: --how-long]"), "{all}");
    let taken = help("taken");
    assert!(taken.contains("--jobs <integer>") && taken.contains("--run-jobs <N>"), "{taken}");
    assert!(
        taken.contains(
            "`--run-jobs` is the flag `--jobs` of `run` itself, and `--run-no-cache` is the flag `--no-cache` of `run` itself, since \
             an input has that name"
        ),
        "{taken}"
    );
}

#[test]
fn an_input_with_a_default_may_be_absent() {
    let required = &["--required", "1", "--wrong"];
    assert_eq!(
        given("defaulted", required, None).unwrap(),
        r#"1 3 "a b" "90m" {"depth":null,"width":2} 4 true"#
    );
    let path = file("defaults", r#"{"number": 5, "jobs": 6, "wrong": false}"#);
    assert_eq!(
        given("defaulted", &["--required=2", "--number=7", "--text", ""], Some(&path)).unwrap(),
        r#"2 7 "" "90m" {"depth":null,"width":2} 6 false"#
    );
    assert_eq!(
        given("defaulted", &["--required", "1"], None).unwrap_err(),
        "the input `wrong` can't be read: the default panicked: on purpose"
    );
    let help = command_for(entity("defaulted"), "app run it").render_help().to_string();
    assert!(
        help.contains("Usage: app run it --required <integer> [--number <integer>] [--text <string>]"),
        "{help}"
    );
    for line in [
        "How many. [default: 3]",
        "[default: a b]",
        "[default: 90m]",
        r#"[default: {"depth":null,"width":2}]"#,
    ] {
        assert!(help.contains(line), "{help}");
    }
    assert!(help.contains("--jobs <integer>") && help.contains("[default: 4]"), "{help}");
    let fields = "Fields:\n  size.depth  integer or none\n  size.width  integer";
    assert!(help.contains(fields), "{help}");
}

#[derive(FlyteType, Debug, PartialEq)]
#[serde(default)]
struct Room {
    walls: Vec<Wall>,
    height: f64,
    above: Option<i64>,
}

impl Default for Room {
    fn default() -> Self {
        Room { walls: Vec::new(), height: 2.5, above: Some(1) }
    }
}

#[derive(FlyteType, Debug, PartialEq)]
struct Wall {
    width: f64,
    color: String,
}

#[task]
fn furnish(rooms: Vec<Room>, best: Option<Room>) -> i64 {
    i64::from(rooms.is_empty()) + i64::from(best.is_none())
}

#[test]
fn a_struct_on_the_command_line_is_the_struct_in_rust() {
    let entity = entity("furnish");
    let json = r#"[{"walls": [{"color": "red", "width": 3}], "height": 3}, {"above": null}]"#;
    let best = r#"{"height": 1}"#;
    let arguments = [&format!("--rooms={json}"), &format!("--best={best}")];
    let matches = command_for(entity, "app run it").try_get_matches_from(arguments).unwrap();
    let literals = inputs::gather(&entity.inputs(), &matches, None, None).unwrap();
    let walls = vec![Wall { width: 3.0, color: "red".to_owned() }];
    let rooms = vec![Room { walls, height: 3.0, ..Room::default() }, Room { above: None, ..Room::default() }];
    let best = Some(Room { height: 1.0, ..Room::default() });
    assert_eq!(literals, [rooms.into_literal().unwrap(), best.into_literal().unwrap()]);
    assert_eq!(
        given("furnish", &["--rooms", r#"[{"walls": [{"width": 3}]}]"#], None).unwrap_err(),
        r#"the input `rooms` can't be read: at [0]["walls"][0]: the field "color" is missing"#
    );
}

#[test]
fn outputs_are_one_object_in_the_order_of_the_interface() {
    let entity = entity("taken");
    let literals =
        [3_i64.into_literal().unwrap(), vec!["a".to_owned(), "\"".to_owned()].into_literal().unwrap()];
    assert_eq!(print::outputs(&entity.outputs(), &literals, false), r#"{"o0": 3, "o1": ["a", "\""]}"#);
    assert_eq!(
        print::outputs(&entity.outputs(), &literals, true),
        "{\n  \"o0\": 3,\n  \"o1\": [\n    \"a\",\n    \"\\\"\"\n  ]\n}"
    );
    assert_eq!(print::outputs(&[], &[], false), "{}");
    assert_eq!(print::outputs(&[], &[], true), "{}");
}
