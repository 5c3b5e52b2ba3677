//! What a block takes from the block around it.

use super::block::Scope;
use super::{Binding, Origin};
use crate::entity::Variable;
use crate::types::path::{Step, part_type};
use aileron_idl::core::LiteralType;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The inputs of a block, and the sources of them in the block around it. All arms of a branch share them.
#[derive(Default)]
pub(super) struct Captured {
    variables: Vec<Variable>,
    sources: Vec<Binding>,
    /// How many of the first inputs are elements of their sources, and not these themselves.
    elements: usize,
    /// Made when there are many.
    index: Option<Box<Index>>,
    /// The nodes outside for which nodes of the block wait, without a value of them.
    after: Vec<usize>,
}

/// Finds values and names among many.
struct Index {
    inputs: HashMap<(Origin, Vec<Step>), usize>,
    names: HashSet<String>,
}

/// Up to so many inputs are searched one after another: most branches have two or three, and a table of them would
/// cost more than all the rest.
const FEW: usize = 16;

impl Captured {
    /// The inputs of a workflow, which come from outside of the graph.
    pub(super) fn inputs(variables: Vec<Variable>) -> Self {
        Captured { variables, ..Captured::default() }
    }

    /// The elements of lists, each with its list in the block around.
    pub(super) fn elements(elements: Vec<(Variable, Binding)>) -> Self {
        let count = elements.len();
        let (variables, sources) = elements.into_iter().unzip();
        Captured { variables, sources, elements: count, ..Captured::default() }
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
    pub(super) fn take(&mut self, binding: Binding, outer: Scope<'_>) -> Binding {
        match binding {
            Binding::Value { origin, path } => Binding::of(Origin::Input(self.input(origin, path, outer))),
            several => several.map_values(&mut |origin, path| {
                Binding::of(Origin::Input(self.input(origin, path.to_vec(), outer)))
            }),
        }
    }

    /// The index of the input for this value.
    pub(super) fn input(&mut self, origin: Origin, path: Vec<Step>, outer: Scope<'_>) -> usize {
        if self.sources.len() >= FEW && self.index.is_none() {
            self.index = Some(Box::new(Index::of(self)));
        }
        let source = Binding::Value { origin, path };
        if let Some(input) = self.find(&source) {
            return input;
        }
        let input = self.sources.len();
        let name = self.name(&source, outer);
        if let Some(index) = &mut self.index {
            index.add(&source, input);
            index.names.insert(name.clone());
        }
        if self.sources.is_empty() {
            // Most branches take two values or fewer, and a vector begins with room for four.
            self.variables.reserve_exact(2);
            self.sources.reserve_exact(2);
        }
        self.variables.push(Variable::of_value(name, outer.type_of(&source).unwrap_or_default()));
        self.sources.push(source);
        input
    }

    fn find(&self, source: &Binding) -> Option<usize> {
        if let (Some(index), Binding::Value { origin, path }) = (&self.index, source) {
            index.inputs.get(&(*origin, path.clone())).copied()
        } else {
            let mut whole = self.sources.iter().enumerate().skip(self.elements);
            whole.find(|(_, known)| *known == source).map(|(input, _)| input)
        }
    }

    /// The name of the value outside, with its node and its path: `x`, `n0_o0`, `n0_o0_price`. No two are equal.
    fn name(&self, source: &Binding, outer: Scope<'_>) -> String {
        let Binding::Value { origin, path } = source else { return String::new() };
        let own = outer.variable(*origin).map_or("", |variable| &variable.name);
        let mut name = String::with_capacity(own.len() + "n0000_".len());
        if let Some(node) = origin.node() {
            name += "n";
            push_number(&mut name, node);
            name += "_";
        }
        name += own;
        for step in path {
            name += "_";
            match step {
                Step::Key(key) => {
                    name.extend(key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
                }
                Step::Index(index) => push_number(&mut name, *index),
            }
        }
        if !self.has(&name) {
            return name;
        }
        let mut others = (2..).map(|count| format!("{name}_{count}"));
        others.find(|other| !self.has(other)).unwrap_or_default()
    }

    fn has(&self, name: &str) -> bool {
        match &self.index {
            Some(index) => index.names.contains(name),
            None => self.variables.iter().any(|variable| variable.name == name),
        }
    }
}

/// Formatting takes longer than all else about a name.
pub(super) fn push_number(name: &mut String, number: usize) {
    if number > 9 {
        push_number(name, number / 10);
    }
    name.push(char::from(b"0123456789"[number % 10]));
}

impl Index {
    fn of(captured: &Captured) -> Self {
        let names = captured.variables.iter().map(|variable| variable.name.clone()).collect();
        let mut index = Index { inputs: HashMap::new(), names };
        let sources = captured.sources.iter().enumerate().skip(captured.elements);
        sources.for_each(|(input, source)| index.add(source, input));
        index
    }

    fn add(&mut self, source: &Binding, input: usize) {
        if let Binding::Value { origin, path } = source {
            self.inputs.insert((*origin, path.clone()), input);
        }
    }
}

impl Scope<'_> {
    /// The type of a value; none if only the value itself shows it.
    pub(super) fn type_of(self, binding: &Binding) -> Option<Arc<LiteralType>> {
        let Binding::Value { origin, path } = binding else { return None };
        let whole = &self.variable(*origin)?.ty;
        if path.is_empty() {
            return Some(Arc::clone(whole));
        }
        path.iter().try_fold(&**whole, part_type).cloned().map(Arc::new)
    }
}
