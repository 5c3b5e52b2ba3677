//! Tables of warehouses, which are not files, and how to read them.

use std::fmt::Display;
use std::io;

/// The schemes of their addresses, the warehouses, and the plugins with which flytekit reads them.
const WAREHOUSES: [(&str, &str, &str); 3] = [
    ("bq", "BigQuery", "flytekitplugins-bigquery"),
    ("snowflake", "Snowflake", "flytekitplugins-snowflake"),
    ("hf", "Hugging Face", "flytekitplugins-huggingface"),
];

/// Checks that an address is one of files. `shown` is the address as errors show it.
///
/// # Errors
/// If the address is one of a warehouse.
pub(super) fn check(uri: &str, shown: &impl Display) -> io::Result<()> {
    let scheme = uri.split_once("://").map_or("", |(scheme, _)| scheme);
    let known = WAREHOUSES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(scheme));
    let Some((_, warehouse, plugin)) = known else { return Ok(()) };
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        format!(
            "`{shown}` is a table of {warehouse}, not a file: Aileron reads and writes parquet and CSV only. Read the \
             table in a Python task, with flytekit's plugin `{plugin}`, and return it as a `StructuredDataset` of parquet; \
             or use the API of {warehouse}"
        ),
    ))
}
