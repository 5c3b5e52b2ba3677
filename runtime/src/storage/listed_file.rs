//! A file below a prefix.

/// A file below a prefix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ListedFile {
    /// Its path from the prefix: `a/b.csv`.
    pub(crate) name: String,
    /// Its size in bytes.
    pub(crate) size: u64,
}
