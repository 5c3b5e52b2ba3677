//! The verb `check`, and the check of other verbs before they write specs.

use super::failure::{Failure, note};
use super::spec_options;
use crate::check::{Finding, Package, judge, of_program, read};
use crate::entity::Registry;
use crate::program::ProgramInfo;
use crate::spec::{Options, Specs};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn command() -> Command {
    Command::new("check")
        .about("Says what Flyte would refuse, with its own codes")
        .arg(
            Arg::new("package")
                .value_name("PACKAGE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Package, or folder of specs, whoever made it; by default this program's own specs"),
        )
        .arg(
            Arg::new("with")
                .long("with")
                .value_name("OTHER")
                .action(ArgAction::Append)
                .value_parser(clap::value_parser!(PathBuf))
                .help("Package that is registered already, so that its entities can be referred to"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints the findings as JSON"))
        .args(spec_options::arguments())
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let with = matches.get_many::<PathBuf>("with").into_iter().flatten();
    let with = with.map(|path| opened(path)).collect::<Result<Vec<_>, _>>()?;
    let options = spec_options::read(program, matches)?;
    let findings = if let Some(path) = matches.get_one::<PathBuf>("package") {
        judge(opened(path)?, with, &options.ids)
    } else {
        let registry = Registry::collect().map_err(Failure::call)?;
        let specs = Specs::new(&registry, &options)?;
        spec_options::warn(&specs);
        of_program(&specs, with, &options.ids)
    };
    let mut stdout = std::io::stdout().lock();
    if matches.get_flag("json") {
        let list: Vec<Value> = findings.iter().map(Finding::json).collect();
        writeln!(stdout, "{:#}", json!({"ok": findings.is_empty(), "findings": list}))?;
    } else {
        findings.iter().try_for_each(|finding| writeln!(stdout, "{finding}"))?;
    }
    match findings.len() {
        0 => {
            note("Flyte would take all of it");
            Ok(())
        }
        1 => Err(Failure::work("there is 1 finding; correct it before you register")),
        count => {
            Err(Failure::work(format_args!("there are {count} findings; correct them before you register")))
        }
    }
}

/// The flag `--no-check`.
pub(super) fn skip() -> Arg {
    Arg::new("no-check")
        .long("no-check")
        .action(ArgAction::SetTrue)
        .help("Leaves out the check of what Flyte would refuse")
}

/// Checks the specs that are about to be written or sent.
pub(super) fn unless_skipped(
    matches: &ArgMatches,
    specs: &Specs<'_>,
    options: &Options,
) -> Result<(), Failure> {
    if matches.get_flag("no-check") {
        return Ok(());
    }
    let findings = of_program(specs, Vec::new(), &options.ids);
    if findings.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    Err(Failure::work(format_args!(
        "Flyte would refuse these specs; correct them, or leave out this check with `--no-check`\n{}",
        lines.join("\n")
    )))
}

pub(super) fn opened(path: &Path) -> Result<Package, Failure> {
    read(path).map_err(|error| {
        Failure::call(format_args!(
            "the package `{}` can't be read: {error}; name a file that `package` or `pyflyte package` wrote",
            path.display()
        ))
    })
}
