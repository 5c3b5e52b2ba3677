//! Clusters that run this program.

use super::assert_same;
use aileron_conformance::difference::Intended;
use aileron_conformance::intended::{ARGUMENTS, DOCS, FLAVOR, VERSION};

const INTENDED: [Intended; 4] = [ARGUMENTS, FLAVOR, VERSION, DOCS];

#[test]
fn tasks_of_clusters_are_flytekits() {
    assert_same("clusters", &["dask"], &INTENDED);
}
