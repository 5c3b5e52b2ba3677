//! Queries for services without a plugin of their own here.

use aileron::plugin::{Dialect, Error, Plugin, PluginTask, SerializationSettings, work};
use serde_json::Value;
use std::collections::BTreeMap;

/// A query for any service. Flyte finds the plugin or connector that runs it by the task type.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::Query;
///
/// /// Creates a table for this attempt.
/// #[query_task(
///     plugin = Query::new("acme-warehouse").config([("cluster", "reports")]),
///     query = "CREATE TABLE {{.perRetryUniqueKey}} AS SELECT * FROM sales WHERE cents > {{.inputs.least}}",
/// )]
/// fn keep(least: i64);
/// ```
///
/// A plugin in propeller fills in the placeholders, as [`render`](aileron::arguments::render) does. A connector gets the
/// query with its placeholders, and must fill them in itself.
///
/// # Errors
/// When specs are made: the tasks of this type run in containers, such as those of `python-task` or flytekit's `sqlite`, and
/// a query has no container; or `custom` is not an object.
#[derive(Clone, Debug)]
pub struct Query {
    task_type: String,
    task_type_version: i32,
    dialect: Dialect,
    custom: Value,
    config: BTreeMap<String, String>,
}

impl Query {
    /// A query for the plugin or connector of this task type.
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
        /// The version of the task type. The default is 0.
        task_type_version: i32,
        /// The SQL dialect. The default is ANSI SQL.
        dialect: Dialect,
    }

    setters! {
        /// The `custom` of the task's template: an object for the service.
        custom: Value,
    }

    /// Entries of the `config` of the task's template.
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
