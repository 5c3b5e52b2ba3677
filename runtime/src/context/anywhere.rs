//! Work whose values other machines will read, as when specs are made: no other machine has this machine's files.

use super::Context;
use std::cell::Cell;
use std::fmt;

thread_local! {
    static FOR_ANYWHERE: Cell<bool> = const { Cell::new(false) };
}

/// Does the work on this thread, for values that must hold on every machine: a file, directory or table that only
/// this machine has is then refused. Files that the work leaves on this machine are removed when it ends.
pub(crate) fn for_anywhere<T>(work: impl FnOnce() -> T) -> T {
    let context = Context::local(std::sync::Arc::default());
    let _before = Before(FOR_ANYWHERE.replace(true));
    let done = context.scope(work);
    context.files().remove(Vec::new);
    done
}

/// Refuses a value that only this machine has, if values must hold on every machine.
///
/// # Errors
/// Says what only this machine has, why that is wrong, and what to do instead.
pub(crate) fn only_here(what: impl fmt::Display) -> Result<(), String> {
    if !FOR_ANYWHERE.get() {
        return Ok(());
    }
    Err(format!(
        "{what} is only on this machine, but Flyte runs the workflow on others; use one in a store, such as \
         `s3://bucket/data.csv`, make it an input, or create it in a task"
    ))
}

/// Restores the state before the work, even if the work panics.
struct Before(bool);

impl Drop for Before {
    fn drop(&mut self) {
        FOR_ANYWHERE.set(self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::FlyteType;
    use crate::{Directory, File};
    use std::collections::BTreeMap;

    fn problem(value: impl FlyteType) -> String {
        let error = for_anywhere(|| value.into_literal()).err();
        error.map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_file_of_this_machine_is_refused_for_other_machines() {
        let file = |place: &str| -> File { File::new(place) };
        for place in ["/data/a.csv", "a.csv", "file:///data/a.csv"] {
            assert!(
                problem(file(place)).contains("a.csv` is only on this machine, "),
                "{place}: {}",
                problem(file(place))
            );
            assert!(problem(<Directory>::new(place)).contains("a.csv` is only on this machine, "), "{place}");
            assert!(problem(vec![file("s3://b/a"), file(place)]).starts_with("at [1]: `"), "{place}");
            assert!(problem(Some(file(place))).contains("is only on this machine"), "{place}");
            assert!(
                problem(BTreeMap::from([("a".to_owned(), file(place))])).starts_with("at [\"a\"]: `"),
                "{place}"
            );
        }
        assert_eq!(problem(vec![file("s3://bucket/a.csv"), file("https://host/a.csv")]), "");
        assert_eq!(problem(Some(<Directory>::new("gs://bucket/a"))), "");
    }

    #[cfg(feature = "dataset")]
    #[test]
    fn a_table_of_this_machine_is_refused_for_other_machines() {
        use crate::StructuredDataset;
        let table = |place: &str| -> StructuredDataset { StructuredDataset::new(place) };
        assert!(problem(table("/data/a.parquet")).contains("`/data/a.parquet` is only on this machine, "));
        assert!(
            problem(vec![table("a.parquet")]).starts_with("at [0]: `a.parquet` is only on this machine, ")
        );
        assert_eq!(problem(table("s3://bucket/a")), "");
    }

    #[cfg(feature = "polars")]
    #[test]
    fn a_table_in_memory_is_refused_for_other_machines() {
        assert!(
            problem(crate::polars::prelude::DataFrame::default())
                .starts_with("this table is only on this machine, ")
        );
    }

    #[test]
    fn the_state_is_restored_after_the_work() {
        let file: File = File::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        let panics = std::panic::catch_unwind(|| for_anywhere(|| panic!("on purpose")));
        assert!(panics.is_err() && file.into_literal().is_ok());
    }
}
