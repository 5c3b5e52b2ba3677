//! Containers that know nothing about Flyte: their inputs and outputs are files.
#![allow(
    clippy::many_single_char_names,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "there is a value of each type"
)]
use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;
use aileron_idl::ToJson;
use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

#[container_task(image = "show", command = ["show", "/var/inputs", "/var/outputs"])]
fn shown(
    i: i64,
    f: Vec<f64>,
    b: bool,
    s: Vec<String>,
    d: Duration,
    t: DateTime<Utc>,
    json: Value,
    maybe: BTreeMap<String, Option<i64>>,
    file: File,
    folder: Directory,
) -> File;

/// The same with other folders.
#[container_task(
    image = "show",
    command = ["show", "$(IN)", "$(OUT)"],
    env(IN = "/in", OUT = "/out"),
    data(inputs = "/in", outputs = "/out", format = "yaml")
)]
fn shown_in_yaml(
    f: Vec<f64>,
    s: Vec<String>,
    json: Value,
    maybe: BTreeMap<String, Option<i64>>,
    folder: Directory,
) -> File;

/// Returns the literals and the names of all files.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "cp /var/inputs/inputs.pb /var/outputs/o0; ls /var/inputs > /var/outputs/o1"],
    data(inputs = "/var/inputs", outputs = "/var/outputs", format = "proto")
)]
fn packed(f: f64, s: Vec<String>, maybe: Option<i64>, json: Value) -> (File, String);

#[task]
fn unpacked(literals: File) -> io::Result<String> {
    Ok(LiteralMap::decode(&*literals.bytes()?)?.to_json().to_string())
}

/// Returns its inputs, each through its file.
#[container_task(
    image = "busybox",
    command = ["sh", "-c", "n=0; for name in i f b s d t json file; do cp /var/inputs/$name /var/outputs/o$n.txt; n=$$((n + 1)); done; cp -r /var/inputs/folder/in /var/outputs/o8"]
)]
fn each(
    i: i64,
    f: f64,
    b: bool,
    s: String,
    d: Duration,
    t: DateTime<Utc>,
    json: Value,
    file: File,
    folder: Directory,
) -> (i64, f64, bool, String, Duration, DateTime<Utc>, Value, File, Directory);

/// Ends before anything else has begun.
#[container_task(image = "busybox", command = ["sh", "-c", "echo 3 > /var/outputs/o0"])]
fn at_once() -> i64;

/// Has no folder for outputs.
#[container_task(image = "busybox", command = ["test", "-s", "/var/inputs/x"])]
fn without_outputs(x: i64);

/// Runs a program that is an input.
#[container_task(image = "busybox", command = ["/var/inputs/program"], arguments = ["/var/outputs/o0"])]
fn started(program: String) -> String;

/// Returns a struct as co-pilot reads it.
#[container_task(image = "busybox", command = ["cp", "/var/inputs/text", "/var/outputs/o0"])]
fn parsed(text: String) -> Value;

/// Copies files to the store, where co-pilot reads them.
#[task]
fn stored(file: File, folder: Directory) -> io::Result<(File, Directory)> {
    let stored = Directory::create();
    for name in folder.files()? {
        let mut writer = stored.file(&format!("in/{name}"))?;
        writer.write_all(&folder.file(&name).bytes()?)?;
        writer.finish()?;
    }
    Ok((File::write("any.csv", file.bytes()?)?, stored.finish()))
}

/// Returns values that are written in unusual ways.
#[task]
fn odd() -> (Vec<f64>, Vec<String>, BTreeMap<String, Option<i64>>, String) {
    let texts = ["", "<a> & 'b' \"c\"", "a word", "12", " 3", "ö\u{2028}😀", "\t\u{7f}\\"];
    (
        vec![3.0, -0.0, 0.1, 1e20, 1e21, 1e-6, 1.5e-7, 1_234_567.5],
        texts.map(str::to_owned).into(),
        [("a".to_owned(), Some(1)), ("b".to_owned(), None)].into(),
        r#"{"a<": [1, 2.5, null, {"b": "c"}], "": true, "large": 1e30}"#.to_owned(),
    )
}

/// The same for YAML, without strings whose quotes differ.
#[task]
fn plain() -> (Vec<String>, String) {
    let texts = ["", "a word", "12", "yes", "2026-01-31", "/var/run"];
    (
        texts.map(str::to_owned).into(),
        r#"{"a": [[1, 2.5], null, {"b": "c", "d": {}}], "e": {"f": true}}"#.to_owned(),
    )
}

#[workflow]
fn inputs(
    i: i64,
    b: bool,
    d: Duration,
    t: DateTime<Utc>,
    file: File,
    folder: Directory,
) -> io::Result<(File, File)> {
    let (file, folder) = stored(file, folder)?;
    let (f, odd, maybe, json) = odd();
    let (plain, plain_json) = plain();
    let shown = shown(i, f.clone(), b, odd, d, t, parsed(json), maybe.clone(), file, folder.clone());
    Ok((shown, shown_in_yaml(f, plain, parsed(plain_json), maybe, folder)))
}

#[workflow]
fn literals(json: Value) -> io::Result<(String, String)> {
    let (literals, files) = packed(f64::INFINITY, vec!["a".to_owned(), String::new()], None, json);
    Ok((unpacked(literals)?, files))
}

#[workflow]
fn outputs(
    i: i64,
    f: f64,
    b: bool,
    s: String,
    d: Duration,
    t: DateTime<Utc>,
    file: File,
    folder: Directory,
) -> io::Result<(i64, f64, bool, String, Duration, DateTime<Utc>, Value, File, Directory)> {
    let (file, folder) = stored(file, folder)?;
    Ok(each(i, f, b, s, d, t, parsed(r#"{"a": [1, "ö"]}"#.to_owned()), file, folder))
}

#[workflow]
fn one_sided(x: i64) -> (i64, String) {
    without_outputs(x);
    (at_once(), started("#!/bin/sh\necho started > \"$1\"".to_owned()))
}

aileron::main!();
