//! Rust source for what is registered already: a package of any SDK becomes signatures of references, and the structs and enums
//! that they need.
//!
//! A type is written only if it is the same for Flyte's compiler: what the derive would make of it is computed here
//! (`wire.rs`) and compared with what is registered, by the compiler's own rules.

mod declared;
mod default;
mod entity;
mod interface;
mod names;
mod own;
mod read;
mod rust;
#[cfg(feature = "remote")]
mod server;
mod source;
mod spelling;
#[cfg(test)]
mod tests;
mod text;
mod wire;

pub(crate) use entity::names_in;
pub(crate) use names::is_path;
#[cfg(feature = "remote")]
pub(crate) use server::{names_on, package_from};

use crate::check::Package;
use crate::spec::Ids;
use declared::Declared;
use std::collections::BTreeSet;

/// What is written, and how.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// The names of what is wanted; none for all.
    pub(crate) only: Option<BTreeSet<String>>,
    /// What fills the parts of ids that a package leaves open.
    pub(crate) ids: Ids,
    /// Whether the references leave the version out.
    pub(crate) is_unpinned: bool,
    /// Further derives of all types, as paths.
    pub(crate) derives: Vec<String>,
}

/// The source, and what a person should know about it.
#[derive(Debug)]
pub(crate) struct Bindings {
    pub(crate) source: String,
    /// How many references there are.
    pub(crate) count: usize,
    /// What was left out or is carried as JSON, and why.
    pub(crate) notes: Vec<String>,
}

/// Writes the references to what a package holds.
pub(crate) fn of(package: &Package, options: &Options) -> Bindings {
    let mut declared = Declared::default();
    let (mut references, mut notes, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for entity in entity::of(package, &options.ids) {
        if options.only.as_ref().is_some_and(|only| !only.contains(&entity.name)) {
            continue;
        }
        let title = format!("the {} `{}`", entity.kind.text(), entity.name);
        match interface::read(&entity, &mut declared, options.is_unpinned) {
            Ok(reference) => {
                let remarks = reference.remarks.iter();
                notes.extend(remarks.map(|remark| format!("{title}: {remark}")));
                references.push((entity, reference));
            }
            Err(why) => {
                notes.push(format!("{title} is left out: {why}"));
                left_out.push(format!("{title}: {why}"));
            }
        }
    }
    let count = references.len();
    let source = source::write(&references, &left_out, &declared, &options.derives);
    Bindings { source, count, notes }
}
