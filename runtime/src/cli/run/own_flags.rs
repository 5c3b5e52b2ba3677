//! The flags of `run` itself.

use crate::cli::failure::Failure;
use crate::cli::usage;
use crate::local::Amounts;
use crate::setup::Engine;
use aileron_grammar::Quantity;
use clap::builder::PossibleValuesParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use std::any::Any;
use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// The largest number of `async` tasks at once: each has a small place in memory from the start.
const MOST_ASYNC: usize = 65_536;

/// The flags that `run` has for every entity.
pub(super) fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("inputs")
            .long("inputs")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Inputs: a file with one JSON object, Flyte's own `inputs.pb`, or `-` for JSON on stdin; flags override it"),
        Arg::new("example-inputs")
            .long("example-inputs")
            .action(ArgAction::SetTrue)
            .help("Prints a file of inputs to edit, with a value for each, and runs nothing"),
        Arg::new("jobs")
            .long("jobs")
            .value_name("N")
            .value_parser(jobs)
            .allow_negative_numbers(true)
            .help("How many tasks run at once, apart from `async` ones; by default as many as there are processors"),
        Arg::new("async-jobs")
            .long("async-jobs")
            .value_name("N")
            .value_parser(async_jobs)
            .allow_negative_numbers(true)
            .help("How many `async` tasks are under way at once, since they take no thread while they wait; by default 256"),
        Arg::new("resources")
            .long("resources")
            .value_name("AMOUNTS")
            .value_parser(resources)
            .help("What tasks may request together, such as `cpu=4,mem=8Gi`: a task waits until its requests fit, and one that requests more runs alone; by default requests don't matter"),
        Arg::new("progress")
            .long("progress")
            .value_name("HOW")
            .value_parser(["auto", "plain", "none"])
            .help("What stderr shows of the run: on a terminal what runs (`auto`, the default), a line for each task that has ended, or nothing"),
        Arg::new("processes")
            .long("processes")
            .action(ArgAction::SetTrue)
            .help("Runs each attempt of a Rust or shell task as a process of this program, with what its container would get: arguments, inputs, variables, limit of memory"),
        Arg::new("no-cache")
            .long("no-cache")
            .action(ArgAction::SetTrue)
            .help("Neither takes results from the cache nor adds any; `cache list` shows what is in it"),
        Arg::new("overwrite-cache")
            .long("overwrite-cache")
            .action(ArgAction::SetTrue)
            .help("Runs tasks even if their results are cached, and replaces those"),
        Arg::new("resume")
            .long("resume")
            .action(ArgAction::SetTrue)
            .help("Goes on where the last run that failed or was interrupted has stopped: tasks that have ended do not run again if their inputs are still the same, and inputs that are not given are those of that run"),
        Arg::new("no-record")
            .long("no-record")
            .action(ArgAction::SetTrue)
            .help("Leaves no record of the run, so `--resume` can't go on with it"),
        Arg::new("containers")
            .long("containers")
            .value_name("HOW")
            .value_parser(PossibleValuesParser::new(Engine::NAMES))
            .help("How to run container tasks: with Docker or Podman, or as processes on this machine; by default with Docker or Podman, whichever answers first"),
        Arg::new("pass-env")
            .long("pass-env")
            .value_name("NAME")
            .action(ArgAction::Append)
            .help("Environment variable to pass on to containers, processes and scripts; they always get the task's own variables and secrets, PATH, HOME, LANG, LC_…, TZ and their own TMPDIR"),
        Arg::new("approve")
            .long("approve")
            .value_name("GATE")
            .action(ArgAction::Append)
            .help("Gate to approve; `--signal GATE=false` rejects it"),
        Arg::new("signal")
            .long("signal")
            .value_name("GATE=VALUE")
            .action(ArgAction::Append)
            .help("Value for a gate that waits for one"),
        #[cfg(feature = "sqlite")]
        Arg::new("database")
            .long("database")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Database for queries: an SQLite file, or an `.sql` script that fills a new one; by default an empty database"),
        Arg::new("report")
            .long("report")
            .value_name("FILE.html")
            .value_parser(value_parser!(PathBuf))
            .help("File for a page that shows the run: its graph, a timeline, each node's inputs, outputs and errors; needs the feature `report`"),
        Arg::new("set-output")
            .long("set-output")
            .value_name("FORM")
            .value_parser(["json", "pretty", "pb"])
            .help("How to print the outputs: JSON on one line (the default), indented JSON, or Flyte's own `outputs.pb`"),
        Arg::new("help").long("help").short('h').action(ArgAction::Help).help("Print help"),
    ]
}

