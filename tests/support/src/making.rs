//! What takes long to make is made once, and is either whole or absent.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Has `make` write the file or folder `name`, unless an earlier process did; others that want it wait meanwhile.
///
/// It lies in `conformance` below the target directory, until that is cleaned.
///
/// # Errors
/// When `make` fails, or the place can't be written.
pub fn once(name: &str, make: impl FnOnce(&Path) -> Result<(), String>) -> Result<PathBuf, String> {
    let home = target()?.join("conformance");
    let ready = home.join(name);
    if ready.exists() {
        return Ok(ready);
    }
    let tell = |what: &str, error: std::io::Error| format!("cannot {what} {}: {error}", ready.display());
    fs::create_dir_all(&home).map_err(|error| tell("make the folder of", error))?;
    let lock = File::create(home.join(format!("{name}.lock"))).map_err(|error| tell("lock", error))?;
    lock.lock().map_err(|error| tell("lock", error))?;
    if ready.exists() {
        return Ok(ready);
    }
    let part = home.join(format!("{name}.part"));
    remove(&part).map_err(|error| tell("clear the last attempt at", error))?;
    make(&part)?;
    fs::rename(&part, &ready).map_err(|error| tell("put in place", error))?;
    Ok(ready)
}

/// A short name for what something is made from.
#[must_use]
pub fn digest(parts: impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Cargo marks the target directory, wherever it is configured to be.
fn target() -> Result<PathBuf, String> {
    let program =
        std::env::current_exe().map_err(|error| format!("cannot tell where this program is: {error}"))?;
    let marked = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    marked.map(Path::to_owned).ok_or_else(|| format!("{} is not below a target directory", program.display()))
}

fn remove(path: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_attempt_leaves_nothing_and_a_good_one_is_kept() {
        let name = format!("self-test-{}", std::process::id());
        let failed = once(&name, |part| {
            fs::write(part, "half").unwrap();
            Err("broken off".to_owned())
        });
        assert_eq!(failed, Err("broken off".to_owned()));
        let made = once(&name, |part| {
            assert!(!part.exists(), "the half-made one must be gone");
            fs::write(part, "whole").map_err(|error| error.to_string())
        });
        let kept = once(&name, |_| Err("it is there already".to_owned()));
        assert_eq!(made, kept);
        assert_eq!(fs::read_to_string(kept.unwrap()).unwrap(), "whole");
        for suffix in ["", ".lock"] {
            fs::remove_file(target().unwrap().join("conformance").join(format!("{name}{suffix}"))).unwrap();
        }
    }
}
