//! Things that take long to make: each is made once, and is either complete or absent.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// Lets `make` write the file or folder `name`, unless it exists. Other processes that need it wait meanwhile.
///
/// It is in `conformance` below the target directory, until that is cleaned.
///
/// # Errors
/// If `make` fails, or the folder can't be written to.
pub fn once(name: &str, make: impl FnOnce(&Path) -> Result<(), String>) -> Result<PathBuf, String> {
    let home = target()?.join("conformance");
    let ready = home.join(name);
    if ready.exists() {
        return Ok(ready);
    }
    let failed = |what: &str, error: std::io::Error| format!("cannot {what} {}: {error}", ready.display());
    fs::create_dir_all(&home).map_err(|error| failed("make the folder of", error))?;
    let lock = File::create(home.join(format!("{name}.lock"))).map_err(|error| failed("lock", error))?;
    lock.lock().map_err(|error| failed("lock", error))?;
    if ready.exists() {
        return Ok(ready);
    }
    let part = home.join(format!("{name}.part"));
    remove(&part).map_err(|error| failed("clear the last attempt at", error))?;
    make(&part)?;
    fs::rename(&part, &ready).map_err(|error| failed("put in place", error))?;
    Ok(ready)
}

/// A short digest of the parts from which something is made.
#[must_use]
pub fn digest(parts: impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The target directory, wherever it is: cargo marks it.
fn target() -> Result<PathBuf, String> {
    let program =
        std::env::current_exe().map_err(|error| format!("cannot find the path of this program: {error}"))?;
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
            assert!(!part.exists(), "the incomplete one must be removed");
            fs::write(part, "whole").map_err(|error| error.to_string())
        });
        let kept = once(&name, |_| Err("it exists already".to_owned()));
        assert_eq!(made, kept);
        assert_eq!(fs::read_to_string(kept.unwrap()).unwrap(), "whole");
        for suffix in ["", ".lock"] {
            fs::remove_file(target().unwrap().join("conformance").join(format!("{name}{suffix}"))).unwrap();
        }
    }
}
