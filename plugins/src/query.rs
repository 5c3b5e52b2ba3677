//! Queries of a service that has no plugin here.

use aileron::plugin::{Dialect, Error, Plugin, PluginTask, SerializationSettings, work};
use serde_json::Value;
use std::collections::BTreeMap;

/// A query of any service: what runs it is found by a type of task, as your own plugin or connector is registered.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::Query;
///
/// /// Makes a table of this attempt's own.
/// #[query_task(
///     plugin = Query::new("acme-warehouse").config([("cluster", "reports")]),
///     query = "CREATE TABLE {{.perRetryUniqueKey}} AS SELECT * FROM sales WHERE cents > {{.inputs.least}}",
/// )]
/// fn keep(least: i64);
/// ```
///
/// A plugin within propeller fills in the placeholders, as [`render`](aileron::arguments::render) does; a connector gets
/// them as they are, and does the same if it is to.
///
/// # Errors
/// A type whose tasks run in containers, such as `python-task` or flytekit's own `sqlite`: a query has none. What is no
/// object.
#[derive(Clone, Debug)]
pub struct Query {
    task_type: String,
    task_type_version: i32,
    dialect: Dialect,
    custom: Value,
    config: BTreeMap<String, String>,
}

impl Query {
    /// Queries for whatever runs tasks of that type.
    #[must_use]
    pub fn new(task_type: impl Into<String>) -> Self {
        Query {
            task_type: task_type.into(),
            task_type_version: 0,
            dialect: Dialect::Ansi,
            custom: Value::Null,
            config: BTreeMap::new(),
        }
    }

    exact_setters! {
        /// The version of the type; 0 if it isn't said.
        task_type_version: i32,
        /// The dialect; ANSI SQL if it isn't said.
        dialect: Dialect,
    }

    setters! {
        /// What else the service understands, an object.
        custom: Value,
    }

    /// More of it, as texts.
    #[must_use]
    pub fn config<K: Into<String>, V: Into<String>>(
        mut self,
        texts: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.config.extend(texts.into_iter().map(|(name, text)| (name.into(), text.into())));
        self
    }
}

impl Plugin for Query {
    type Work = work::Query;

    fn task_type(&self) -> &str {
        &self.task_type
    }

    fn task_type_version(&self) -> i32 {
        self.task_type_version
    }

    fn custom(&self, _: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
        Ok(self.custom.clone())
    }

    fn config(&self) -> BTreeMap<String, String> {
        self.config.clone()
    }

    fn dialect(&self) -> Option<Dialect> {
        Some(self.dialect)
    }
}
