use aileron::prelude::*;
use aileron_plugins::Athena;

#[query_task(
    plugin = Athena::new("vaccinations"),
    query = "SELECT * FROM doses WHERE country = '{{.inputs.country}}' LIMIT {{ .inputs.limit }}"
)]
pub fn plain(country: String, limit: i64) -> StructuredDataset;

#[query_task(
    plugin = Athena::new("vaccinations").workgroup("reports").catalog("{{.inputs.catalog}}"),
    query = "UNLOAD (SELECT * FROM {{.perRetryUniqueKey}}) TO '{{.rawOutputDataPrefix}}/all'",
    retries = 3,
    cache(version = "1")
)]
pub fn whole(catalog: String);
