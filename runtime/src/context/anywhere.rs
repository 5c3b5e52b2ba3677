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
    let context = Context::local(std::sync::Arc::default());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::FlyteType;
    use crate::{Directory, File};
    use std::collections::BTreeMap;

    fn told(value: impl FlyteType) -> String {
        let told = for_anywhere(|| value.into_literal()).err();
        told.map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_is_only_here_is_no_value_elsewhere() {
        let file = |place: &str| -> File { File::new(place) };
        for place in ["/data/a.csv", "a.csv", "file:///data/a.csv"] {
            assert!(
                told(file(place)).contains("a.csv` is only on this machine, "),
                "{place}: {}",
                told(file(place))
            );
            assert!(told(<Directory>::new(place)).contains("a.csv` is only on this machine, "), "{place}");
            assert!(told(vec![file("s3://b/a"), file(place)]).starts_with("at [1]: `"), "{place}");
            assert!(told(Some(file(place))).contains("is only on this machine"), "{place}");
            assert!(
                told(BTreeMap::from([("a".to_owned(), file(place))])).starts_with("at [\"a\"]: `"),
                "{place}"
            );
        }
        assert_eq!(told(vec![file("s3://bucket/a.csv"), file("https://host/a.csv")]), "");
        assert_eq!(told(Some(<Directory>::new("gs://bucket/a"))), "");
    }

    #[cfg(feature = "dataset")]
    #[test]
    fn no_table_of_this_machine_is_a_value_elsewhere() {
        use crate::StructuredDataset;
        let table = |place: &str| -> StructuredDataset { StructuredDataset::new(place) };
        assert!(told(table("/data/a.parquet")).contains("`/data/a.parquet` is only on this machine, "));
        assert!(told(vec![table("a.parquet")]).starts_with("at [0]: `a.parquet` is only on this machine, "));
        assert_eq!(told(table("s3://bucket/a")), "");
    }

    #[cfg(feature = "polars")]
    #[test]
    fn no_table_in_memory_is_a_value_elsewhere() {
        assert!(
            told(crate::polars::prelude::DataFrame::default())
                .starts_with("this table is only on this machine, ")
        );
    }

    #[test]
    fn what_holds_ends_with_the_work() {
        let file: File = File::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        let panics = std::panic::catch_unwind(|| for_anywhere(|| panic!("on purpose")));
        assert!(panics.is_err() && file.into_literal().is_ok());
    }
}
