//! Where tokens are kept.

use super::kept::Kept;
use super::token_file;
use std::env;
use std::path::{Path, PathBuf};

/// The variable that names the folder.
const VARIABLE: &str = "AILERON_TOKENS";

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
    /// The folder `$AILERON_TOKENS`, else `aileron/tokens` in the platform's folder for what programs remember; without a home, in
    /// memory.
    fn default() -> Self {
        let named = env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
        named
            .or_else(|| Some(platform()?.join("aileron").join("tokens")))
            .map_or(TokenStore::Memory, TokenStore::Folder)
    }
}

impl TokenStore {
    /// The tokens of an address, if there are any, and what is odd about them.
    pub(super) fn load(&self, endpoint: &str) -> (Option<Kept>, Option<String>) {
        match self {
            TokenStore::Memory => (None, None),
            TokenStore::Folder(folder) => token_file::load(folder, endpoint),
        }
    }

    /// Keeps tokens; else says why they can't be kept.
    pub(super) fn save(&self, kept: &Kept) -> Result<(), String> {
        match self {
            TokenStore::Memory => Ok(()),
            TokenStore::Folder(folder) => token_file::save(folder, kept).map_err(|error| {
                format!(
                    "The tokens can't be kept in `{}` ({error}), so that the next command signs in anew: set `{VARIABLE}` to another \
                     folder.",
                    folder.display()
                )
            }),
        }
    }
}

/// The platform's folder for what programs remember. On Linux, a relative `$XDG_STATE_HOME` counts as unset (XDG Base Directory
/// Specification).
fn platform() -> Option<PathBuf> {
    let variable =
        |name: &str| env::var_os(name).map(PathBuf::from).filter(|folder| Path::is_absolute(folder));
    if cfg!(windows) {
        return variable("LOCALAPPDATA");
    }
    let home = || env::home_dir().filter(|home| home.is_absolute());
    if cfg!(target_os = "macos") {
        return Some(home()?.join("Library/Application Support"));
    }
    variable("XDG_STATE_HOME").or_else(|| Some(home()?.join(".local/state")))
}
