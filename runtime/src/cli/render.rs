//! `render`.

use super::failure::Failure;
use super::{entity, run, spec_options};
use crate::entity::{Kind, Registry};
use crate::pod::{Container, Places};
use crate::program::Program;
use crate::spec::Specs;
use aileron_idl::core::LiteralMap;
use aileron_idl::map;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn command() -> Command {
    let text = |name: &'static str| Arg::new(name).long(name);
    Command::new("render")
        .about(
            "Shows the container that Flyte would start for a task: image, arguments, environment, resources",
        )
        .arg(Arg::new("task").value_name("TASK").required(true).help("A task, by its name or the end of it"))
        .arg(
            text("inputs")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .required(true)
                .help("The inputs: a JSON object as `run` takes it, or an inputs.pb"),
        )
        .arg(
            text("output-prefix")
                .value_name("URI")
                .help("Where outputs are expected; beside the inputs if not given"),
        )
        .arg(
            text("raw-output-data-prefix")
                .value_name("URI")
                .help("Where the task's files go; beside the inputs if not given"),
        )
        .arg(
            text("json")
                .action(ArgAction::SetTrue)
                .help("As JSON, with the fields of a container of Kubernetes"),
        )
        .args(spec_options::arguments())
        .after_help("What depends on an installation is not shown: its own defaults, limits and variables.")
}

pub(super) fn run(program: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let registry = Registry::collect().map_err(Failure::call)?;
    let entity = entity::find(&registry, &text("task").unwrap_or_default())?;
    let full = entity.name();
    if let Kind::Workflow(_) = entity.kind {
        return Err(Failure::Call(format!(
            "`{full}` is a workflow, which has no container; name one of its tasks"
        )));
    }
    let file = matches.get_one::<PathBuf>("inputs").map_or(Path::new(""), PathBuf::as_path);
    let names = entity.inputs().into_iter().map(|input| input.name);
    let options = spec_options::read(program, matches)?;
    let specs = Specs::of(&registry, &options)?;
    let spec = specs.tasks().find(|(name, _)| *name == full).and_then(|(_, spec)| spec.template);
    let values = LiteralMap { literals: map(names.zip(run::inputs_in(entity, file)?)) };
    let places = Places {
        inputs: file.display().to_string(),
        output_prefix: text("output-prefix"),
        raw_output_data_prefix: text("raw-output-data-prefix"),
    };
    let container = Container::of(&spec.unwrap_or_default(), &places, &values).map_err(Failure::work)?;
    let Some(container) = container else {
        return Err(Failure::Call(format!(
            "`{full}` runs in no container of its own, so there is nothing to show; `serialize` prints what Flyte gets"
        )));
    };
    let mut stdout = std::io::stdout().lock();
    if matches.get_flag("json") {
        writeln!(stdout, "{:#}", container.to_json())?;
    } else {
        write!(stdout, "{container}")?;
    }
    Ok(())
}
