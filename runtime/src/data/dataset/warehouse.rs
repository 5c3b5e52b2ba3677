//! Tables that are no files, and who can read them.

use std::fmt::Display;
use std::io;

/// The schemes of their addresses, where they are, and the plugin by which flytekit reads them.
const WAREHOUSES: [(&str, &str, &str); 3] = [
    ("bq", "BigQuery", "flytekitplugins-bigquery"),
    ("snowflake", "Snowflake", "flytekitplugins-snowflake"),
    ("hf", "Hugging Face", "flytekitplugins-huggingface"),
];

/// Whether there are files at an address, which is shown as `shown`.
///
/// # Errors
/// When it is one of a warehouse.
pub(super) fn check(uri: &str, shown: &impl Display) -> io::Result<()> {
    let scheme = uri.split_once("://").map_or("", |(scheme, _)| scheme);
    let known = WAREHOUSES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(scheme));
    let Some((_, warehouse, plugin)) = known else { return Ok(()) };
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        format!(
            "`{shown}` is a table of {warehouse}, and no file: Rust code reads and writes parquet and CSV. A task in \
             Python reads it, with flytekit's plugin `{plugin}`, and can return it as a `StructuredDataset` of parquet, \
             which is read here; or ask the programming interface of {warehouse} itself"
        ),
    ))
}
