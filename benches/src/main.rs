//! What Aileron costs: `cargo run --release -p aileron-benches -- [startup|package|check|graph|map|dynamic|cache|processes|specs|values|render|register|transfer|build|compile|dataset|all]`.
//!
//! Every figure is compared with another one of the same run, which is measured in turns with it, since the speed of a machine
//! varies. Read the ratios. No benchmark fails because it is slow.

mod cached;
mod cargo;
mod check;
mod compare;
mod compile;
mod dataset;
mod dynamic;
mod first_build;
mod graph;
mod machine;
mod mapped;
mod package;
mod process;
mod processes;
mod program;
mod register;
mod render;
mod runs;
mod specs;
mod startup;
mod table;
mod transfer;
mod values;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

type Result<T = (), E = Box<dyn Error>> = std::result::Result<T, E>;

/// The options of the command line.
struct Options {
    /// How often each program runs. Each benchmark has its own default.
    rounds: Option<usize>,
    /// A Python with flytekit, which is measured as well.
    python: Option<PathBuf>,
}

impl Options {
    fn rounds(&self, usual: usize) -> usize {
        self.rounds.unwrap_or(usual)
    }
}

type Benchmark = (&'static str, fn(&Options) -> Result);

const BENCHMARKS: [Benchmark; 16] = [
    ("startup", startup::run),
    ("package", package::run),
    ("check", check::run),
    ("graph", graph::run),
    ("map", mapped::run),
    ("dynamic", dynamic::run),
    ("cache", cached::run),
    ("processes", processes::run),
    ("specs", specs::run),
    ("values", values::run),
    ("render", render::run),
    ("register", register::run),
    ("transfer", transfer::run),
    ("build", first_build::run),
    ("compile", compile::run),
    ("dataset", dataset::run),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let result = match arguments.next() {
        Some(first) if first == process::METER => process::meter(arguments),
        _ => measure(&command().get_matches()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Command {
    let names = BENCHMARKS.iter().map(|(name, _)| *name).chain(["all"]);
    Command::new("aileron-benches")
        .about("Measures what Aileron costs")
        .arg(Arg::new("benchmark").value_parser(PossibleValuesParser::new(names)).default_value("all"))
        .arg(
            Arg::new("runs")
                .long("runs")
                .value_name("N")
                .value_parser(value_parser!(u32).range(1..))
                .help("How often each program runs"),
        )
        .arg(
            Arg::new("python")
                .long("python")
                .value_name("PATH")
                .value_parser(value_parser!(PathBuf))
                .help("A Python that has flytekit, pandas and pyarrow, to be measured as well"),
        )
}

fn measure(arguments: &ArgMatches) -> Result {
    let options = Options {
        rounds: arguments.get_one::<u32>("runs").map(|runs| *runs as usize),
        python: arguments.get_one::<PathBuf>("python").cloned(),
    };
    let wanted = arguments.get_one::<String>("benchmark").map_or("all", String::as_str);
    println!("{}", machine::describe()?);
    for (_, run) in BENCHMARKS.iter().filter(|(name, _)| wanted == "all" || wanted == *name) {
        run(&options)?;
    }
    Ok(())
}
