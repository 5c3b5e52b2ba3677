//! Values of each type, as people give them to `run`: what `run` prints can be given again, by a flag, in a file or
//! on stdin.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The task's output, or the error.
fn run(room: &Path, task: &str, arguments: &[&str], stdin: &str) -> Result<String, String> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_values"));
    program.args(["run", task]).args(arguments).current_dir(room).env_clear();
    let mut child =
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    if output.status.success() { Ok(value_in(&stdout).to_owned()) } else { Err(stderr) }
}

/// The value in `{"o0": VALUE}`.
fn value_in(printed: &str) -> &str {
    printed.trim_end().strip_prefix(r#"{"o0": "#).and_then(|rest| rest.strip_suffix('}')).unwrap()
}

/// Asserts that the task returns `printed` for the text of a flag, and again for `printed` as a flag, in a file and
/// on stdin.
fn same(task: &str, text: &str, printed: &str) {
    let room = room();
    let room = room.path();
    assert_eq!(run(room, task, &["--v", text], ""), Ok(printed.to_owned()), "{task} {text}");
    let inputs = format!(r#"{{"v": {printed}}}"#);
    assert_eq!(run(room, task, &["--inputs", "-"], &inputs), Ok(printed.to_owned()), "{task} {printed}");
    fs::write(room.join("inputs.json"), &inputs).unwrap();
    assert_eq!(run(room, task, &["--inputs", "inputs.json"], ""), Ok(printed.to_owned()), "{task} {printed}");
    let string = aileron::serde_json::from_str::<String>(printed);
    // The flag of an input of any JSON is read as JSON.
    let text = string.as_deref().ok().filter(|_| task != "any").unwrap_or(printed);
    let flag = format!("--v={text}");
    assert_eq!(run(room, task, &[&flag], ""), Ok(printed.to_owned()), "{task} {flag}");
}

/// A folder with a file and a directory.
fn room() -> tempfile::TempDir {
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("a.bin"), b"hi?>").unwrap();
    fs::create_dir(room.path().join("folder")).unwrap();
    room
}

#[test]
fn numbers_and_texts() {
    same("integer", "-9223372036854775808", "-9223372036854775808");
    same("integer", "+7", "7");
    same("integer", "-0", "0");
    same("byte", "255", "255");
    same("unsigned", "9223372036854775807", "9223372036854775807");
    same("float", "0.1", "0.1");
    same("float", "-0", "-0.0");
    same("float", "1e23", "1e+23");
    same("float", "9007199254740992", "9007199254740992.0");
    same("float", "NaN", r#""NaN""#);
    same("float", "-inf", r#""-inf""#);
    same("float", "5e-324", "5e-324");
    same("single", "0.1", "0.10000000149011612");
    same("boolean", "false", "false");
    same("text", "", r#""""#);
    same("text", "123", r#""123""#);
    same("text", "ü\n\"", r#""ü\n\"""#);
    same("optional", "null", "null");
    same("optional", "3", "3");
    same("integers", " [1, 2.0, -0]", "[1, 2, 0]");
}

#[test]
fn moments_days_and_spans() {
    same("moment", "2024-02-01T08:00:00", r#""2024-02-01T08:00:00Z""#);
    same("moment", "2024-02-01T08:00:00.5+01:30", r#""2024-02-01T06:30:00.500Z""#);
    same("moment", "0001-01-01T00:00:00Z", r#""0001-01-01T00:00:00Z""#);
    same("moment", "9999-12-31T23:59:59.999999999Z", r#""9999-12-31T23:59:59.999999999Z""#);
    same("day", "2024-02-01", r#""2024-02-01""#);
    same("day", "0001-01-01", r#""0001-01-01""#);
    same("day", "9999-12-31", r#""9999-12-31""#);
    same("maybe_day", "2024-02-29", r#""2024-02-29""#);
    same("maybe_day", "null", "null");
    same("days", r#"["2024-02-01"]"#, r#"["2024-02-01"]"#);
    same("days_by_name", r#"{"": "2024-02-01"}"#, r#"{"": "2024-02-01"}"#);
    same("span", "-1h30m", r#""-90m""#);
    same("span", "0s", r#""0s""#);
    same("wait", "1ns", r#""1ns""#);
    same("spans", r#"{"a": ["1d", "-1s"]}"#, r#"{"a": ["1d", "-1s"]}"#);
}

#[test]
fn bytes_are_base64_or_a_file() {
    same("raw", "aGk/Pg==", r#""aGk/Pg==""#);
    same("raw", "", r#""""#);
    same("raw", "@a.bin", r#""aGk/Pg==""#);
    same("raws", r#"["@a.bin", ""]"#, r#"["aGk/Pg==", ""]"#);
}

#[test]
fn json_keeps_every_number() {
    same(
        "any",
        r#"{"a":[1,18446744073709551615,-0,0.1,1.0,null]}"#,
        r#"{"a": [1, 18446744073709551615, -0.0, 0.1, 1.0, null]}"#,
    );
    same("any", r#"{"":{"":[]}}"#, r#"{"": {"": []}}"#);
    same("any", r#""NaN""#, r#""NaN""#);
    same("any", "1e20", "1e+20");
}

#[test]
fn the_fields_determine_the_variant() {
    same("shape", r#"{"r": 1}"#, r#"{"r": 1.0}"#);
    same("shape", r#"{"r": 1, "inner": 2}"#, r#"{"inner": 2.0, "r": 1.0}"#);
    same("maybe_shape", r#"{"r": "NaN"}"#, r#"{"r": "NaN"}"#);
    same("shapes", r#"[{"inner": 1, "r": 2}, {"r": 1}]"#, r#"[{"inner": 1.0, "r": 2.0}, {"r": 1.0}]"#);
    same("answer", "1", "1");
    same("answer", "1.5", "1.5");
    same("answer", "one", r#""one""#);
    same("answer", r#"[{"r": 1.0}]"#, r#"[{"r": 1.0}]"#);
    same("answers", r#"[[1, 1.0, "1"], [[]]]"#, r#"[[1, 1.0, "1"], [[]]]"#);
    same("color", "red", r#""red""#);
}

#[test]
fn a_struct_is_printed_in_the_form_in_which_it_is_given() {
    let order = r#"{"answers": [1, 1.0, "1", [{"inner": 1.0, "r": "inf"}]], "any": {"x": [null]}, "at": "2024-02-01T08:00:00+00:00", "color": "red", "day": "2024-02-29", "days": {"": null, "a": "0001-01-01"}, "id": 3, "inner": null, "raw": "aGk=", "shape": {"inner": 1.0, "r": "NaN"}, "share": "-inf", "timeout": 90.0, "wait": -1.5}"#;
    let by_hand = order
        .replace("2024-02-01T08:00:00+00:00", "2024-02-01T08:00:00")
        .replace("90.0", r#""1m30s""#)
        .replace("-1.5", r#""-1s500ms""#);
    same("order", &by_hand, order);
    same("orders", &format!("[{by_hand}, {by_hand}]"), &format!("[{order}, {order}]"));
}

#[test]
fn files_in_structs_are_given_by_their_paths() {
    same("file", "a.bin", r#""a.bin""#);
    same("file", "s3://bucket/none", r#""s3://bucket/none""#);
    same("directory", "folder", r#""folder""#);
    same("files", r#"["a.bin"]"#, r#"["a.bin"]"#);
    let inner = r#"{"count": 0, "folders": [{"path": "folder"}], "table": {"path": "a.bin"}}"#;
    same("inner", r#"{"folders": ["folder"], "table": "a.bin"}"#, inner);
}

#[test]
fn the_help_shows_the_fields_of_structs() {
    let room = room();
    let help = |task: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_values"));
        String::from_utf8(program.args(["run", task, "--help"]).current_dir(&room).output().unwrap().stdout)
            .unwrap()
    };
    let inner = r#"{"count": integer (default 0), "folders": [directory, …], "table": file or none}"#;
    let whole = |help: String| help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(whole(help("inner")).contains(&format!("[JSON, as in `{inner}`]")), "{}", help("inner"));
    let orders = whole(help("orders"));
    for part in [
        r#"[JSON, as in `[{"answers": [integer or float or string or "#,
        r#"[{"r": float} or {"inner": float, "r": float}, …], …], "any": object, "at": datetime, "#,
        r#""color": "red" or "Green" or none, "day": date, "days": {"key": date or none, …}, "#,
        &format!(r#""inner": {inner} or none, "raw": base64, "#),
        r#""wait": duration}, …]`]"#,
    ] {
        assert!(orders.contains(part), "{part}\n{orders}");
    }
    assert!(
        help("day").contains("--v <date>") && help("day").contains("[as in `2026-01-31`]"),
        "{}",
        help("day")
    );
    assert!(help("days").contains("--v <list of date>"), "{}", help("days"));
    assert!(help("raw").contains("[base64, or `@path` to read a file]"), "{}", help("raw"));
    assert!(help("note").contains("[default: 2026-01-31]"), "{}", help("note"));
}

#[test]
fn an_example_can_be_given_back() {
    let program = || Command::new(env!("CARGO_BIN_EXE_values"));
    let list = program().args(["list", "--json"]).output().unwrap();
    let list: aileron::serde_json::Value = aileron::serde_json::from_slice(&list.stdout).unwrap();
    let tasks = list.as_array().unwrap().iter().filter(|entity| entity["kind"] == "task");
    let room = room();
    let mut count = 0;
    for task in tasks.map(|task| task["name"].as_str().unwrap()) {
        let printed = program().args(["run", task, "--example-inputs"]).output().unwrap();
        assert!(printed.status.success(), "{task}");
        fs::write(room.path().join("example.json"), &printed.stdout).unwrap();
        let mut run = program();
        let ran =
            run.args(["run", task, "--inputs", "example.json"]).current_dir(room.path()).output().unwrap();
        let error = String::from_utf8(ran.stderr).unwrap();
        // The places of the example do not exist.
        assert!(
            ran.status.success() || (error.contains("s3://bucket/") && ran.status.code() == Some(1)),
            "{task}: {error}"
        );
        count += 1;
    }
    assert!(count > 20, "{count}");
}
