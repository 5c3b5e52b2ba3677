//! Queries that a warehouse runs.

use super::assert_same;
use aileron_conformance::difference::Intended;
use aileron_conformance::intended::{FLAVOR, NO_DOCS, VERSION};

const INTENDED: [Intended; 3] = [FLAVOR, VERSION, NO_DOCS];

#[test]
fn queries_equal_those_of_flytekit() {
    assert_same("warehouses", &["athena", "bigquery", "snowflake"], &INTENDED);
}
