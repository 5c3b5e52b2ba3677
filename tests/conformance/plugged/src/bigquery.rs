use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;
use aileron::serde_json::json;
use aileron_plugins::BigQuery;

#[query_task(plugin = BigQuery::new("acme-reports"), query = "DELETE FROM sales.days WHERE closed")]
pub fn plain();

#[query_task(
    plugin = BigQuery::new("acme-reports").location("EU").job(json!({
        "useLegacySql": false,
        "priority": "BATCH",
        "maximumBytesBilled": "1000000000000",
        "defaultDataset": {"projectId": "acme-reports", "datasetId": "sales"},
    })),
    query = "SELECT * FROM days WHERE day < @since AND cents > @least AND shop = @shop AND share < @share AND open = @open",
    retries = 1
)]
pub fn whole(since: DateTime<Utc>, least: i64, shop: String, share: f64, open: bool) -> StructuredDataset;
