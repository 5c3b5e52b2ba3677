//! A query between two tasks in Rust. On Flyte, Athena runs it; in a local run, SQLite does.
//!
//! ```text
//! cargo run -p query -- run report --country Norway --share 0.5 --database examples/query/tables.sql
//! ```

use aileron::prelude::*;
use aileron_plugins::Athena;
use std::io;

/// A row of the query's result.
#[derive(FlyteType)]
struct Sale {
    shop: String,
    cents: i64,
}

/// The limit for a large sale: a share of the largest one, in cents.
#[task]
fn least(share: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the limit need not be exact"
    )]
    let cents = (90_000.0 * share.clamp(0.0, 1.0)) as u32;
    cents
}

/// The large sales of a country. The placeholder is in quotes, since Flyte inserts the string as it is.
#[query_task(
    plugin = Athena::new("shops").workgroup("reports"),
    query = "
        SELECT shop, sum(cents) AS cents
        FROM sales
        WHERE country = '{{.inputs.country}}' AND cents >= {{.inputs.least}}
        GROUP BY shop
        ORDER BY cents DESC
    ",
    retries = 2
)]
fn large(country: String, least: u32) -> StructuredDataset<Sale>;

/// Writes the country's sales to a table for this attempt.
#[query_task(
    plugin = Athena::new("shops"),
    query = "CREATE TABLE {{.perRetryUniqueKey}} AS SELECT * FROM sales WHERE country = '{{.inputs.country}}'",
    retries = 2
)]
fn keep(country: String);

/// A line for each shop.
#[task]
fn list(sales: StructuredDataset<Sale>) -> io::Result<Vec<String>> {
    sales.rows()?.map(|sale| sale.map(|sale| format!("{}: {}", sale.shop, sale.cents))).collect()
}

/// Queries the warehouse, and formats the result.
#[workflow]
fn report(country: String, share: f64) -> io::Result<Vec<String>> {
    keep(country.clone());
    list(large(country, least(share)))
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;
    use aileron::rusqlite::Connection;
    use std::error::Error;

    #[test]
    fn a_report_of_some_tables() -> Result<(), Box<dyn Error>> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(include_str!("../tables.sql"))?;
        let database = aileron::testing::database(connection);
        assert_eq!(report("Norway".to_owned(), 0.5)?, ["Fjord: 90000", "Vidda: 45000"]);
        let kept = "SELECT name FROM sqlite_schema WHERE name <> 'sales'";
        let kept: String = database.with(|connection| connection.query_row(kept, [], |row| row.get(0)))?;
        let count: i64 = database.with(|connection| {
            connection.query_row(&format!("SELECT count(*) FROM {kept}"), [], |row| row.get(0))
        })?;
        assert_eq!(count, 4);
        Ok(())
    }
}
