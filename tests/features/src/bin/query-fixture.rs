//! A program whose query fails after its first statement wrote a row.
#![allow(missing_docs)]

use aileron::prelude::*;
use aileron_plugins::Query;

#[query_task(
    plugin = Query::new("warehouse"),
    query = "INSERT INTO attempts VALUES ('{{.perRetryUniqueKey}}'); SELECT * FROM missing",
    retries = 2
)]
pub fn attempt();

#[query_task(plugin = Query::new("warehouse"), query = "SELECT count(DISTINCT key) AS keys FROM attempts")]
pub fn attempts() -> StructuredDataset;

#[query_task(
    plugin = Query::new("warehouse"),
    query = "UNLOAD (SELECT * FROM days WHERE day > '{{.inputs.since}}') TO '{{.rawOutputDataPrefix}}' -- {{.perRetryUniqueKey}}"
)]
pub fn export(since: String);

aileron::main!();
