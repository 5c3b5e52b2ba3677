//! The folder of one attempt on this machine.

use super::ExternalError;
use crate::Context;
use crate::storage::{Scratch, scratch};
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// Where a path is sure to have no character of a shell's own.
const PLAIN: &str = "/tmp";
const LINK: &str = "room";

/// A folder of one attempt, gone when this is dropped. It lies in the run's own, into which no other user sees.
#[derive(Debug)]
pub(super) struct Room {
    folder: PathBuf,
    /// With a link to it, where its own path is none that scripts may have in them as it is.
    link: Option<Scratch>,
}

impl Room {
    /// A room for processes of this machine.
    pub(super) fn for_processes() -> Result<Self, ExternalError> {
        let mut room = Room::new()?;
        if !is_plain(&room.seen()) {
            let link = Scratch::within(Path::new(PLAIN));
            let path = link.folder().map_err(|error| room.no_link(&error))?.join(LINK);
            symlink(&room.folder, path).map_err(|error| room.no_link(&error))?;
            room.link = Some(link);
        }
        Ok(room)
    }

    /// A room for a container, which may run as any user: what it gets by its mounts is open to all who have them.
    pub(super) fn for_a_container() -> Result<Self, ExternalError> {
        let room = Room::new()?;
        open(&room.folder, 0o755)?;
        ["inputs", "outputs", "work", "0"].into_iter().try_for_each(|name| open(&room.path(name), 0o777))?;
        Ok(room)
    }

    fn new() -> Result<Self, ExternalError> {
        let context = Context::current();
        let folder = context.files().room().map_err(ExternalError::new)?;
        let room = Room { folder, link: None };
        for name in ["inputs", "outputs", "work", "tmp", "0"] {
            let folder = room.path(name);
            scratch::private().recursive(true).create(&folder).map_err(|error| failed(&folder, error))?;
        }
        Ok(room)
    }

    /// The folder as programs see it.
    pub(super) fn seen(&self) -> String {
        let link = self.link.as_ref().and_then(Scratch::existing).map(|folder| folder.join(LINK));
        link.as_deref().unwrap_or(&self.folder).to_string_lossy().into_owned()
    }

    /// What is in it, as programs see it.
    pub(super) fn text(&self, name: &str) -> String {
        format!("{}/{name}", self.seen())
    }

    /// What is in it, for this program.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn no_link(&self, error: &dyn std::fmt::Display) -> ExternalError {
        ExternalError::new(format_args!(
            "the path of `{}` stands in scripts, where some of its characters mean something else, and no other path to \
             it can be made: {error}; set TMPDIR to a folder whose path has letters, digits and `/._-` only",
            self.folder.display()
        ))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // What a container wrote as another user may not be ours to remove.
        let _ = scratch::remove(&self.folder);
    }
}

/// Opens a folder to whoever has come as far as to it.
pub(super) fn open(folder: &Path, mode: u32) -> Result<(), ExternalError> {
    fs::set_permissions(folder, Permissions::from_mode(mode)).map_err(|error| failed(folder, error))
}

/// Lets whoever has come as far as to this folder read what is in it, whatever this user's own habits are.
pub(super) fn share(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let told = entry.metadata()?;
        let own = told.permissions().mode();
        // Read it as its owner does, and run it where that one may.
        let mode = own | ((own & 0o500) >> 3) | ((own & 0o500) >> 6);
        fs::set_permissions(entry.path(), Permissions::from_mode(mode))?;
        if told.is_dir() {
            share(&entry.path())?;
        }
    }
    Ok(())
}

/// Whether every shell reads the path as it is.
fn is_plain(path: &str) -> bool {
    path.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-'))
}

/// What went wrong with a file of the room.
pub(super) fn failed(path: &Path, error: io::Error) -> ExternalError {
    ExternalError::new(format_args!("{} can't be written: {error}", path.display())).because(error)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_plain_path_is_one_word_of_a_shell() {
        assert!(is_plain("/var/folders/zz/T-1_a.b/größe"));
        for path in
            ["/a b", "/a'b", "/a\"b", "/a$b", "/a`b", "/a;b", "/a*b", "/a\\b", "/a:b", "/a,b", "/a\nb"]
        {
            assert!(!is_plain(path), "{path}");
        }
    }
}
