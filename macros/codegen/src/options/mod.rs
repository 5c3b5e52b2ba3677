//! The options of the attributes: their forms, the tables that read them, and the settings that they become.

mod cache;
mod elsewhere;
mod entries;
mod entry;
mod given;
mod gpu;
mod resources;
mod secrets;
pub(crate) mod settings;
mod table;

pub(crate) use entries::Entries;
pub(crate) use entry::{OptionEntry, Value};
pub(crate) use given::{Check, Given};
pub(crate) use table::{OptionKind, Reading, Row};

use crate::errors::Errors;

/// The options of one attribute, read by its tables.
pub(crate) trait Options: Default {
    const KIND: OptionKind;

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e>;
}

#[cfg(test)]
mod tests {
    use super::elsewhere::OPTIONS;
    use super::entry::parse;
    use super::table::Key;
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Each attribute and its options.
    fn attributes() -> [(&'static str, Vec<&'static Key>); 9] {
        [
            ("task", keys::<crate::task::TaskOptions>()),
            ("container_task", keys::<crate::container::ContainerOptions>()),
            ("query_task", keys::<crate::query::QueryOptions>()),
            ("shell_task", keys::<crate::shell::ShellOptions>()),
            ("reference_task", keys::<crate::reference::ReferenceOptions>()),
            ("workflow", keys::<crate::workflow::WorkflowOptions>()),
            ("dynamic", keys::<crate::dynamic::DynamicOptions>()),
            ("launch_plan", keys::<crate::launch_plan::LaunchPlanOptions>()),
            ("node", node_keys()),
        ]
    }

    /// Those of `#[node]`, which is no entity.
    fn node_keys() -> Vec<&'static Key> {
        crate::workflow::NodeOptions::default().read(Reading::new(&[], &[]), &mut Errors::default()).known()
    }

    fn keys<O: Options>() -> Vec<&'static Key> {
        let mut errors = Errors::default();
        let reading = crate::entity::known(Reading::new(&[], &[]));
        O::default().read(reading, &mut errors).known()
    }

    /// The options that the docs of each attribute list in their table, and those that they take over from `task`.
    fn documented() -> BTreeMap<String, BTreeSet<String>> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../runtime/src/attributes.rs");
        let source = std::fs::read_to_string(path).expect("the docs of the attributes");
        let mut attributes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut keys = BTreeSet::new();
        for line in source.lines() {
            if let Some(attribute) = line.strip_prefix("pub use aileron_macros::") {
                attributes.insert(attribute.trim_end_matches(';').to_owned(), std::mem::take(&mut keys));
            }
            let text = line.strip_prefix("/// ").unwrap_or_default();
            if let Some(row) = text.strip_prefix("| ").filter(|row| row.starts_with('`')) {
                keys.extend(row.split(" | ").next().into_iter().flat_map(codes));
            }
            if let Some(rest) = text.strip_prefix("Those of [a task](macro@crate::task#options) but ") {
                let (without, more) = rest.split_once(", and ").expect("what there is besides");
                let without: BTreeSet<String> = codes(without).collect();
                keys.extend(attributes["task"].difference(&without).cloned());
                keys.extend(codes(more));
            }
        }
        attributes
    }

    /// The first word of each text in backquotes.
    fn codes(text: &str) -> impl Iterator<Item = String> {
        let word = |code: &str| {
            code.split(|c: char| !c.is_alphanumeric() && !"_-".contains(c)).next().map(str::to_owned)
        };
        text.split('`').skip(1).step_by(2).filter_map(word)
    }

    #[test]
    fn the_docs_list_the_options_that_there_are() {
        let documented = documented();
        for (attribute, keys) in attributes() {
            let keys: BTreeSet<String> = keys.iter().map(|key| key.name.to_owned()).collect();
            assert_eq!(documented[attribute], keys, "{attribute}");
        }
    }

    #[test]
    fn what_is_elsewhere_is_what_the_tables_have() {
        let mut seen = BTreeSet::new();
        let mut first = Vec::new();
        for (attribute, keys) in attributes() {
            let new: BTreeSet<&str> =
                keys.iter().map(|key| key.name).filter(|name| seen.insert(*name)).collect();
            first.push((attribute, new));
        }
        first.retain(|(_, names)| !names.is_empty());
        let listed = OPTIONS.map(|(attribute, names)| (attribute, names.iter().copied().collect()));
        assert_eq!(listed.to_vec(), first);
    }

    #[test]
    fn the_docs_list_the_keys_of_the_manifest() {
        let keys: BTreeSet<String> = crate::manifest::keys().map(str::to_owned).collect();
        assert_eq!(documented()["main"], keys);
    }

    #[test]
    fn each_form_is_one_that_can_be_read() {
        for (attribute, keys) in attributes() {
            for key in keys {
                let mut errors = Errors::default();
                let entries = parse(key.form.parse().expect("tokens"), &mut errors);
                assert!(errors.is_empty() && entries.len() == 1, "{}", key.form);
                assert_eq!(entries[0].key, key.name, "{attribute}");
            }
        }
    }

    #[test]
    fn no_option_is_there_twice() {
        for (attribute, keys) in attributes() {
            let names: BTreeSet<&str> = keys.iter().map(|key| key.name).collect();
            assert_eq!(names.len(), keys.len(), "{attribute}");
        }
    }
}
