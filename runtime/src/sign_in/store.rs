//! Where tokens are kept.

use std::path::PathBuf;

/// Where tokens are kept between calls of the program.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum TokenStore {
    /// Nowhere: each call of the program signs in.
    Memory,
    /// In a folder that only this user can read, in a file for each address.
    Folder(PathBuf),
}

impl Default for TokenStore {
    fn default() -> Self {
        TokenStore::Memory
    }
}
