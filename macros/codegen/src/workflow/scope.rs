//! Which variables hold promises while the graph is traced.

use std::collections::{HashMap, HashSet};
use syn::Ident;

/// What an expression is worth while the graph is traced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// An ordinary value, there when the graph is traced.
    Constant,
    /// A promise, or the tuple of promises that a call gives.
    Promise,
    /// Something with promises in it: a vector, a tuple, an option.
    Holder,
}

impl Kind {
    pub(super) fn is_constant(self) -> bool {
        self == Kind::Constant
    }

    /// The kind of something made of both.
    pub(super) fn or(self, other: Kind) -> Kind {
        match (self, other) {
            (Kind::Constant, kind) | (kind, Kind::Constant) => kind,
            (Kind::Promise, Kind::Promise) => Kind::Promise,
            _ => Kind::Holder,
        }
    }

    /// The kind of a structure around it.
    pub(super) fn held(self) -> Kind {
        if self.is_constant() { Kind::Constant } else { Kind::Holder }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Variable {
    pub(super) kind: Kind,
    place: usize,
}

/// The variables in sight, innermost scope last. Each place that declares one has a number, the same in every walk.
#[derive(Default)]
pub(super) struct Scopes {
    open: Vec<HashMap<String, Variable>>,
    places: usize,
    promised: HashMap<usize, Kind>,
    known: HashSet<usize>,
}

impl Scopes {
    pub(super) fn restart(&mut self) {
        self.open = vec![HashMap::new()];
        self.places = 0;
        self.known = self.promised.keys().copied().collect();
    }

    /// Whether this walk found a variable to hold promises that was not known to.
    pub(super) fn learnt(&self) -> bool {
        self.promised.len() > self.known.len()
    }

    pub(super) fn enter(&mut self) {
        self.open.push(HashMap::new());
    }

    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    /// Declares a variable and gives the kind it has: the given one, or what an earlier walk learnt.
    pub(super) fn declare(&mut self, name: &Ident, kind: Kind) -> Kind {
        let place = self.places;
        self.places += 1;
        let kind = if kind.is_constant() { self.promised.get(&place).copied().unwrap_or(kind) } else { kind };
        if let Some(scope) = self.open.last_mut() {
            scope.insert(name.to_string(), Variable { kind, place });
        }
        kind
    }

    pub(super) fn find(&self, name: &Ident) -> Option<Variable> {
        let name = name.to_string();
        self.open.iter().rev().find_map(|scope| scope.get(&name)).copied()
    }

    /// The variable is given something of this kind.
    pub(super) fn receives(&mut self, variable: Variable, kind: Kind) {
        if variable.kind.is_constant() && !kind.is_constant() {
            self.promised.entry(variable.place).or_insert(kind);
        }
    }
}
