//! Snowflake, a data warehouse.

use crate::problems::Problems;
use aileron::plugin::{Dialect, Error, Parameters, Plugin, PluginTask, SerializationSettings, work};
use serde_json::Value;
use std::collections::BTreeMap;

/// A query that Snowflake runs.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::Snowflake;
///
/// /// Deletes old days.
/// #[query_task(
///     plugin = Snowflake::new("ACME-MAIN").user("FLYTE").database("SALES").schema("PUBLIC").warehouse("SMALL"),
///     query = "DELETE FROM days WHERE day < %(since)s",
/// )]
/// fn forget(since: String);
/// ```
///
/// The connector of flytekit's plugin calls Snowflake, with a key of its own. Snowflake's driver inserts the inputs,
/// `%(since)s`, and quotes them. It does not fill in placeholders. In a query with inputs, write `%%` for a `%`. The rows
/// stay in Snowflake, and the output `results` is their address, `snowflake://…/QUERY`. A task in Python can read it; in
/// Rust, call Snowflake's API.
///
/// The older plugin in propeller fills in placeholders instead. If your installation uses that one, write a
/// [`Query`](crate::Query) of the type `snowflake` with the same five settings as its `config`.
///
/// # Errors
/// When specs are made, if one of the five settings is missing: the connector needs all of them.
#[derive(Clone, Debug)]
pub struct Snowflake {
    account: String,
    user: String,
    database: String,
    schema: String,
    warehouse: String,
}

impl Snowflake {
    /// A query of an account, `ORGANIZATION-NAME`.
    #[must_use]
    pub fn new(account: impl Into<String>) -> Self {
        let none = String::new;
        Snowflake {
            account: account.into(),
            user: none(),
            database: none(),
            schema: none(),
            warehouse: none(),
        }
    }

    setters! {
        /// The user.
        user: String,
        /// The database.
        database: String,
        /// The schema within it.
        schema: String,
        /// The warehouse, which runs the query.
        warehouse: String,
    }
}

impl Plugin for Snowflake {
    type Work = work::Query;

    const PARAMETERS: Parameters = Parameters::Percent;

    fn task_type(&self) -> &'static str {
        "snowflake"
    }

    fn custom(&self, _: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
        let missing = self.config().into_iter().filter(|(_, text)| text.is_empty()).map(|(name, _)| name);
        let mut problems = Problems::default();
        problems.extend(missing.map(|name| match &*name {
            "account" => "the account is missing; write `Snowflake::new(\"ORGANIZATION-NAME\")`".to_owned(),
            name => format!("the {name} is missing; write `.{name}(\"…\")`"),
        }));
        problems.end(Some(Value::Null))
    }

    fn config(&self) -> BTreeMap<String, String> {
        let texts = [
            ("user", &self.user),
            ("account", &self.account),
            ("database", &self.database),
            ("schema", &self.schema),
            ("warehouse", &self.warehouse),
        ];
        texts.into_iter().map(|(name, text)| (name.to_owned(), text.clone())).collect()
    }

    /// flytekit counts the dialects from 0, which on the wire means undefined (`models/task.py`).
    fn dialect(&self) -> Option<Dialect> {
        Some(Dialect::Undefined)
    }
}
