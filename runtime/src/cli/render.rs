//! The verb `render`.

use super::failure::Failure;
use super::{entity, run, spec_options};
use crate::entity::{Entity, Kind, Registry};
use crate::plugin::Parameters;
use crate::pod::{Container, Names, Places};
use crate::program::ProgramInfo;
use crate::spec::Specs;
use aileron_idl::core::{LiteralMap, TaskTemplate};
use aileron_idl::map;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(super) fn command() -> Command {
    let text = |name: &'static str| Arg::new(name).long(name);
    Command::new("render")
        .about(
            "Shows the container that Flyte would start for a task (image, arguments, environment, resources), or the query that it would run",
        )
        .arg(Arg::new("task").value_name("TASK").required(true).help("Name of the task, or the end of it"))
        .arg(
            text("inputs")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .required(true)
                .help("Inputs: a JSON object, as for `run`, or an `inputs.pb`"),
        )
        .arg(
            text("output-prefix")
                .value_name("URI")
                .help("Where the task writes its outputs; by default next to the inputs"),
        )
        .arg(
            text("raw-output-data-prefix")
                .value_name("URI")
                .help("Where the task stores its files; by default next to the inputs"),
        )
        .arg(
            text("json")
                .action(ArgAction::SetTrue)
                .help("Prints JSON with the fields of a Kubernetes container"),
        )
        .args(spec_options::arguments())
        .after_help("A Flyte installation may add its own defaults, limits and variables; they are not shown.")
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let registry = Registry::collect().map_err(Failure::call)?;
    let entity = entity::find(&registry, &text("task").unwrap_or_default(), &[Kind::Task])?;
    let full = entity.name;
    if entity.kind() != Kind::Task {
        return Err(Failure::Call(format!(
            "`{full}` is a {}, which has no container; name one of its tasks",
            entity.kind().as_str()
        )));
    }
    let file = matches.get_one::<PathBuf>("inputs").map_or(Path::new(""), PathBuf::as_path);
    let names = entity.inputs().into_iter().map(|input| input.name);
    let options = spec_options::read(program, matches)?;
    // Only this task's specs are made, so a missing image of another task is not an error.
    let registry = Registry::of([entity]);
    let specs = Specs::new(&registry, &options)?;
    let spec = specs.tasks().next().and_then(|(_, spec)| spec.template);
    let values = LiteralMap { literals: map(names.zip(run::inputs_in(entity, file)?)) };
    let places = Places {
        inputs: file.display().to_string(),
        output_prefix: text("output-prefix"),
        raw_output_data_prefix: text("raw-output-data-prefix"),
        ..Places::default()
    };
    let spec = spec.unwrap_or_default();
    let is_json = matches.get_flag("json");
    let shown = if let Some(container) = Container::new(&spec, &places, &values).map_err(Failure::work)? {
        if is_json { format!("{:#}\n", container.to_json()) } else { container.to_string() }
    } else if let Some(query) = query(entity, &spec, &places, &values)? {
        if is_json { format!("{:#}\n", json!({ "query": query })) } else { format!("{query}\n") }
    } else {
        return Err(Failure::Call(format!(
            "`{full}` has neither a container of its own nor a query, so there is nothing to show; `serialize` prints its \
             spec"
        )));
    };
    Ok(io::stdout().lock().write_all(shown.as_bytes())?)
}

/// The query of a query task, as the service that runs it receives it.
fn query(
    entity: &Entity,
    task: &TaskTemplate,
    places: &Places,
    inputs: &LiteralMap,
) -> Result<Option<String>, Failure> {
    let Some(settings) = entity.settings() else { return Ok(None) };
    let (Some(query), Some(plugin)) = (settings.target.query(), settings.plugin) else { return Ok(None) };
    if plugin.parameters() != Parameters::Placeholders {
        return Ok(Some(query.to_owned()));
    }
    Ok(places.fill([query], &Names::for_task(task), inputs).map_err(Failure::work)?.pop())
}
