//! The verb `diff`.

use super::check::opened;
use super::failure::{Failure, note};
use super::spec_options;
use crate::check::{Package, package_of};
use crate::diff::{Change, between};
use crate::entity::Registry;
use crate::program::ProgramInfo;
use crate::spec::Specs;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;

pub(super) fn command() -> Command {
    let package =
        |name: &'static str| Arg::new(name).value_name(name).value_parser(clap::value_parser!(PathBuf));
    Command::new("diff")
        .about("Says what changed from one package to another, or to this program")
        .long_about(
            "Says what changed from one package to another, or to this program, by entity and field. Project, domain and \
             version of ids don't count. The exit status is 0 if nothing changed, 1 if something did, 2 if the call is wrong",
        )
        .arg(package("A").required(true).help("Package, or folder of specs, before"))
        .arg(package("B").help("Package, or folder of specs, after; by default this program's own specs"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints the changes as JSON"))
        .args(spec_options::arguments())
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    let Some(from) = path("A").map(|path| opened(path)).transpose()? else { return Ok(()) };
    whole(&from, path("A"))?;
    let to = if let Some(file) = path("B") {
        let package = opened(file)?;
        whole(&package, Some(file))?;
        package
    } else {
        let options = spec_options::read(program, matches)?;
        let registry = Registry::collect().map_err(Failure::call)?;
        package_of(&Specs::new(&registry, &options)?)
    };
    let changes = between(&from, &to);
    let mut stdout = std::io::stdout().lock();
    if matches.get_flag("json") {
        let list: Vec<Value> = changes.iter().map(Change::json).collect();
        writeln!(stdout, "{:#}", json!({"same": changes.is_empty(), "changes": list}))?;
    } else {
        changes.iter().try_for_each(|change| writeln!(stdout, "{change}"))?;
    }
    if changes.is_empty() {
        note("nothing changed");
        return Ok(());
    }
    Err(Failure::Said)
}

/// Refuses a package of which a part can't be read: what is not there can't be compared.
fn whole(package: &Package, path: Option<&PathBuf>) -> Result<(), Failure> {
    let Some(problem) = package.problem() else { return Ok(()) };
    let path = path.map(|path| path.display().to_string()).unwrap_or_default();
    Err(Failure::call(format_args!("the package `{path}` can't be compared: {problem}")))
}
