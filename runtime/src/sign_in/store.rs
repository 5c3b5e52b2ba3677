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
    /// In the system's keyring; in this folder if there is none, or it does not take them.
    #[cfg(feature = "keyring")]
    Keyring(PathBuf),
}

impl Default for TokenStore {
    /// The folder `$AILERON_TOKENS`, else the keyring with the feature `keyring`, else `aileron/tokens` in the platform's folder for what
    /// programs remember; without a home, in memory.
    fn default() -> Self {
        #[cfg(not(feature = "keyring"))]
        use TokenStore::Folder as Usual;
        #[cfg(feature = "keyring")]
        use TokenStore::Keyring as Usual;
        if let Some(named) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
            return TokenStore::Folder(named.into());
        }
        platform().map_or(TokenStore::Memory, |folder| Usual(folder.join("aileron").join("tokens")))
    }
}

impl TokenStore {
    /// The tokens of an address, if there are any, and what is odd about them.
    pub(super) fn load(&self, endpoint: &str) -> (Option<Kept>, Option<String>) {
        match self {
            TokenStore::Memory => (None, None),
            TokenStore::Folder(folder) => token_file::load(folder, endpoint),
            #[cfg(feature = "keyring")]
            TokenStore::Keyring(folder) => match super::keyring::load(endpoint) {
                Ok(Some(kept)) => (Some(kept), None),
                _ => token_file::load(folder, endpoint),
            },
        }
    }

    /// Keeps tokens; else says why they can't be kept.
    pub(super) fn save(&self, kept: &Kept) -> Result<(), String> {
        match self {
            TokenStore::Memory => Ok(()),
            TokenStore::Folder(folder) => in_folder(folder, kept),
            #[cfg(feature = "keyring")]
            TokenStore::Keyring(folder) => match super::keyring::save(kept) {
                Ok(()) => {
                    token_file::remove(folder, &kept.owner.endpoint);
                    Ok(())
                }
                Err(_) => in_folder(folder, kept),
            },
        }
    }
}

fn in_folder(folder: &Path, kept: &Kept) -> Result<(), String> {
    token_file::save(folder, kept).map_err(|error| {
        format!(
            "The tokens can't be kept in `{}` ({error}), so that the next command signs in anew: set `{VARIABLE}` to another folder.",
            folder.display()
        )
    })
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
