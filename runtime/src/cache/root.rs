//! Where the folder is.

use std::env;
use std::path::{Path, PathBuf};

/// The variable that names the folder.
const VARIABLE: &str = "AILERON_CACHE";

/// The folder for what local runs keep: `$AILERON_CACHE`, else `aileron` in the platform's folder for caches.
///
/// # Errors
/// If no variable says where that is.
pub(crate) fn root() -> Result<PathBuf, String> {
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    if let Some(named) = variable(VARIABLE) {
        return Ok(absolute(named));
    }
    platform().map(|folder| folder.join("aileron")).ok_or_else(|| {
        format!("no folder for caches is known, since this user has no home: set `{VARIABLE}` to a folder")
    })
}

/// The platform's folder for caches. On Linux, a relative `$XDG_CACHE_HOME` counts as unset (XDG Base Directory
/// Specification).
fn platform() -> Option<PathBuf> {
    if cfg!(windows) {
        return variable("LOCALAPPDATA");
    }
    let home = || env::home_dir().filter(|home| home.is_absolute());
    if cfg!(target_os = "macos") {
        return Some(home()?.join("Library/Caches"));
    }
    variable("XDG_CACHE_HOME")
        .filter(|folder| Path::is_absolute(folder))
        .or_else(|| Some(home()?.join(".cache")))
}

/// The variable's path; an empty one counts as unset.
fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
