//! Work whose values are read elsewhere: when specs are made, nobody else can see this machine's files.

use super::Context;
use std::cell::Cell;
use std::fmt;

thread_local! {
    static FOR_ANYWHERE: Cell<bool> = const { Cell::new(false) };
}

/// Does the work on this thread, for values that have to hold on every machine: a file, a directory or a table that only
/// this one has is no such value. What the work leaves on this machine goes when it ends.
pub(crate) fn for_anywhere<T>(work: impl FnOnce() -> T) -> T {
    let context = Context::local();
    let _before = Before(FOR_ANYWHERE.replace(true));
    let done = context.scope(work);
    context.files().remove(Vec::new);
    done
}

/// Refuses what only this machine has, where values have to hold on every one.
///
/// # Errors
/// When they have to: with the reason, and what to do instead.
pub(crate) fn only_here(what: impl fmt::Display) -> Result<(), String> {
    if !FOR_ANYWHERE.get() {
        return Ok(());
    }
    Err(format!(
        "{what} is only on this machine, and Flyte runs the workflow on others; name one in a store, such as \
         `s3://bucket/data.csv`, or make it an input, or have a task make it"
    ))
}

/// Restores what held before, also when the work panics.
struct Before(bool);

impl Drop for Before {
    fn drop(&mut self) {
        FOR_ANYWHERE.set(self.0);
    }
}
