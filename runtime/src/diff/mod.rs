//! What changed between two packages: by entity and field, as a person would say it.
//!
//! Each entity becomes facts, a text for each field; what differs is what has other facts. So nothing is left out: a field
//! that has no words of its own here is told by its path in the message.

mod facts;
mod flat;
mod workflow;

use crate::check::{Message, Package};
use facts::Facts;
use serde_json::{Value, json};
use std::collections::BTreeMap;
#[cfg(feature = "remote")]
use std::collections::BTreeSet;
use std::fmt;

/// How one entity differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// `task`, `workflow` or `launch_plan`.
    kind: &'static str,
    name: String,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Added,
    Removed,
    Changed(Vec<Field>),
}

/// How one field of an entity differs. At least one side has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "remote"),
    expect(unreachable_pub, reason = "the client of a server gives it to its users")
)]
pub struct Field {
    name: String,
    from: Option<String>,
    to: Option<String>,
}

/// What changed from one package to another. Ids are compared without project, domain and version, which are another
/// with each registration.
pub(crate) fn between(from: &Package, to: &Package) -> Vec<Change> {
    let [from, to] = [from, to].map(entities);
    let mut names: Vec<_> = from.keys().chain(to.keys()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter_map(|key| change(*key, from.get(key), to.get(key))).collect()
}

type Key<'p> = (&'static str, &'p str);

fn entities(package: &Package) -> BTreeMap<Key<'_>, Facts> {
    let own = workflow::names(package);
    package.items.iter().map(|item| (key(&item.message), facts::of(&item.message, &own))).collect()
}

fn key(message: &Message) -> Key<'_> {
    let (kind, id) = match message {
        Message::Task(spec) => ("task", spec.template.as_ref().and_then(|template| template.id.as_ref())),
        Message::Workflow(spec) => {
            ("workflow", spec.template.as_ref().and_then(|template| template.id.as_ref()))
        }
        Message::LaunchPlan(plan) => ("launch_plan", plan.id.as_ref()),
    };
    (kind, id.map_or("", |id| &id.name))
}

fn change((kind, name): Key<'_>, from: Option<&Facts>, to: Option<&Facts>) -> Option<Change> {
    let what = match (from, to) {
        (None, _) => What::Added,
        (_, None) => What::Removed,
        (Some(from), Some(to)) => {
            let fields = differ(from, to);
            if fields.is_empty() {
                return None;
            }
            What::Changed(fields)
        }
    };
    Some(Change { kind, name: name.to_owned(), what })
}

/// How a message differs from another of the same kind, with the workflows in it.
#[cfg(feature = "remote")]
pub(crate) fn fields(from: &Message, to: &Message) -> Vec<Field> {
    let [from, to] = [from, to].map(|message| facts::of(message, &BTreeSet::new()));
    differ(&from, &to)
}

fn differ(from: &Facts, to: &Facts) -> Vec<Field> {
    let mut names: Vec<&String> = from.keys().chain(to.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let differ = names.into_iter().filter(|name| from.get(*name) != to.get(*name));
    let field = |name: &String| Field {
        name: name.clone(),
        from: from.get(name).cloned(),
        to: to.get(name).cloned(),
    };
    differ.map(field).collect()
}

#[cfg(feature = "remote")]
impl Field {
    /// The field: words such as `image`, or a path in the message.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was there, as a text; `None` if nothing was.
    #[must_use]
    pub fn from(&self) -> Option<&str> {
        self.from.as_deref()
    }

    /// What is there now, as a text; `None` if nothing is.
    #[must_use]
    pub fn to(&self) -> Option<&str> {
        self.to.as_deref()
    }
}

impl Field {
    /// The field as `diff --json` prints it.
    pub(crate) fn json(&self) -> Value {
        json!({"field": self.name, "from": self.from, "to": self.to, "message": self.to_string()})
    }
}

impl Change {
    /// The change as `diff --json` prints it.
    pub(crate) fn json(&self) -> Value {
        let (change, fields) = match &self.what {
            What::Added => ("added", &[][..]),
            What::Removed => ("removed", &[][..]),
            What::Changed(fields) => ("changed", &fields[..]),
        };
        let fields: Vec<Value> = fields.iter().map(Field::json).collect();
        json!({"kind": self.kind, "name": self.name, "change": change, "fields": fields})
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = (self.kind.replace('_', " "), &self.name);
        match &self.what {
            What::Added => write!(f, "the {kind} `{name}` is new"),
            What::Removed => write!(f, "the {kind} `{name}` is gone"),
            What::Changed(fields) => {
                write!(f, "the {kind} `{name}` changed")?;
                fields.iter().try_for_each(|field| write!(f, "\n  {field}"))
            }
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => write!(f, "{name}: was {from}, is {to}"),
            (None, Some(to)) => write!(f, "{name}: new, {to}"),
            (Some(from), None) => write!(f, "{name}: gone, was {from}"),
            (None, None) => Ok(()),
        }
    }
}
