//! The source of a value: bindings, and the one fold over them.

use super::trace;
use crate::types::path::Step;
use aileron_grammar::Rule;
use aileron_idl::core::Literal;
use aileron_idl::map;
use std::collections::BTreeMap;

/// The source of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Binding {
    /// A value that exists when the workflow runs, or a part of it.
    Value {
        /// Where the whole value comes from.
        origin: Origin,
        /// The path to the part, from outside to inside; empty for the whole value.
        path: Vec<Step>,
    },
    /// A value that is known when the graph is traced.
    Constant(Literal),
    /// A list of such sources.
    List(Vec<Binding>),
    /// A map of such sources.
    Map(BTreeMap<String, Binding>),
}

/// Where a value comes from, within one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// An input of the block, by its index.
    Input(usize),
    /// An output of an earlier node of the block.
    Output {
        /// The index of the node.
        node: usize,
        /// The index of the output.
        output: usize,
    },
}

/// What becomes of each part of a binding. [`Binding::read`] calls these from the inside out.
pub(crate) trait Reader {
    /// What a binding becomes.
    type Out;
    /// A value, or a part of it.
    fn value(&mut self, origin: Origin, path: &[Step]) -> Self::Out;
    /// A constant.
    fn constant(&mut self, literal: &Literal) -> Self::Out;
    /// A list.
    fn list(&mut self, items: Vec<Self::Out>) -> Self::Out;
    /// A map.
    fn map(&mut self, items: BTreeMap<String, Self::Out>) -> Self::Out;
}

impl Binding {
    /// A whole value.
    pub(crate) fn of(origin: Origin) -> Self {
        Binding::Value { origin, path: Vec::new() }
    }

    /// Reads the binding: the only walk over one that makes something of it.
    pub(crate) fn read<R: Reader>(&self, reader: &mut R) -> R::Out {
        match self {
            Binding::Value { origin, path } => reader.value(*origin, path),
            Binding::Constant(literal) => reader.constant(literal),
            Binding::List(items) => {
                let items = items.iter().map(|item| item.read(reader)).collect();
                reader.list(items)
            }
            Binding::Map(items) => {
                let items = map(items.iter().map(|(key, item)| (key.clone(), item.read(reader))));
                reader.map(items)
            }
        }
    }

    /// The same binding with other values, as in another block.
    pub(crate) fn map_values(&self, moved: &mut impl FnMut(Origin, &[Step]) -> Binding) -> Binding {
        self.read(&mut Moved(moved))
    }

    /// A binding of a block as one of the block around it, where the inputs of the block have these sources.
    pub(crate) fn outside(&self, sources: &[Binding]) -> Binding {
        self.map_values(&mut |origin, path| match origin {
            Origin::Input(input) => match sources.get(input) {
                Some(Binding::Value { origin, path: outer }) => {
                    Binding::Value { origin: *origin, path: outer.iter().chain(path).cloned().collect() }
                }
                other => other.cloned().unwrap_or(Binding::of(origin)),
            },
            Origin::Output { .. } => Binding::Value { origin, path: path.to_vec() },
        })
    }

    /// Calls `found` with the origin of each value in it.
    pub(crate) fn origins(&self, found: &mut impl FnMut(Origin)) {
        match self {
            Binding::Value { origin, .. } => found(*origin),
            Binding::Constant(_) => {}
            Binding::List(items) => items.iter().for_each(|item| item.origins(found)),
            Binding::Map(items) => items.values().for_each(|item| item.origins(found)),
        }
    }

    /// The binding for a part of this value.
    #[track_caller]
    pub(super) fn part(self, step: Step) -> Self {
        match (self, step) {
            (Binding::Value { origin, mut path }, step) => {
                path.push(step);
                Binding::Value { origin, path }
            }
            (Binding::List(mut items), Step::Index(place)) if place < items.len() => items.swap_remove(place),
            (Binding::Map(mut items), Step::Key(key)) if items.contains_key(&key) => {
                items.remove(&key).unwrap_or(Binding::Constant(Literal::default()))
            }
            (whole, _) => {
                trace::report(
                    Rule::PromisePart,
                    "this constant has no such part, or the part can't be found in a workflow: take the part first"
                        .to_owned(),
                );
                whole
            }
        }
    }
}

/// Replaces the values of a binding.
struct Moved<'f, F>(&'f mut F);

impl<F: FnMut(Origin, &[Step]) -> Binding> Reader for Moved<'_, F> {
    type Out = Binding;
    fn value(&mut self, origin: Origin, path: &[Step]) -> Binding {
        (self.0)(origin, path)
    }
    fn constant(&mut self, literal: &Literal) -> Binding {
        Binding::Constant(literal.clone())
    }
    fn list(&mut self, items: Vec<Binding>) -> Binding {
        Binding::List(items)
    }
    fn map(&mut self, items: BTreeMap<String, Binding>) -> Binding {
        Binding::Map(items)
    }
}

impl Origin {
    /// The node that gives the value; none for an input.
    pub(crate) fn node(self) -> Option<usize> {
        match self {
            Origin::Input(_) => None,
            Origin::Output { node, .. } => Some(node),
        }
    }
}
