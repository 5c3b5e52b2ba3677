//! The structs and enums of the source, each once.

use super::rust::{Rust, Shape};
use std::collections::BTreeSet;

/// The types that the source may declare. Equal ones are one.
#[derive(Debug, Default)]
pub(super) struct Declared {
    types: Vec<Own>,
}

/// A type of the source itself.
#[derive(Debug)]
pub(super) struct Own {
    /// The name that it should have: another type may have it.
    pub(super) wish: String,
    pub(super) shape: Shape,
    pub(super) doc: String,
}

impl Declared {
    /// The place of the type.
    pub(super) fn place_of(&mut self, wish: &str, shape: Shape, doc: &str) -> usize {
        if let Some(place) = self.types.iter().position(|own| own.shape == shape) {
            return place;
        }
        self.types.push(Own { wish: wish.to_owned(), shape, doc: doc.to_owned() });
        self.types.len() - 1
    }

    pub(super) fn at(&self, place: usize) -> &Own {
        &self.types[place]
    }

    /// The places of all types that these need.
    pub(super) fn needed<'r>(&'r self, types: impl IntoIterator<Item = &'r Rust>) -> BTreeSet<usize> {
        let (mut needed, mut open) = (BTreeSet::new(), Vec::new());
        types.into_iter().for_each(|ty| ty.each(&mut |ty| open.extend(place(ty))));
        while let Some(place_of_type) = open.pop() {
            if needed.insert(place_of_type) {
                self.at(place_of_type).shape.each(&mut |ty| open.extend(place(ty)));
            }
        }
        needed
    }

    /// Whether any type within it is one for which that holds.
    pub(super) fn any(&self, ty: &Rust, is_it: fn(&Rust) -> bool) -> bool {
        let mut found = false;
        ty.each(&mut |ty| found |= is_it(ty));
        let needed = self.needed([ty]);
        for place in needed {
            self.at(place).shape.each(&mut |ty| found |= is_it(ty));
        }
        found
    }
}

/// The type of the source that a type names.
fn place(ty: &Rust) -> Option<usize> {
    match ty {
        Rust::Own(place) | Rust::Dataset(Some(place), _) => Some(*place),
        _ => None,
    }
}
