//! All that an attribute says.

use super::entry::{OptionEntry, parse};
use super::table::Reading;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use std::cell::Cell;

/// The entries of an attribute.
pub(crate) struct Entries {
    all: Vec<OptionEntry>,
    /// Whether nothing of the attribute was refused, so that what is not there was left out.
    legible: Cell<bool>,
}

impl Entries {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let all = parse(tokens, errors);
        Entries { all, legible: Cell::new(errors.is_empty()) }
    }

    /// Runs what reads the entries, and notes whether it refused any.
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
