//! The verb `bindings`.

use super::remote_options;
use crate::bindings::{self, Options};
use crate::check::Package;
use crate::cli::check::opened;
use crate::cli::failure::{Failure, note};
use crate::cli::output::Output;
use crate::cli::spec_options;
use crate::embed;
use crate::program::ProgramInfo;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub(in crate::cli) fn command() -> Command {
    Command::new("bindings")
        .about("Writes Rust references to what a package or a server holds, with the types that they need")
        .long_about(
            "Writes Rust references to the tasks, workflows and launch plans that a package of any SDK or a server holds, with the \
             structs and enums that they need. Parameters are in the order of their names, since Flyte keeps no other. What has no \
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
                .help("Package, or folder of specs, whoever made it; by default what the server holds"),
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
        .arg(
            Arg::new("version")
                .long("version")
                .value_name("V")
                .help("The version that a server is asked for, by default the newest; that of references where a package names none"),
        )
        .args(remote_options::arguments())
}

pub(in crate::cli) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let options = Options {
        only: None,
        ids: spec_options::ids(matches)?,
        is_unpinned: matches.get_flag("unpinned"),
        derives: derives(matches)?,
    };
    let (package, only) = match matches.get_one::<PathBuf>("from") {
        Some(path) => {
            let package = whole(path)?;
            let names = bindings::names_in(&package);
            let only = wanted(
                &names.iter().map(String::as_str).collect::<Vec<_>>(),
                "the package has all",
                matches,
            )?;
            (package, only)
        }
        None => of_server(matches)?,
    };
    let options = Options { only, ..options };
    let written = bindings::of(&package, &options);
    written.notes.iter().for_each(|it| note(format_args!("warning: {it}")));
    if written.count == 0 {
        return Err(Failure::call(
            "there is nothing to refer to; name what holds a task, a workflow or a launch plan",
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

fn whole(path: &Path) -> Result<Package, Failure> {
    let package = opened(path)?;
    match package.problem() {
        None => Ok(package),
        Some(problem) => Err(Failure::call(format_args!(
            "the package `{}` can't be read whole: {problem}",
            path.display()
        ))),
    }
}

/// The full names of what is wanted; none for all. `listing` says who has the names.
fn wanted(names: &[&str], listing: &str, matches: &ArgMatches) -> Result<Option<BTreeSet<String>>, Failure> {
    let Some(given) = matches.get_many::<String>("name") else { return Ok(None) };
    let found = given.map(|name| embed::resolve(names, name, listing).map(str::to_owned));
    found.collect::<Result<_, _>>().map(Some).map_err(Failure::Call)
}

/// What the server holds of what is wanted.
#[cfg(feature = "remote")]
fn of_server(matches: &ArgMatches) -> Result<(Package, Option<BTreeSet<String>>), Failure> {
    let version = matches.get_one::<String>("version").map_or("", String::as_str);
    remote_options::connected(remote_options::settings(matches)?, async |client| {
        let names = bindings::names_on(&client).await?;
        let only = wanted(&names.all(), "the server has all", matches)?;
        let package = bindings::package_from(&client, &names, only.as_ref(), version).await?;
        Ok((package, only))
    })
}

#[cfg(not(feature = "remote"))]
fn of_server(_: &ArgMatches) -> Result<(Package, Option<BTreeSet<String>>), Failure> {
    Err(Failure::call(
        "this program can't ask a server what it holds, because it was built without what that needs: build it with the feature \
         `remote` of `aileron`, or name a package with `--from PACKAGE`",
    ))
}
