use aileron::prelude::*;
use aileron_plugins::Snowflake;

fn sales() -> Snowflake {
    Snowflake::new("ACME-MAIN").user("FLYTE").database("SALES").schema("PUBLIC").warehouse("SMALL")
}

#[query_task(plugin = sales(), query = "DELETE FROM days")]
pub fn plain();

#[derive(FlyteType)]
pub struct Day {
    pub day: String,
    pub cents: i64,
}

#[query_task(
    plugin = sales(),
    query = "SELECT day, cents FROM days WHERE shop = %(shop)s AND name LIKE 'a%%'",
    retries = 1,
    interruptible = true
)]
pub fn whole(shop: String) -> StructuredDataset<Day>;
