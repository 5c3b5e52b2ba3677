//! The verb `cache`: what local runs keep of the results of cached tasks.

use super::failure::{Failure, note};
use crate::cache::{self, Cache, Described, Found};
use crate::program::ProgramInfo;
use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::time::SystemTime;

pub(super) fn command() -> Command {
    let task = |help: &'static str| Arg::new("task").value_name("TASK").help(help);
    Command::new("cache")
        .about("Lists or removes the results of cached tasks that local runs have kept on this machine")
        .after_help(
            "The cache is in `$AILERON_CACHE`, else in the folder `aileron` of the platform's folder for caches. All programs \
             share it. The least recently used results go when it takes more than `$AILERON_CACHE_SIZE`, as in `500Mi`; by \
             default 10Gi.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(
            Command::new("list")
                .about("Lists the results, those first that were used last: size, age, task, version, inputs")
                .arg(task("Name of a task, or the end of it: lists its results alone"))
                .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(
                    "Prints JSON for programs: a list of objects with task, version, inputs, size in bytes, made, used and key",
                )),
        )
        .subcommand(
            Command::new("clear")
                .about("Removes the results")
                .arg(task("Name of a task, or the end of it: removes its results alone")),
        )
}

pub(super) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let cache = cache::root().and_then(Cache::open).map_err(Failure::call)?;
    match matches.subcommand() {
        Some(("clear", matches)) => clear(cache, task(matches)),
        Some((_, matches)) => list(&cache, task(matches), matches.get_flag("json")),
        None => Ok(()),
    }
}

fn task(matches: &ArgMatches) -> Option<&str> {
    matches.get_one::<String>("task").map(String::as_str)
}

/// Whether a result is one of the task. Other programs' tasks are in the cache, too, so a name is not looked up.
fn is_of(described: &Described, task: Option<&str>) -> bool {
    task.is_none_or(|task| {
        let rest = described.task.strip_suffix(task);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

fn list(cache: &Cache, task: Option<&str>, as_json: bool) -> Result<(), Failure> {
    let mut found = cache.list();
    found.retain(|found| is_of(&found.described, task));
    let mut stdout = io::stdout().lock();
    if as_json {
        let rows: Value = found.iter().map(row).collect();
        return Ok(writeln!(stdout, "{rows:#}")?);
    }
    let width =
        |text: fn(&Found) -> usize, least: usize| found.iter().map(text).max().unwrap_or(0).max(least);
    let task = width(|found| found.described.task.chars().count(), 4);
    let version = width(|found| found.described.version.chars().count(), 7);
    note(format_args!("{:>9}  {:>4}  {:task$}  {:version$}  INPUTS", "SIZE", "AGE", "TASK", "VERSION"));
    for Found { described, .. } in &found {
        let size = size(described.size);
        let age = age(described.made);
        writeln!(
            stdout,
            "{size:>9}  {age:>4}  {:task$}  {:version$}  {}",
            described.task, described.version, described.inputs
        )?;
    }
    Ok(())
}

fn row(Found { key, described, used }: &Found) -> Value {
    json!({
        "task": described.task,
        "version": described.version,
        "inputs": described.inputs,
        "size": described.size,
        "made": time(described.made),
        "used": time(*used),
        "key": key.as_str(),
    })
}

fn time(time: SystemTime) -> String {
    DateTime::<Utc>::from(time).to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn size(bytes: u64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut unit = 0;
    let mut rest = bytes;
    while rest >= 10 * 1024 && unit + 1 < units.len() {
        rest /= 1024;
        unit += 1;
    }
    format!("{rest} {}", units[unit])
}

fn age(made: SystemTime) -> String {
    let seconds = made.elapsed().unwrap_or_default().as_secs();
    match seconds {
        0..120 => format!("{seconds}s"),
        120..7_200 => format!("{}m", seconds / 60),
        7_200..172_800 => format!("{}h", seconds / 3_600),
        _ => format!("{}d", seconds / 86_400),
    }
}

fn clear(cache: Cache, task: Option<&str>) -> Result<(), Failure> {
    let Some(removed) = cache.clear(task.is_none(), |described| is_of(described, task)) else {
        return Err(Failure::work(
            "the cache is in use by a run, which may be reading its files; wait until the run has ended, and clear the cache then",
        ));
    };
    let bytes = removed.iter().map(|described| described.size).sum();
    match removed.len() {
        1 => note(format_args!("1 result removed, {}", size(bytes))),
        count => note(format_args!("{count} results removed, {}", size(bytes))),
    }
    Ok(())
}
