//! How much of a file the reader of each format reads at once.

use arrow::array::ArrayRef;

/// As many rows as have room in a processor's cache.
pub(super) const ROWS: usize = 8192;

/// As many bytes of values, but for a row that has more.
pub(super) const BYTES: usize = 16 << 20;

/// The wanted columns of some rows.
pub(super) struct Read {
    pub(super) columns: Vec<ArrayRef>,
    pub(super) rows: usize,
}
