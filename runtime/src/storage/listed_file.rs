//! A file below a prefix.

/// A file below a prefix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ListedFile {
    /// Its way from there: `a/b.csv`.
    pub(crate) name: String,
    /// How many bytes it has.
    pub(crate) size: u64,
}
