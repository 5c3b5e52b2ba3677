//! BigQuery, Google's warehouse.

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
/// /// Forgets what is old.
/// #[query_task(
///     plugin = BigQuery::new("acme-reports").location("EU").job(json!({"priority": "BATCH"})),
///     query = "DELETE FROM sales.days WHERE day < @since",
/// )]
/// fn forget(since: String);
/// ```
///
/// The connector of flytekit's plugin calls it. It gives BigQuery the inputs as parameters, `@since`, so that none is
/// taken for a part of the query, and nobody fills in placeholders. The rows are in a table of BigQuery's, and the output
/// `results` is its address, `bq://project:dataset.table`: a task in Python reads it; in Rust, ask BigQuery's own API.
///
/// # Errors
/// No project; an input of a type that the connector has no parameter for; a job that is no JSON object.
#[derive(Clone, Debug)]
pub struct BigQuery {
    project: String,
    location: Option<String>,
    job: Value,
}

impl BigQuery {
    /// Queries that this project of Google Cloud pays for.
    #[must_use]
    pub fn new(project: impl Into<String>) -> Self {
        BigQuery { project: project.into(), location: None, job: Value::Null }
    }

    /// Where the data are, such as `EU`; where BigQuery finds them if it isn't said.
    #[must_use]
    pub fn location(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    setters! {
        /// More of the job, an object with the fields of `JobConfigurationQuery` of BigQuery's REST API. Flyte's connector
        /// passes over it; its older plugin within propeller heeds it (flyteplugins `webapi/bigquery/query_job.go`).
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
            problems
                .push("BigQuery runs no query that no project pays for; name one by `BigQuery::new(\"…\")`");
        }
        let inputs = task.interface().inputs.iter().flat_map(|inputs| &inputs.variables);
        let wrong = inputs.filter(|(_, variable)| !variable.r#type.as_ref().is_some_and(is_parameter));
        problems.extend(wrong.map(|(name, _)| {
            format!("the input `{name}` can't be a parameter of BigQuery: take a text, a number, a boolean or a datetime")
        }));
        let domain = Some(settings.domain()).filter(|domain| !domain.is_empty());
        let custom = json!({"Location": self.location, "ProjectID": self.project, "Domain": domain});
        let more = match &self.job {
            Value::Null => Map::new(),
            Value::Object(job) => job.clone(),
            other => {
                problems.push(format!("the job is no JSON object, but {other}"));
                Map::new()
            }
        };
        let all = custom.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone()));
        problems.end(Some(Value::Object(all.chain(more).collect())))
    }

    /// flytekit counts the dialects from 0, which on the wire is none of them (`models/task.py`).
    fn dialect(&self) -> Option<Dialect> {
        Some(Dialect::Undefined)
    }
}

/// What the connector has a type of BigQuery's for (flytekitplugins-bigquery `connector.py`).
fn is_parameter(ty: &LiteralType) -> bool {
    use SimpleType::{Boolean, Datetime, Float, Integer, String};
    let is = |simple: i32| {
        [Boolean, Datetime, Float, Integer, String].into_iter().any(|known| known as i32 == simple)
    };
    matches!(ty.r#type, Some(Type::Simple(simple)) if is(simple))
}
