//! The flags of `run` itself.

use crate::setup::Engine;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, value_parser};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// The flags that every entity has, besides its inputs.
pub(super) fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("inputs")
            .long("inputs")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Inputs as one JSON object, `-` for stdin, or Flyte's own `inputs.pb`; a flag overrides what the file says"),
        Arg::new("jobs")
            .long("jobs")
            .value_name("N")
            .value_parser(jobs)
            .allow_negative_numbers(true)
            .help("How many tasks run at once; as many as there are processors if not given"),
        Arg::new("no-cache")
            .long("no-cache")
            .action(ArgAction::SetTrue)
            .help("Reuses no results; there is no local cache yet, so this changes nothing"),
        Arg::new("containers")
            .long("containers")
            .value_name("HOW")
            .value_parser(PossibleValuesParser::new(Engine::NAMES))
            .help("How the containers of other images run: by Docker or Podman, or as processes of this machine; by the first of those two that answers if not given"),
        Arg::new("pass-env")
            .long("pass-env")
            .value_name("NAME")
            .action(ArgAction::Append)
            .help("A variable of this environment that containers, processes and scripts get too; they have those of the task, its secrets, PATH, HOME, LANG, LC_…, TZ and a TMPDIR of their own"),
        #[cfg(feature = "sqlite")]
        Arg::new("database")
            .long("database")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("The database that queries run on: a file of SQLite, or a script `….sql` that fills a fresh one; an empty one if not given"),
        Arg::new("set-output")
            .long("set-output")
            .value_name("FORM")
            .value_parser(["json", "pretty", "pb"])
            .help("The outputs on one line, indented, or as Flyte's own `outputs.pb`; `json` if not given"),
        Arg::new("help").long("help").short('h').action(ArgAction::Help).help("Print help"),
    ]
}

fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| {
        "this is no number of tasks to run at once; write `--jobs 1` or more, or leave it out for as many as there are \
         processors"
            .to_owned()
    })
}
