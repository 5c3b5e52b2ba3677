//! How `register` says what became of each entity.

use crate::cli::failure::{Failure, note};
use crate::diff::Field;
use crate::embed::EntityKind;
use crate::remote::register::{Registered, Registration, State};
use crate::spec::Specs;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

/// How many entities that are not registered the message names.
const MOST: usize = 20;

/// What a line of progress says of an entity.
pub(super) fn short(entity: &Registered) -> String {
    format!("{} {}: {}", entity.kind.as_str(), entity.name, entity.state.as_str())
}

/// Prints the result on stdout: a line for each entity, or JSON.
pub(super) fn print(registration: &Registration, as_json: bool) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    if as_json {
        return Ok(writeln!(stdout, "{:#}", json(registration))?);
    }
    for Registered { kind, name, version, state, is_activated } in &registration.entities {
        let activated = if *is_activated { "  active" } else { "" };
        writeln!(stdout, "{:<9}  {:<11}  {name}  {version}{activated}", state.as_str(), kind.as_str())?;
        if let State::Different(fields) = state {
            fields.iter().try_for_each(|field| writeln!(stdout, "  {field}"))?;
        }
    }
    Ok(())
}

fn json(registration: &Registration) -> Value {
    let entities = registration.entities.iter().map(|entity| {
        let mut json = json!({
            "kind": entity.kind.as_str().replace(' ', "_"),
            "name": entity.name,
            "version": entity.version,
            "state": entity.state.as_str().replace(' ', "_"),
        });
        match &entity.state {
            State::Different(fields) => json["fields"] = fields.iter().map(Field::json).collect(),
            State::Refused { message, advice } => {
                json["message"] = message.as_str().into();
                json["advice"] = advice.as_deref().into();
            }
            State::NotSent(why) => json["message"] = why.as_str().into(),
            State::New | State::Unchanged => {}
        }
        if entity.kind == EntityKind::LaunchPlan {
            json["active"] = entity.is_activated.into();
        }
        json
    });
    let is_complete = registration.entities.iter().all(|entity| entity.state.is_registered());
    json!({"ok": is_complete, "version": registration.version, "entities": entities.collect::<Vec<_>>()})
}

/// Says on stderr what the version is, and how many entities there are of each state.
pub(super) fn summarize(registration: &Registration, place: &str, is_digest: bool, is_dry: bool) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in &registration.entities {
        *counts.entry(entity.state.as_str()).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(state, count)| format!("{count} {state}")).collect();
    let would = if is_dry { "nothing is changed; there would be " } else { "" };
    let whence = if is_digest { " (a digest of this program and its specs)" } else { "" };
    note(format_args!("version {}{whence} at `{place}`: {would}{}", registration.version, counts.join(", ")));
}

/// The end of the verb: a failure if something is not registered as it is.
pub(super) fn end(
    registration: &Registration,
    specs: &Specs<'_>,
    is_interrupted: bool,
) -> Result<(), Failure> {
    let all = registration.entities.len();
    let missing: Vec<&Registered> =
        registration.entities.iter().filter(|entity| !entity.state.is_registered()).collect();
    if is_interrupted && !missing.is_empty() {
        return Err(Failure::Interrupted(format!(
            "interrupted: {} of {all} entities are registered; the same call goes on from there",
            all - missing.len()
        )));
    }
    // Of those that were not sent, another one tells why.
    let told: Vec<&Registered> =
        missing.iter().copied().filter(|entity| !matches!(entity.state, State::NotSent(_))).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut text = format!("{} of {all} entities are not registered as they are here", missing.len());
    for entity in told.iter().take(MOST) {
        let place = place(specs, entity).map(|place| format!("{place}: ")).unwrap_or_default();
        let _ = write!(text, "\n{place}{entity}");
    }
    let _ = match told.len().saturating_sub(MOST) {
        0 => Ok(()),
        more => write!(text, "\nand {more} more, which stdout has"),
    };
    Err(Failure::Work(text))
}

/// Where an entity is in the source.
fn place(specs: &Specs<'_>, entity: &Registered) -> Option<&'static str> {
    match entity.kind {
        EntityKind::Task => specs.place_of_task(&entity.name),
        EntityKind::Workflow => specs.place_of_workflow(&entity.name),
        EntityKind::LaunchPlan => specs.place_of_launch_plan(&entity.name),
        EntityKind::Reference => None,
    }
}
