//! What a block takes from the block around it.

use super::block::{Scope, node_id};
use super::{Binding, Origin};
use crate::entity::Variable;
use crate::types::path::{Step, part_type};
use aileron_idl::core::LiteralType;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};

/// The inputs of a block, and the sources of them in the block around it. All arms of a branch share them.
#[derive(Default)]
pub(super) struct Captured {
    variables: Vec<Variable>,
    sources: Vec<Binding>,
    known: HashMap<(Origin, Vec<Step>), usize>,
    names: HashSet<String>,
    /// The nodes outside for which nodes of the block wait, without a value of them.
    after: Vec<usize>,
}

impl Captured {
    /// The inputs of a workflow, which come from outside of the graph.
    pub(super) fn inputs(variables: Vec<Variable>) -> Self {
        Captured { variables, ..Captured::default() }
    }

    /// The elements of lists, each with its list in the block around.
    pub(super) fn elements(elements: Vec<(Variable, Binding)>) -> Self {
        let names = elements.iter().map(|(element, _)| element.name.clone()).collect();
        let (variables, sources) = elements.into_iter().unzip();
        Captured { variables, sources, names, ..Captured::default() }
    }

    pub(super) fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The inputs and their sources, in one order, and the nodes for which the block waits.
    pub(super) fn into_parts(self) -> (Vec<Variable>, Vec<Binding>, Vec<usize>) {
        (self.variables, self.sources, self.after)
    }

    /// The block waits for a node outside: it can't wait for a part of a block, only the whole can.
    pub(super) fn wait_for(&mut self, node: usize) {
        self.after.push(node);
    }

    /// A binding of the block around this one, in terms of this block.
    pub(super) fn take(&mut self, binding: &Binding, outer: Scope<'_>) -> Binding {
        binding.map_values(&mut |origin, path| Binding::of(Origin::Input(self.input(origin, path, outer))))
    }

    /// The index of the input for this value.
    pub(super) fn input(&mut self, origin: Origin, path: &[Step], outer: Scope<'_>) -> usize {
        let key = (origin, path.to_vec());
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        let binding = Binding::Value { origin, path: path.to_vec() };
        let unknown: fn() -> Json = || Json::Null;
        let name = self.name(origin, path, outer);
        self.names.insert(name.clone());
        self.variables.push(Variable {
            name,
            ty: outer.type_of(&binding).unwrap_or_default(),
            doc: "".into(),
            schema: unknown,
            parameter: None,
        });
        self.sources.push(binding);
        self.known.insert(key, self.sources.len() - 1);
        self.sources.len() - 1
    }

    /// The name of the value outside, with its node and its path: `x`, `n0_o0`, `n0_o0_price`. No two are equal.
    fn name(&self, origin: Origin, path: &[Step], outer: Scope<'_>) -> String {
        let own = outer.variable(origin).map_or("", |variable| &variable.name);
        let mut name = match origin.node() {
            Some(node) => format!("{}_{own}", node_id(node)),
            None => own.to_owned(),
        };
        for step in path {
            name += "_";
            match step {
                Step::Key(key) => {
                    name.extend(key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
                }
                Step::Index(index) => name += &index.to_string(),
            }
        }
        let mut names = std::iter::once(name.clone()).chain((2..).map(|count| format!("{name}_{count}")));
        names.find(|name| !self.names.contains(name)).unwrap_or(name)
    }
}

impl Scope<'_> {
    /// The type of a value; none if only the value itself shows it.
    pub(super) fn type_of(self, binding: &Binding) -> Option<LiteralType> {
        let Binding::Value { origin, path } = binding else { return None };
        let whole = self.variable(*origin)?.ty.clone();
        path.iter().try_fold(whole, part_type)
    }
}
