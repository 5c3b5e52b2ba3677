//! The entries of an attribute.

use super::entry::{OptionEntry, parse};
use super::table::Reading;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use std::cell::Cell;

/// The entries of an attribute.
pub(crate) struct Entries {
    all: Vec<OptionEntry>,
    /// Whether every entry could be read. Only then is an absent option one that the user left out.
    legible: Cell<bool>,
}

impl Entries {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let all = parse(tokens, errors);
        Entries { all, legible: Cell::new(errors.is_empty()) }
    }

    /// Runs a reader of the entries, and remembers whether it reported an error.
    pub(crate) fn watch(&self, errors: &mut Errors, read: impl FnOnce(&mut Errors)) {
        let before = errors.count();
        read(errors);
        self.legible.set(self.legible.get() && errors.count() == before);
    }

    pub(crate) fn reading<'e>(&'e self, inputs: &'e [String]) -> Reading<'e> {
        Reading::new(&self.all, inputs)
    }

    pub(crate) fn get(&self, key: &str) -> Option<&OptionEntry> {
        self.all.iter().find(|entry| entry.key == key)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether the option was left out.
    pub(crate) fn lacks(&self, key: &str) -> bool {
        self.legible.get() && !self.has(key)
    }
}
