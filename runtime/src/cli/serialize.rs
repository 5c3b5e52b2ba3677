//! The verb `serialize`.

use super::check;
use super::failure::{Failure, note};
use super::output::Output;
use super::spec_options;
use crate::entity::Registry;
use crate::program::ProgramInfo;
use crate::spec::{Format, Specs, write_folder};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use std::io::Write;
use std::path::PathBuf;

pub(super) fn command() -> Command {
    Command::new("serialize")
        .about("Prints or writes the specs that Flyte registers")
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(PossibleValuesParser::new(["json", "pb"]))
                .default_value("json")
                .help("JSON for people, protobuf for flytectl"),
        )
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Folder for a file per entity; by default, and with `-`, prints one JSON document"),
        )
        .arg(check::skip())
        .args(spec_options::arguments())
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let format = match matches.get_one::<String>("format").map(String::as_str) {
        Some("pb") => Format::Protobuf,
        _ => Format::Json,
    };
    let folder = match Output::or_stdout(matches.get_one("output")) {
        Output::Stdout => None,
        Output::File(folder) => Some(folder),
    };
    if folder.is_none() && format == Format::Protobuf {
        return Err(Failure::call(
            "protobuf can't be printed, since each entity is a file; write `--output DIR`, or use `package` for one archive",
        ));
    }
    let options = spec_options::read(program, matches)?;
    let registry = Registry::collect().map_err(Failure::call)?;
    let specs = Specs::new(&registry, &options)?;
    spec_options::warn(&specs);
    check::unless_skipped(matches, &specs, &options)?;
    match folder {
        Some(folder) => {
            let stale = write_folder(&specs, folder, format)?;
            note(format_args!("{} in {}", specs.summary(), folder.display()));
            if !stale.is_empty() {
                note(format_args!(
                    "warning: files of earlier specs are still in this folder, and flytectl would register them too: {}",
                    stale.join(", ")
                ));
            }
        }
        None => writeln!(std::io::stdout().lock(), "{:#}", specs.to_json())?,
    }
    Ok(())
}