/// The flags of `run` itself, which may come before the entity or behind it.
#[derive(Clone, Copy)]
pub(super) struct OwnFlags<'m> {
    pub(super) before: &'m ArgMatches,
    pub(super) behind: &'m ArgMatches,
}

impl<'m> OwnFlags<'m> {
    /// Checks that no flag with one value is given at both places.
    pub(super) fn check(self) -> Result<(), Failure> {
        let flags = arguments().into_iter();
        let mut once = flags.filter(|flag| !matches!(flag.get_action(), ArgAction::Append));
        match once.find(|flag| is_given(self.behind, flag) && is_given(self.before, flag)) {
            Some(flag) => Err(Failure::Call(usage::twice(&format!("--{}", flag.get_id())))),
            None => Ok(()),
        }
    }

    pub(super) fn is_set(self, flag: &str) -> bool {
        self.before.get_flag(flag) || self.behind.get_flag(flag)
    }

    pub(super) fn one<T: Any + Clone + Send + Sync>(self, flag: &str) -> Option<&'m T> {
        self.behind.get_one(flag).or_else(|| self.before.get_one(flag))
    }

    pub(super) fn text(self, flag: &str) -> Option<&'m str> {
        self.one::<String>(flag).map(String::as_str)
    }

    pub(super) fn file(self, flag: &str) -> Option<&'m Path> {
        self.one::<PathBuf>(flag).map(PathBuf::as_path)
    }

    /// All values of a flag, in the order in which they were given.
    pub(super) fn all(self, flag: &str) -> Vec<&'m str> {
        let all = [self.before, self.behind].into_iter().filter_map(|given| given.get_many::<String>(flag));
        all.flatten().map(String::as_str).collect()
    }
}

fn is_given(matches: &ArgMatches, flag: &Arg) -> bool {
    matches.try_contains_id(flag.get_id().as_str()).is_ok_and(|known| known)
        && matches.value_source(flag.get_id().as_str()) == Some(ValueSource::CommandLine)
}

fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| {
        "this is not a number of tasks; write 1 or more, or remove the flag to run as many tasks at once as there are \
         processors"
            .to_owned()
    })
}

fn async_jobs(text: &str) -> Result<NonZeroUsize, String> {
    let few = text.parse().ok().filter(|jobs: &NonZeroUsize| jobs.get() <= MOST_ASYNC);
    few.ok_or_else(|| {
        format!("this is not a number of tasks; write 1 to {MOST_ASYNC}, or remove the flag for 256 tasks")
    })
}

fn resources(text: &str) -> Result<Amounts, String> {
    let (mut all, mut known) = (Amounts::ALL, BTreeSet::new());
    for part in text.split(',') {
        let (name, amount) = part.split_once('=').unwrap_or((part, ""));
        all = match name {
            "cpu" => all.with_cpu(&Quantity::of_cpus(amount).map_err(|problem| problem.to_string())?),
            "mem" => all.with_memory(&Quantity::of_bytes(amount).map_err(|problem| problem.to_string())?),
            _ => {
                return Err(format!(
                    "`{name}` is neither `cpu` nor `mem`; write `cpu=4,mem=8Gi`, or one of the two"
                ));
            }
        };
        if !known.insert(name) {
            return Err(format!("`{name}` has two amounts; keep one of them"));
        }
    }
    Ok(all)
}
