//! Athena, which queries files in S3, and other engines with Presto's protocol.

use aileron::plugin::{Dialect, Error, Plugin, PluginTask, SerializationSettings, work};
use serde_json::{Map, Value};

/// A query for Amazon Athena or for Presto, whichever the Flyte installation has.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::Athena;
///
/// /// Writes the doses of a country to a table.
/// #[query_task(
///     plugin = Athena::new("vaccinations").workgroup("reports"),
///     query = "CREATE TABLE {{.perRetryUniqueKey}} WITH (external_location = '{{.rawOutputDataPrefix}}/doses')
///              AS SELECT * FROM doses WHERE country = '{{.inputs.country}}'",
///     retries = 2,
/// )]
/// fn keep(country: String);
/// ```
///
/// Flyte itself calls Athena. It fills in the placeholders of the query, the database, the workgroup and the catalog
/// (flyteplugins `webapi/athena/utils.go`, `presto/execution_state.go`). Below `{{.rawOutputDataPrefix}}`, Athena writes
/// the rows of a `SELECT` as CSV, Presto writes them as parquet; a [`StructuredDataset`](aileron::data) reads both.
///
/// # Errors
/// When specs are made, if there is no database.
#[derive(Clone, Debug)]
pub struct Athena {
    database: String,
    workgroup: String,
    catalog: String,
}

impl Athena {
    /// A query of this database.
    #[must_use]
    pub fn new(database: impl Into<String>) -> Self {
        Athena { database: database.into(), workgroup: String::new(), catalog: String::new() }
    }

    setters! {
        /// The workgroup, which has its own limits and costs. The default is the installation's. Presto calls it a routing
        /// group.
        workgroup: String,
        /// The catalog of the database. The default is the installation's.
        catalog: String,
    }
}

impl Plugin for Athena {
    type Work = work::Query;

    fn task_type(&self) -> &'static str {
        "presto"
    }

    /// A `PrestoQuery` (flyteidl `plugins/presto.proto`) without its empty fields.
    fn custom(&self, task: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
        if self.database.is_empty() {
            return Err("Athena needs a database; name it with `Athena::new(\"…\")`".into());
        }
        let fields = [
            ("routingGroup", &*self.workgroup),
            ("catalog", &*self.catalog),
            ("schema", &*self.database),
            ("statement", task.query()),
        ];
        let set = fields.into_iter().filter(|(_, text)| !text.is_empty());
        Ok(Value::Object(set.map(|(name, text)| (name.to_owned(), text.into())).collect::<Map<_, _>>()))
    }

    fn dialect(&self) -> Option<Dialect> {
        None
    }
}
