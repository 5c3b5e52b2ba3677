//! Athena: queries over files in S3, and all else that speaks Presto.

use aileron::plugin::{Dialect, Error, Plugin, PluginTask, SerializationSettings, work};
use serde_json::{Map, Value};

/// A query that Amazon Athena runs, or Presto, whichever the cluster has.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::Athena;
///
/// /// Keeps the doses of a country.
/// #[query_task(
///     plugin = Athena::new("vaccinations").workgroup("reports"),
///     query = "CREATE TABLE {{.perRetryUniqueKey}} WITH (external_location = '{{.rawOutputDataPrefix}}/doses')
///              AS SELECT * FROM doses WHERE country = '{{.inputs.country}}'",
///     retries = 2,
/// )]
/// fn keep(country: String);
/// ```
///
/// Flyte itself calls Athena, and fills in the placeholders of the query and of the three names (flyteplugins
/// `webapi/athena/utils.go`, `presto/execution_state.go`). Athena writes the rows of a `SELECT` as CSV, below
/// `{{.rawOutputDataPrefix}}`, and Presto as parquet; a [`StructuredDataset`](aileron::data) reads either.
///
/// # Errors
/// No database, which Athena needs to run anything.
#[derive(Clone, Debug)]
pub struct Athena {
    database: String,
    workgroup: String,
    catalog: String,
}

impl Athena {
    /// Queries of a database.
    #[must_use]
    pub fn new(database: impl Into<String>) -> Self {
        Athena { database: database.into(), workgroup: String::new(), catalog: String::new() }
    }

    setters! {
        /// The workgroup, which has limits and costs of its own; the installation's if it isn't said. Presto calls it a
        /// routing group.
        workgroup: String,
        /// The catalog of the database; the installation's if it isn't said.
        catalog: String,
    }
}

impl Plugin for Athena {
    type Work = work::Query;

    fn task_type(&self) -> &'static str {
        "presto"
    }

    /// A `PrestoQuery` (flyteidl `plugins/presto.proto`), whose empty texts are not there.
    fn custom(&self, task: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
        if self.database.is_empty() {
            return Err("Athena runs no query without a database; name it by `Athena::new(\"…\")`".into());
        }
        let fields = [
            ("routingGroup", &*self.workgroup),
            ("catalog", &*self.catalog),
            ("schema", &*self.database),
            ("statement", task.query()),
        ];
        let told = fields.into_iter().filter(|(_, text)| !text.is_empty());
        Ok(Value::Object(told.map(|(name, text)| (name.to_owned(), text.into())).collect::<Map<_, _>>()))
    }

    fn dialect(&self) -> Option<Dialect> {
        None
    }
}
