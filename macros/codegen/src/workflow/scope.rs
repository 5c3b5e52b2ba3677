//! Which variables hold promises while the graph is traced.

use super::shape::Shape;
use crate::names::MapOrder;
use std::collections::HashMap;
use syn::Ident;

#[derive(Clone)]
pub(super) struct Variable {
    pub(super) kind: Shape,
    /// The order, if it is a map.
    map: Option<MapOrder>,
    /// The list of which it is an element, by reference: the list then holds what the element is assigned.
    list: Option<Ident>,
    pub(super) bound_by: BoundBy,
    place: usize,
    /// Whether it has a value.
    pub(super) is_set: bool,
}

/// Where a variable gets its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BoundBy {
    /// It is an input of the workflow.
    Input,
    /// `let`
    Let,
    /// The pattern of a loop, of an `if let` or of a `match`.
    Pattern,
}

/// The variables in sight, innermost scope last. Each place that declares one has a number, the same in every walk.
#[derive(Default)]
pub(super) struct Scopes {
    open: Vec<HashMap<String, Variable>>,
    places: usize,
    /// What a place is assigned further down, as far as the walks have seen.
    given: HashMap<usize, Shape>,
    learnt: bool,
}

impl Scopes {
    pub(super) fn restart(&mut self) {
        self.open = vec![HashMap::new()];
        self.places = 0;
        self.learnt = false;
    }

    /// Whether this walk found a variable to hold promises that was not known to.
    pub(super) fn learnt(&self) -> bool {
        self.learnt
    }

    pub(super) fn enter(&mut self) {
        self.open.push(HashMap::new());
    }

    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    /// Declares a variable, and returns its kind: the given one, widened by what earlier walks learnt.
    pub(super) fn declare(&mut self, name: &Ident, kind: Shape) -> Shape {
        let place = self.places;
        self.places += 1;
        let kind = match self.given.get(&place) {
            Some(given) => kind.clone().join(given.clone()).unwrap_or(kind),
            None => kind,
        };
        if let Some(scope) = self.open.last_mut() {
            let variable = Variable {
                kind: kind.clone(),
                map: None,
                list: None,
                bound_by: BoundBy::Pattern,
                place,
                is_set: true,
            };
            scope.insert(name.to_string(), variable);
        }
        kind
    }

    /// How many scopes are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The scope that declares a variable, from outside.
    pub(super) fn depth_of(&self, name: &Ident) -> Option<usize> {
        let name = name.to_string();
        self.open.iter().rposition(|scope| scope.contains_key(&name))
    }

    /// The variable that was declared last under this name has no value yet.
    pub(super) fn is_unset(&mut self, name: &Ident) {
        if let Some(variable) = self.last(name) {
            variable.is_set = false;
        }
    }

    /// The variable is assigned a value.
    pub(super) fn is_set(&mut self, name: &Ident) {
        let name = name.to_string();
        if let Some(variable) = self.open.iter_mut().rev().find_map(|scope| scope.get_mut(&name)) {
            variable.is_set = true;
        }
    }

    /// The variable that was declared last under this name is a map.
    pub(super) fn is_map(&mut self, name: &Ident, order: MapOrder) {
        if let Some(variable) = self.last(name) {
            variable.map = Some(order);
        }
    }

    /// The variable that was declared last under this name is an element of a list.
    pub(super) fn is_element(&mut self, name: &Ident, list: &Ident) {
        if let Some(variable) = self.last(name) {
            variable.list = Some(list.clone());
        }
    }

    /// The variable that was declared last under this name gets its value there.
    pub(super) fn is_bound_by(&mut self, name: &Ident, bound_by: BoundBy) {
        if let Some(variable) = self.last(name) {
            variable.bound_by = bound_by;
        }
    }

    fn last(&mut self, name: &Ident) -> Option<&mut Variable> {
        self.open.last_mut()?.get_mut(&name.to_string())
    }

    pub(super) fn find(&self, name: &Ident) -> Option<&Variable> {
        let name = name.to_string();
        self.open.iter().rev().find_map(|scope| scope.get(&name))
    }

    /// The variable is assigned a value of this kind. Returns the kind that it must have, if one can hold both.
    pub(super) fn give(&mut self, name: &Ident, kind: Shape) -> Option<Shape> {
        let variable = self.find(name)?.clone();
        if let Some(list) = variable.list.as_ref().filter(|list| *list != name) {
            self.give(list, self.holding(list, kind.clone()))?;
        }
        let wanted = variable.kind.clone().join(kind)?;
        if wanted != variable.kind {
            self.learnt |= self.given.insert(variable.place, wanted.clone()).as_ref() != Some(&wanted);
        }
        Some(wanted)
    }

    /// What the variable is once it holds an element of this kind.
    pub(super) fn holding(&self, name: &Ident, element: Shape) -> Shape {
        match self.find(name).and_then(|variable| variable.map) {
            Some(order) => Shape::map(order, element),
            None => Shape::several(element),
        }
    }
}
