//! BigQuery, Google's data warehouse.

use crate::problems::Problems;
use aileron::plugin::{Dialect, Error, Parameters, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::core::{LiteralType, SimpleType, literal_type::Type};
use serde_json::{Map, Value, json};

/// A query that Google BigQuery runs.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::BigQuery;
/// use aileron::serde_json::json;
///
/// /// Deletes old days.
/// #[query_task(
///     plugin = BigQuery::new("acme-reports").location("EU").job(json!({"priority": "BATCH"})),
///     query = "DELETE FROM sales.days WHERE day < @since",
/// )]
/// fn forget(since: String);
/// ```
///
/// The connector of flytekit's plugin calls BigQuery. It passes the inputs as query parameters, `@since`, so that no value
/// becomes a part of the query's text. It does not fill in placeholders. The rows are in a table of BigQuery, and the
/// output `results` is the table's address, `bq://project:dataset.table`. A task in Python can read it; in Rust, call
/// BigQuery's API.
///
/// # Errors
/// When specs are made: there is no project, an input has a type that the connector can't pass as a parameter, or the job
/// is not a JSON object.
#[derive(Clone, Debug)]
pub struct BigQuery {
    project: String,
    location: Option<String>,
    job: Value,
}

impl BigQuery {
    /// A query that is billed to this Google Cloud project.
    #[must_use]
    pub fn new(project: impl Into<String>) -> Self {
        BigQuery { project: project.into(), location: None, job: Value::Null }
    }

    /// The location of the data, such as `EU`. Without one, BigQuery finds it.
    #[must_use]
    pub fn location(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    setters! {
        /// Further settings of the job: an object with fields of `JobConfigurationQuery` in BigQuery's REST API. Flyte's
        /// connector ignores them; the older plugin in propeller uses them (flyteplugins `webapi/bigquery/query_job.go`).
        job: Value,
    }
}

impl Plugin for BigQuery {
    type Work = work::Query;

    const PARAMETERS: Parameters = Parameters::At;

    fn task_type(&self) -> &'static str {
        "bigquery_query_job_task"
    }

    fn custom(&self, task: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems = Problems::default();
        if self.project.is_empty() {
            problems.push("BigQuery needs a project to bill; name it with `BigQuery::new(\"…\")`");
        }
        let inputs = task.interface().inputs.iter().flat_map(|inputs| &inputs.variables);
        let wrong = inputs.filter(|(_, variable)| !variable.r#type.as_ref().is_some_and(is_parameter));
        problems.extend(wrong.map(|(name, _)| {
            format!("the input `{name}` can't be a parameter of BigQuery: take a string, a number, a boolean or a datetime")
        }));
        let domain = Some(settings.domain()).filter(|domain| !domain.is_empty());
        let custom = json!({"Location": self.location, "ProjectID": self.project, "Domain": domain});
        let more = match &self.job {
            Value::Null => Map::new(),
            Value::Object(job) => job.clone(),
            other => {
                problems.push(format!("the job is not a JSON object, but {other}"));
                Map::new()
            }
        };
        let all = custom.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone()));
        problems.end(Some(Value::Object(all.chain(more).collect())))
    }

    /// flytekit counts the dialects from 0, which on the wire means undefined (`models/task.py`).
    fn dialect(&self) -> Option<Dialect> {
        Some(Dialect::Undefined)
    }
}

/// The types for which the connector has a BigQuery type (flytekitplugins-bigquery `connector.py`).
fn is_parameter(ty: &LiteralType) -> bool {
    use SimpleType::{Boolean, Datetime, Float, Integer, String};
    let is = |simple: i32| {
        [Boolean, Datetime, Float, Integer, String].into_iter().any(|known| known as i32 == simple)
    };
    matches!(ty.r#type, Some(Type::Simple(simple)) if is(simple))
}
