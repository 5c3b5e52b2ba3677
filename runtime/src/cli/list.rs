//! The verb `list`.

use super::failure::{Failure, note};
use crate::entity::{Entity, Reference, Registry, Settings, Variable};
use crate::graph::{Constants, Nest};
use crate::program::ProgramInfo;
use crate::types;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::io::{self, Write};

/// The image of a task that names none.
const DEFAULT_IMAGE: &str = "{{.image.default}}";

pub(super) fn command() -> Command {
    Command::new("list").about("Lists every task, workflow and launch plan, and every reference").arg(
        Arg::new("json")
            .long("json")
            .action(ArgAction::SetTrue)
            .help("Prints JSON for programs: a list of objects with kind, name, inputs, outputs and image; a reference has the other parts of its id as well"),
    )
}

pub(super) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    if let Err(errors) = Nest::trace(registry.workflows(), Constants::Anywhere) {
        for error in &errors {
            note(format_args!("warning: {error}"));
        }
    }
    let rows = rows(&registry);
    if matches.get_flag("json") {
        let rows: Value = rows.iter().map(Row::json).collect();
        return Ok(writeln!(io::stdout().lock(), "{rows:#}")?);
    }
    let width = |text: fn(&Row) -> &str| rows.iter().map(|row| text(row).chars().count()).max().unwrap_or(0);
    let widths = [width(|row| row.kind).max(4), width(|row| &row.name).max(4)];
    // The header is for people, so it goes to stderr; other programs read the rows.
    let [kind, name] = widths;
    note(format_args!("{:kind$}  {:name$}  INPUTS -> OUTPUTS  IMAGE", "KIND", "NAME"));
    let mut stdout = io::stdout().lock();
    for row in &rows {
        writeln!(stdout, "{}", row.text(widths))?;
    }
    Ok(())
}

/// One line of the list: an entity that Flyte registers under a name, or a reference to one.
struct Row {
    kind: &'static str,
    /// The name, of a reference its full id.
    name: Cow<'static, str>,
    entity: &'static Entity,
    /// The image as the task names it; `None` if the entity has no container.
    image: Option<&'static str>,
}

/// Tasks and workflows sorted by name, then each workflow's default launch plan, then what is registered elsewhere.
fn rows(registry: &Registry) -> Vec<Row> {
    let entities = registry.iter().map(|(name, entity)| {
        let image = entity.settings().and_then(image);
        Row { kind: entity.kind().as_str(), name: name.into(), entity, image }
    });
    let workflows = registry.workflows();
    let plans =
        workflows.map(|entity| Row { kind: "launch plan", name: entity.name.into(), entity, image: None });
    let references = registry.references().map(|(entity, reference)| {
        let name = reference.id(entity.name).into();
        Row { kind: reference.kind.names()[1], name, entity, image: None }
    });
    entities.chain(plans).chain(references).collect()
}

/// The image of a task with these options.
fn image(settings: &'static Settings) -> Option<&'static str> {
    let image = if settings.image().is_empty() { DEFAULT_IMAGE } else { settings.image() };
    settings.target.has_container().then_some(image)
}

impl Row {
    fn text(&self, [kind, name]: [usize; 2]) -> String {
        let (inputs, outputs) = (signature(&self.entity.inputs()), signature(&self.entity.outputs()));
        let image = self.image.map(|image| format!("  {image}")).unwrap_or_default();
        format!("{:kind$}  {:name$}  {inputs} -> {outputs}{image}", self.kind, self.name)
    }

    fn json(&self) -> Value {
        let mut described = json!({
            "kind": self.kind,
            "name": self.name,
            "inputs": variables(&self.entity.inputs()),
            "outputs": variables(&self.entity.outputs()),
            "image": self.image,
        });
        if let Some(Reference { project, domain, version, .. }) = self.entity.reference() {
            described["name"] = self.entity.name.into();
            described["reference"] = json!({"project": project, "domain": domain, "version": version});
        }
        described
    }
}

/// `(text: string, limit: integer or none)`.
fn signature(variables: &[Variable]) -> String {
    let one = |variable: &Variable| format!("{}: {}", variable.name, types::name(&variable.ty));
    format!("({})", variables.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn variables(variables: &[Variable]) -> Value {
    variables
        .iter()
        .map(|variable| json!({"name": variable.name, "type": types::name(&variable.ty)}))
        .collect()
}
