//! Snowflake, a warehouse.

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
/// /// Forgets what is old.
/// #[query_task(
///     plugin = Snowflake::new("ACME-MAIN").user("FLYTE").database("SALES").schema("PUBLIC").warehouse("SMALL"),
///     query = "DELETE FROM days WHERE day < %(since)s",
/// )]
/// fn forget(since: String);
/// ```
///
/// The connector of flytekit's plugin calls it, with a key that it has itself. Snowflake's driver puts the inputs in,
/// `%(since)s`, and quotes them, and nobody fills in placeholders. A query with inputs writes `%%` for a `%`. The rows stay
/// in Snowflake, and the output `results` is their address, `snowflake://…/QUERY`: a task in Python reads it; in Rust,
/// ask Snowflake's own API.
///
/// The older plugin within propeller fills in placeholders instead: where that one runs, use a
/// [`Query`](crate::Query) of the type `snowflake` with the same five texts as its configuration.
///
/// # Errors
/// One of the five texts is missing, none of which the connector can do without.
#[derive(Clone, Debug)]
pub struct Snowflake {
    account: String,
    user: String,
    database: String,
    schema: String,
    warehouse: String,
}

impl Snowflake {
    /// Queries of an account, `ORGANIZATION-NAME`.
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
        /// As whom.
        user: String,
        /// The database.
        database: String,
        /// The schema within it.
        schema: String,
        /// The warehouse, which is what computes.
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
            "account" => {
                "Snowflake is not told the account; write `Snowflake::new(\"ORGANIZATION-NAME\")`".to_owned()
            }
            name => format!("Snowflake is not told its {name}; write `.{name}(\"…\")`"),
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

    /// flytekit counts the dialects from 0, which on the wire is none of them (`models/task.py`).
    fn dialect(&self) -> Option<Dialect> {
        Some(Dialect::Undefined)
    }
}
