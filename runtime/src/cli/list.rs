//! The verb `list`.

use super::failure::{Failure, note};
use crate::embed::image_of;
use crate::entity::{Entity, Kind, Reference, Registry, Schedule, Variable};
use crate::graph::{Constants, Gate, Nest, Work};
use crate::program::ProgramInfo;
use crate::schedule;
use crate::types;
use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::io::{self, Write};
use std::time::SystemTime;

/// How many times of a schedule are shown.
const SHOWN: usize = 3;

pub(super) fn command() -> Command {
    let next = Arg::new("next").long("next").action(ArgAction::SetTrue).help(
        "Shows the next three times at which Flyte launches a scheduled launch plan, as if it were activated now",
    );
    Command::new("list").about("Lists every task, workflow and launch plan, and every reference").arg(next).arg(
        Arg::new("json")
            .long("json")
            .action(ArgAction::SetTrue)
            .help("Prints JSON for programs: a list of objects with kind, name, inputs, outputs, image and schedule; a workflow with gates has them, a reference the other parts of its id as well"),
    )
}

pub(super) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    let traced = registry.workflows().chain(registry.launch_plans());
    let nest = Nest::trace(traced, Constants::Anywhere).unwrap_or_else(|errors| {
        for error in &errors {
            note(format_args!("warning: {error}"));
        }
        Nest::default()
    });
    let mut rows = rows(&registry, &nest);
    if matches.get_flag("next") {
        let now = DateTime::from(SystemTime::now());
        for row in &mut rows {
            row.look_ahead(now);
        }
    }
    if matches.get_flag("json") {
        let rows: Value = rows.iter().map(Row::json).collect();
        return Ok(writeln!(io::stdout().lock(), "{rows:#}")?);
    }
    let width = |text: fn(&Row) -> &str| rows.iter().map(|row| text(row).chars().count()).max().unwrap_or(0);
    let widths = [width(|row| row.kind).max(4), width(|row| &row.name).max(4)];
    // The header is for people, so it goes to stderr; other programs read the rows.
    let [kind, name] = widths;
    note(format_args!("{:kind$}  {:name$}  INPUTS -> OUTPUTS  IMAGE, SCHEDULE OR GATES", "KIND", "NAME"));
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
    /// When Flyte launches it; `None` if only people and programs do.
    schedule: Option<Schedule>,
    /// The next times of the schedule; `None` if nobody asks for them.
    next: Option<Vec<DateTime<Utc>>>,
    /// Which of its own nodes wait for a person.
    gates: Vec<Answerable>,
}

/// A gate that a person answers.
struct Answerable {
    name: String,
    /// What the person gives; `None` if it is an approval.
    ty: Option<String>,
}

/// Tasks and workflows sorted by name, then the launch plans, with the default ones of workflows, then what is registered
/// elsewhere.
fn rows(registry: &Registry, nest: &Nest) -> Vec<Row> {
    let row = |kind: Kind, entity: &'static Entity| {
        let image = entity.settings().and_then(image_of).filter(|_| kind == Kind::Task);
        let schedule = entity.launch_plan().and_then(|parts| parts.settings.schedule);
        let gates = if kind == Kind::Workflow { gates(nest, entity) } else { Vec::new() };
        Row { kind: kind.as_str(), name: entity.name.into(), entity, image, schedule, next: None, gates }
    };
    let entities = registry.iter().map(|(_, entity)| entity);
    let entities = entities.filter(|entity| entity.kind() != Kind::LaunchPlan);
    let plans = registry.all_launch_plans().map(|plan| row(Kind::LaunchPlan, plan));
    let references = registry.references().map(|(entity, reference)| {
        let name = reference.id(entity.name).into();
        let kind = reference.kind.names()[1];
        Row { kind, name, entity, image: None, schedule: None, next: None, gates: Vec::new() }
    });
    entities.map(|entity| row(entity.kind(), entity)).chain(plans).chain(references).collect()
}

/// The gates of a workflow, in the order of its nodes; those of the workflows that it calls are on their own lines.
fn gates(nest: &Nest, workflow: &Entity) -> Vec<Answerable> {
    let mut gates = Vec::new();
    let Some(member) = nest.find(workflow) else { return gates };
    member.graph.each_node(&mut |node| {
        let Work::Gate(gate) = &node.work else { return };
        let Some(name) = gate.name().map(str::to_owned) else { return };
        let value = node.signature.outputs.first().filter(|_| matches!(gate, Gate::Signal { .. }));
        gates.push(Answerable { name, ty: value.map(|value| types::name(&value.ty)) });
    });
    gates
}

impl Row {
    /// When it is launched: a line of cron, or `every 10m`.
    fn schedule(&self) -> Option<String> {
        self.schedule.map(|schedule| match schedule {
            Schedule::Cron(line) => line.to_owned(),
            Schedule::Every(time) => format!("every {time}"),
        })
    }

    /// Finds out the next times of the schedule.
    fn look_ahead(&mut self, now: DateTime<Utc>) {
        let Some(schedule) = self.schedule else { return };
        match schedule::next(schedule, now, SHOWN) {
            Ok(times) => self.next = Some(times),
            Err(error) => note(format_args!("warning: `{}`: {error}", self.name)),
        }
    }

    /// The next times, as texts.
    fn times(&self) -> Option<Vec<String>> {
        let times = self.next.as_ref()?.iter();
        Some(times.map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true)).collect())
    }

    fn text(&self, [kind, name]: [usize; 2]) -> String {
        let (inputs, outputs) = (signature(&self.entity.inputs()), signature(&self.entity.outputs()));
        let last = self.image.map(str::to_owned).or(self.schedule());
        let last = last.map(|last| format!("  {last}")).unwrap_or_default();
        let gates: Vec<String> = self.gates.iter().map(Answerable::text).collect();
        let last = if gates.is_empty() { last } else { format!("{last}  waits for {}", gates.join(", ")) };
        let next = self.times().map(|times| format!("  next {}", times.join(", "))).unwrap_or_default();
        format!("{:kind$}  {:name$}  {inputs} -> {outputs}{last}{next}", self.kind, self.name)
    }

    fn json(&self) -> Value {
        let mut described = json!({
            "kind": self.kind,
            "name": self.name,
            "inputs": variables(&self.entity.inputs()),
            "outputs": variables(&self.entity.outputs()),
            "image": self.image,
            "schedule": self.schedule(),
        });
        if let Some(times) = self.times() {
            described["next"] = json!(times);
        }
        if !self.gates.is_empty() {
            described["gates"] = self.gates.iter().map(Answerable::json).collect();
        }
        if let Some(Reference { project, domain, version, .. }) = self.entity.reference() {
            described["name"] = self.entity.name.into();
            described["reference"] = json!({"project": project, "domain": domain, "version": version});
        }
        described
    }
}

impl Answerable {
    /// `the-sum (approval)`, `title (string)`
    fn text(&self) -> String {
        format!("{} ({})", self.name, self.ty.as_deref().unwrap_or("approval"))
    }

    fn json(&self) -> Value {
        json!({"name": self.name, "kind": if self.ty.is_some() { "signal" } else { "approve" }, "type": self.ty})
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
