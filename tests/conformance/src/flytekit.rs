//! Questions to flytekit: what it makes of the mirror, how it reads a package, and its files of values.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::difference::{Difference, Intended, between, unintended};
use crate::python;

/// An entity as flytekit serializes or reads it.
#[derive(Debug, Deserialize)]
pub struct Entity {
    /// `task`, `workflow` or `launchPlan`.
    pub kind: String,
    /// Its full name.
    pub name: String,
    /// Its message, in canonical JSON.
    pub json: Value,
    /// Where it was read: the message that flytekit's own model of it gives again.
    #[serde(default)]
    pub again: Value,
}

/// Serializes the Python module `mirror` as `pyflyte package` does, and packages it at `package`.
///
/// # Panics
/// Where flytekit refuses.
#[must_use]
#[track_caller]
pub fn mirror(package: &Path) -> Vec<Entity> {
    let images = json!({"default": "ghcr.io/acme/app:v1", "spark": "ghcr.io/acme/spark:v2"});
    entities(python::ask("serialize.py", &json!({"images": images, "package": package})))
}

/// Reads a package with flytekit's own models, in the order of its files.
///
/// # Panics
/// Where flytekit cannot read it.
#[must_use]
#[track_caller]
pub fn parse(package: &Path) -> Vec<Entity> {
    entities(python::ask("parse.py", &json!({ "package": package })))
}

/// Asks `values.py`, which writes and reads the files of the mirror's tasks through flytekit's type engine.
///
/// # Panics
/// Where flytekit cannot write or read one of them.
#[track_caller]
#[expect(clippy::must_use_candidate, reason = "a question that only writes has no answer of interest")]
pub fn values(question: &Value) -> Value {
    python::ask("values.py", question)
}

/// Lists what flytekit's models lose of a package's messages, but for what they lose of flytekit's own as well.
#[must_use]
pub fn lost(parsed: &[Entity]) -> Vec<String> {
    const KNOWN: [Intended; 2] = [
        Intended {
            place: "**/taskNode/overrides",
            why: "flytekit writes an empty message and reads it as none",
            allows: |again, _| again.is_none(),
        },
        Intended {
            place: "**/spec/authRole",
            why: "flytekit writes none and reads it as an empty message",
            allows: |_, read| read.is_none(),
        },
    ];
    let differences = parsed.iter().flat_map(|entity| {
        let place =
            |found: Difference| Difference { place: format!("{}/{}", entity.name, found.place), ..found };
        between(&entity.again, &entity.json).into_iter().map(place)
    });
    unintended(&differences.collect::<Vec<_>>(), &KNOWN)
}

/// One document of all entities, `{"task mirror.split": {…}, …}`, in which lists whose order says nothing are sorted.
#[must_use]
pub fn document<'a>(entities: impl IntoIterator<Item = (&'a str, &'a str, &'a Value)>) -> Value {
    let sorted = entities.into_iter().map(|(kind, name, json)| {
        let mut json = json.clone();
        sort(&mut json);
        (format!("{kind} {name}"), json)
    });
    Value::Object(sorted.collect())
}

/// flytekit writes the ids of upstream nodes in the order of a set, and resources in one of its own.
fn sort(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::Array(list)
                        if ["upstreamNodeIds", "requests", "limits"].contains(&key.as_str()) =>
                    {
                        list.sort_by_key(Value::to_string);
                    }
                    _ => sort(member),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(sort),
        _ => {}
    }
}

fn entities(answer: Value) -> Vec<Entity> {
    serde_json::from_value(answer).expect("the programs in python/ answer so")
}
