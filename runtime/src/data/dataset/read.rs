//! How much of a file the reader of each format reads at once.

use arrow::array::ArrayRef;

/// As many rows as fit in a processor's cache.
pub(super) const ROWS: usize = 8192;

/// The limit for the values of a batch in bytes; a single row may exceed it.
pub(super) const BYTES: usize = 16 << 20;

/// Some rows of the wanted columns.
pub(super) struct Read {
    pub(super) columns: Vec<ArrayRef>,
    pub(super) rows: usize,
}
