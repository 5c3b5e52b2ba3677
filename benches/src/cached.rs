//! `run` of a chain of 1,000 trivial tasks with the cache cold and warm, with a record, and with neither; and flytekit's local
//! cache beside it.
//!
//! A shell starts each program, with its own process id as the input: so a cold run has inputs that no other run had.

use crate::cargo::room;
use crate::process::{metered, program};
use crate::program::Package;
use crate::runs::in_turns;
use crate::table::Table;
use crate::{Options, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = "use aileron::prelude::*;

#[task]
fn plain(x: i64) -> i64 {
    x + 1
}

#[task(cache(version = \"1\"))]
fn kept(x: i64) -> i64 {
    x + 1
}

#[workflow]
fn plain_1(x: i64) -> i64 {
    plain(x)
}

#[workflow]
fn plain_all(x: i64) -> i64 {
    let mut y = plain(x);
    for _ in 1..1000 {
        y = plain(y);
    }
    y
}

#[workflow]
fn kept_all(x: i64) -> i64 {
    let mut y = kept(x);
    for _ in 1..1000 {
        y = kept(y);
    }
    y
}

aileron::main!();
";

const SCRIPT: &str = r#"import sys
from flytekit import task, workflow

nodes, x = (int(argument) for argument in sys.argv[1:])

@task(cache=True, cache_version="1")
def kept(x: int) -> int:
    return x + 1

@workflow
def chain(x: int) -> int:
    for _ in range(nodes):
        x = kept(x=x)
    return x

chain(x=x)
"#;

const NODES: u32 = 1_000;

pub(crate) fn run(options: &Options) -> Result {
    let path = Package::program("cached", PROGRAM)?.release()?;
    let folder = room()?.join("cached");
    let of = |workflow: &str, x: &str, flags: &str| {
        shell(&folder, &format!("exec {} run cached.{workflow} --x {x} {flags}", path.display()))
    };
    let subjects = [
        ("one node, neither", of("plain_1", "$$", "--no-record --no-cache")),
        ("neither", of("plain_all", "$$", "--no-record --no-cache")),
        ("a record", of("plain_all", "$$", "--no-cache")),
        ("cold cache", of("kept_all", "$$000", "--no-record")),
        ("warm cache", of("kept_all", "1", "--no-record")),
    ];
    measure(options.rounds(20), subjects.into(), "Cache: `run` of a chain of 1,000 trivial tasks")?;
    let Some(python) = &options.python else { return Ok(()) };
    let script = folder.join("chain.py");
    fs::write(&script, SCRIPT)?;
    let of = |nodes: u32, x: &str| {
        shell(&folder, &format!("exec {} {} {nodes} {x}", python.display(), script.display()))
    };
    let subjects = [
        ("one node, warm cache", of(1, "1")),
        ("cold cache", of(NODES, "$$000")),
        ("warm cache", of(NODES, "1")),
    ];
    measure(options.rounds(5), subjects.into(), "Cache: the same in flytekit")
}

/// A shell that becomes the program, with a home of its own.
fn shell(folder: &Path, line: &str) -> Command {
    let mut command = program(Path::new("/bin/sh"), ["-c", line]);
    command.env("AILERON_CACHE", folder.join("kept")).env("HOME", folder).env("AILERON_CACHE_SIZE", "1Gi");
    command
}

/// Measures each of the subjects against the first.
fn measure(rounds: usize, subjects: Vec<(&str, Command)>, title: &str) -> Result {
    let (names, commands): (Vec<_>, Vec<_>) = subjects.into_iter().unzip();
    let runs = in_turns(rounds, &commands, metered)?;
    let [one, others @ ..] = &runs[..] else { return Err("there are several subjects".into()) };
    let mut table = Table::new(["1,000 nodes", "wall ms", "a node, wall µs", "a node, processor µs"]);
    for (name, ended) in names.into_iter().skip(1).zip(others) {
        table.row([
            name.to_owned(),
            ended.wall.range().times(1e3).to_string(),
            ended.wall.each_of(&one.wall, NODES - 1).times(1e6).rounded(),
            ended.processor.each_of(&one.processor, NODES - 1).times(1e6).rounded(),
        ]);
    }
    table.print(&format!("{title}; {rounds} rounds"));
    Ok(())
}
