//! The verb `bindings`.

use super::check::opened;
use super::failure::{Failure, note};
use super::output::Output;
use super::spec_options;
use crate::bindings::{self, Options};
use crate::check::Package;
use crate::embed;
use crate::program::ProgramInfo;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::collections::BTreeSet;
use std::path::PathBuf;

pub(super) fn command() -> Command {
    let part = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    Command::new("bindings")
        .about("Writes Rust references to what a package holds, with the types that they need")
        .long_about(
            "Writes Rust references to the tasks, workflows and launch plans that a package of any SDK holds, with the structs and \
             enums that they need. Parameters and fields are in the order of their names, since Flyte keeps no other. What has no \
             type in Rust is left out, and stderr says why",
        )
        .arg(
            Arg::new("name")
                .value_name("NAME")
                .num_args(0..)
                .help("Names of what is wanted, or the ends of them; by default all"),
        )
        .arg(
            Arg::new("from")
                .long("from")
                .value_name("PACKAGE")
                .value_parser(value_parser!(PathBuf))
                .help("Package, or folder of specs, whoever made it"),
        )
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("FILE.rs")
                .value_parser(value_parser!(PathBuf))
                .help("File to write instead of stdout; `-` is stdout"),
        )
        .arg(
            Arg::new("unpinned")
                .long("unpinned")
                .action(ArgAction::SetTrue)
                .help("Leaves out versions, so that a reference is to the version under which its caller is registered"),
        )
        .arg(
            Arg::new("derive")
                .long("derive")
                .value_name("PATH")
                .action(ArgAction::Append)
                .help("Further derive of all structs and enums, such as `serde::Serialize`"),
        )
        .arg(part("project", "P", "Project of the references, where the package names none"))
        .arg(part("domain", "D", "Domain of the references, where the package names none"))
        .arg(part("version", "V", "Version of the references, where the package names none"))
}

pub(super) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let options = Options {
        only: None,
        ids: spec_options::ids(matches)?,
        is_unpinned: matches.get_flag("unpinned"),
        derives: derives(matches)?,
    };
    let package = package(matches)?;
    let options = Options { only: wanted(&package, matches)?, ..options };
    let written = bindings::of(&package, &options);
    written.notes.iter().for_each(|it| note(format_args!("warning: {it}")));
    if written.count == 0 {
        return Err(Failure::call(
            "there is nothing to refer to; name a package that holds a task, a workflow or a launch plan",
        ));
    }
    Output::or_stdout(matches.get_one("output")).write(written.source.as_bytes())
}

fn derives(matches: &ArgMatches) -> Result<Vec<String>, Failure> {
    let given: Vec<String> = matches.get_many::<String>("derive").into_iter().flatten().cloned().collect();
    match given.iter().find(|path| !bindings::is_path(path)) {
        None => Ok(given),
        Some(wrong) => Err(Failure::call(format_args!(
            "`--derive {wrong}`: this is no path of a derive; write one such as `serde::Serialize`"
        ))),
    }
}

fn package(matches: &ArgMatches) -> Result<Package, Failure> {
    let Some(path) = matches.get_one::<PathBuf>("from") else {
        return Err(Failure::call("nothing says what to refer to; write `--from PACKAGE`"));
    };
    let package = opened(path)?;
    match package.problem() {
        None => Ok(package),
        Some(problem) => Err(Failure::call(format_args!(
            "the package `{}` can't be read whole: {problem}",
            path.display()
        ))),
    }
}

/// The full names of what is wanted; none for all.
fn wanted(package: &Package, matches: &ArgMatches) -> Result<Option<BTreeSet<String>>, Failure> {
    let Some(given) = matches.get_many::<String>("name") else { return Ok(None) };
    let names = bindings::names(package);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = given.map(|name| embed::resolve(&names, name, "the package has all").map(str::to_owned));
    found.collect::<Result<_, _>>().map(Some).map_err(Failure::Call)
}
