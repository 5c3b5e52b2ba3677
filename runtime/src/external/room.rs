//! The folder for one attempt on this machine.

use super::ExternalError;
use crate::Context;
use crate::storage::{Scratch, scratch};
use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// A folder whose path certainly has no special characters of a shell.
const PLAIN: &str = "/tmp";
const LINK: &str = "room";

/// A folder for one attempt, which is removed when this is dropped. It is in the run's own folder, which no other
/// user can read.
#[derive(Debug)]
pub(crate) struct Room {
    folder: PathBuf,
    /// A folder with a link to the room, if scripts can't use the room's own path unquoted.
    link: Option<Scratch>,
}

impl Room {
    /// Makes a room for processes on this machine.
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

    /// Makes a room for a container, which may run as any user: what is mounted in it is open to all users.
    pub(super) fn for_a_container() -> Result<Self, ExternalError> {
        let room = Room::new()?;
        open(&room.folder, 0o755)?;
        ["inputs", "outputs", "work", "0"].into_iter().try_for_each(|name| open(&room.path(name), 0o777))?;
        Ok(room)
    }

    /// Makes a room that no script's text names.
    pub(crate) fn new() -> Result<Self, ExternalError> {
        let context = Context::current();
        let folder = context.files().room().map_err(ExternalError::of_system)?;
        let room = Room { folder, link: None };
        for name in ["inputs", "outputs", "work", "tmp", "0"] {
            let folder = room.path(name);
            scratch::private().recursive(true).create(&folder).map_err(|error| failed(&folder, error))?;
        }
        Ok(room)
    }

    /// The room's path as programs see it.
    pub(super) fn seen(&self) -> String {
        let link = self.link.as_ref().and_then(Scratch::existing).map(|folder| folder.join(LINK));
        link.as_deref().unwrap_or(&self.folder).to_string_lossy().into_owned()
    }

    /// The path of a file in the room as programs see it.
    pub(crate) fn text(&self, name: &str) -> String {
        format!("{}/{name}", self.seen())
    }

    /// The path of a file in the room for this program.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn no_link(&self, error: &dyn std::fmt::Display) -> ExternalError {
        ExternalError::new(format_args!(
            "scripts contain the path of `{}`, but some of its characters have a meaning in a shell, and a link to it can't be \
             made: {error}; set TMPDIR to a folder whose path has only letters, digits and `/._-`",
            self.folder.display()
        ))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // A container may have written files as another user; this one may not be allowed to remove them.
        let _ = scratch::remove(&self.folder);
    }
}

/// Opens a folder to all users who can reach it.
pub(super) fn open(folder: &Path, mode: u32) -> Result<(), ExternalError> {
    fs::set_permissions(folder, Permissions::from_mode(mode)).map_err(|error| failed(folder, error))
}

/// Lets all users who can reach the folder read what is in it, whatever this user's umask is.
pub(super) fn share(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        let own = metadata.permissions().mode();
        // Everyone may read and execute what the owner may.
        let mode = own | ((own & 0o500) >> 3) | ((own & 0o500) >> 6);
        fs::set_permissions(entry.path(), Permissions::from_mode(mode))?;
        if metadata.is_dir() {
            share(&entry.path())?;
        }
    }
    Ok(())
}

/// Whether every shell takes the path literally.
fn is_plain(path: &str) -> bool {
    path.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-'))
}

/// The error of a file in the room.
pub(super) fn failed(path: &Path, error: io::Error) -> ExternalError {
    ExternalError::of_system(format_args!("{} can't be written: {error}", path.display())).because(error)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_plain_path_is_one_word_in_a_shell() {
        assert!(is_plain("/var/folders/zz/T-1_a.b/größe"));
        for path in
            ["/a b", "/a'b", "/a\"b", "/a$b", "/a`b", "/a;b", "/a*b", "/a\\b", "/a:b", "/a,b", "/a\nb"]
        {
            assert!(!is_plain(path), "{path}");
        }
    }
}
