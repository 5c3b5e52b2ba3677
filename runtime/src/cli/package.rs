//! The verb `package`.

use super::check;
use super::failure::{Failure, note};
use super::output::Output;
use super::spec_options;
use crate::entity::Registry;
use crate::program::ProgramInfo;
use crate::spec::{Specs, package, write_package};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::path::{Path, PathBuf};

const OUTPUT: &str = "flyte-package.tgz";

pub(super) fn command() -> Command {
    Command::new("package")
        .about("Writes the package that flytectl registers")
        .arg(
            Arg::new("output")
                .long("output")
                .short('o')
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .default_value(OUTPUT)
                .help("File to write; `-` is stdout"),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .short('f')
                .action(ArgAction::SetTrue)
                .help("Replaces an existing file"),
        )
        .arg(check::skip())
        .args(spec_options::arguments())
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let path = matches.get_one::<PathBuf>("output").map_or(Path::new(OUTPUT), PathBuf::as_path);
    let output = Output::at(path).for_bytes()?;
    let options = spec_options::read(program, matches)?;
    let registry = Registry::collect().map_err(Failure::call)?;
    let specs = Specs::new(&registry, &options)?;
    spec_options::warn(&specs);
    check::unless_skipped(matches, &specs, &options)?;
    match output {
        Output::Stdout => output.write(&package(&specs)?)?,
        Output::File(path) => write_package(&specs, path, matches.get_flag("force"))?,
    }
    note(format_args!("{} in {output}", specs.summary()));
    Ok(())
}
