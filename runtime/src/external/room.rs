//! The folder of one attempt on this machine.

use super::ExternalError;
use crate::storage::random;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// A folder of one attempt, gone when this is dropped.
#[derive(Debug)]
pub(super) struct Room {
    folder: PathBuf,
}

impl Room {
    pub(super) fn new() -> Result<Self, ExternalError> {
        let room = Room { folder: random::folder() };
        for name in ["inputs", "outputs", "work", "0"] {
            let folder = room.path(name);
            // A container may run as any user.
            let made = fs::create_dir_all(&folder)
                .and_then(|()| fs::set_permissions(&folder, Permissions::from_mode(0o777)));
            made.map_err(|error| failed(&folder, &error))?;
        }
        Ok(room)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(super) fn text(&self, name: &str) -> String {
        self.path(name).to_string_lossy().into_owned()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // What a container wrote as another user may not be ours to remove.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What went wrong with a file of the room.
pub(super) fn failed(path: &Path, error: &std::io::Error) -> ExternalError {
    ExternalError::new(format_args!("{} can't be written: {error}", path.display()))
}
