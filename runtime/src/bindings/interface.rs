//! The signature of a reference.

use super::declared::Declared;
use super::entity::{Registered, Slot};
use super::names;
use super::read::Reader;
use super::rust::Rust;
use crate::check::castable;
use crate::types::name as name_of;
use aileron_grammar::name;
use std::collections::BTreeMap;

/// More inputs have no function, and more outputs no tuple.
const MOST_INPUTS: usize = 16;
const MOST_IN_A_TUPLE: usize = 12;

/// A signature, and what is said in its attribute.
#[derive(Debug)]
pub(super) struct Reference {
    /// The options: a name and a text.
    pub(super) options: Vec<(&'static str, String)>,
    pub(super) inputs: Vec<Variable>,
    pub(super) outputs: Outputs,
    /// What is carried as JSON, and why.
    pub(super) remarks: Vec<String>,
}

/// An input or an output.
#[derive(Debug)]
pub(super) struct Variable {
    /// The name on the wire.
    pub(super) name: String,
    pub(super) ty: Rust,
    pub(super) doc: String,
}

#[derive(Debug)]
pub(super) enum Outputs {
    /// None, one, or several that are numbered.
    Plain(Vec<Variable>),
    Named(Vec<Variable>),
}

impl Outputs {
    pub(super) fn variables(&self) -> &[Variable] {
        let (Outputs::Plain(variables) | Outputs::Named(variables)) = self;
        variables
    }
}

impl Reference {
    /// The types of all inputs and outputs.
    pub(super) fn types(&self) -> impl Iterator<Item = &Rust> {
        self.inputs.iter().chain(self.outputs.variables()).map(|variable| &variable.ty)
    }
}

/// Reads the signature of something registered, or says why there is none.
pub(super) fn read(
    entity: &Registered,
    declared: &mut Declared,
    is_unpinned: bool,
) -> Result<Reference, String> {
    if !entity.is_callable {
        return Err(
            "another workflow calls it by its default launch plan, and there is none of its name".to_owned()
        );
    }
    let options = options(entity, is_unpinned)?;
    let (Some(inputs), Some(outputs)) = (&entity.inputs, &entity.outputs) else {
        return Err("its workflow is not there, which has the interface".to_owned());
    };
    if inputs.len() > MOST_INPUTS {
        return Err(format!("it has {} inputs, and a function here has at most {MOST_INPUTS}", inputs.len()));
    }
    let mut reader = Reader { declared, remarks: Vec::new() };
    let mut read = |what: &str, name: &str, slot: &Slot, wish: &str| -> Result<Variable, String> {
        let wrong = |why: String| format!("its {what} `{name}` can't be written: {why}");
        let ty = reader.read(&slot.ty, wish).map_err(wrong)?;
        let ours = reader.declared.wire(&ty).ty;
        let (from, to) = if what == "input" { (&ours, &slot.ty) } else { (&slot.ty, &ours) };
        if !castable(from, to) {
            let theirs = name_of(&slot.ty);
            return Err(wrong(format!(
                "Flyte's `{theirs}` is tagged by a converter that Rust does not have"
            )));
        }
        Ok(Variable { name: name.to_owned(), ty, doc: slot.doc.clone() })
    };
    let mut parameters = Vec::new();
    for (name, slot) in inputs {
        if names::exactly(name).is_none() {
            return Err(format!("its input `{name}` can't be the name of a parameter in Rust"));
        }
        parameters.push(read("input", name, slot, &names::camel(name))?);
    }
    let is_plain = is_numbered(outputs);
    let mut results = Vec::new();
    for (name, slot) in in_order(outputs) {
        if !is_plain && !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
            return Err(format!(
                "its output `{name}` has a name that Flyte can't find: it has others than letters, digits and `_`"
            ));
        }
        let wish =
            if is_plain { format!("{}Output", names::camel(last(&entity.name))) } else { names::camel(name) };
        results.push(read("output", name, slot, &wish)?);
    }
    let outputs = if is_plain { Outputs::Plain(results) } else { Outputs::Named(results) };
    Ok(Reference { options, inputs: parameters, outputs, remarks: reader.remarks })
}

/// The last word of a name.
pub(super) fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether the outputs are what a function with one result or a tuple has: `o0`, `o1`, ….
fn is_numbered(outputs: &BTreeMap<String, Slot>) -> bool {
    outputs.len() <= MOST_IN_A_TUPLE && (0..outputs.len()).all(|at| outputs.contains_key(&format!("o{at}")))
}

/// The outputs in the order of their names; of numbers, in that of the numbers.
fn in_order(outputs: &BTreeMap<String, Slot>) -> Vec<(&String, &Slot)> {
    let mut outputs: Vec<_> = outputs.iter().collect();
    let number = |name: &str| name.strip_prefix('o').and_then(|digits| digits.parse::<usize>().ok());
    outputs.sort_by_key(|(name, _)| (number(name), (*name).clone()));
    outputs
}

fn options(entity: &Registered, is_unpinned: bool) -> Result<Vec<(&'static str, String)>, String> {
    type Check = fn(&str) -> Result<(), aileron_grammar::Problem>;
    let version = if is_unpinned { "" } else { &entity.version };
    let parts: [(&'static str, &str, Check); 4] = [
        ("project", &entity.project, name::project),
        ("domain", &entity.domain, name::domain),
        ("name", &entity.name, name::entity),
        ("version", version, name::version),
    ];
    let mut options = Vec::new();
    for (part, text, check) in parts {
        check(text).map_err(|problem| problem.to_string())?;
        if !text.is_empty() {
            options.push((part, text.to_owned()));
        }
    }
    Ok(options)
}
