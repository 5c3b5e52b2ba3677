//! One attempt of a container task: its task, its engine and its folders.

use super::room::Room;
use crate::entity::{Container, Entity, Settings};
use crate::setup::Engine;
use std::fs;

/// One attempt of a container task.
pub(super) struct ContainerAttempt<'a> {
    pub(super) engine: Engine,
    pub(super) task: &'a Entity,
    pub(super) settings: &'static Settings,
    /// The settings that name the image: those of the call, or of the task.
    pub(super) pictured: &'static Settings,
    pub(super) own: &'static Container,
    pub(super) room: Room,
    /// Where the program may write files.
    pub(super) raw: String,
}

impl Drop for ContainerAttempt<'_> {
    /// Removes the program's folder if the program left no files in it.
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.raw);
    }
}
