//! Checkpoints: what an attempt saves for the next one.

use super::io_error;
use crate::storage::Location;
use std::io;

/// The name of a checkpoint of bytes. A user's file in flytekit has its own name (flytekit `core/checkpointer.py`).
const BYTES: &str = "_dst_cp";
/// The largest checkpoint in bytes, since it is read into memory at once.
const LARGEST: u64 = 1 << 30;

/// A checkpoint: what the previous attempt saved, and where this attempt can save something for the next.
///
/// ```
/// let checkpoint = aileron::Context::current().checkpoint();
/// assert_eq!(checkpoint.restore()?, None);
/// checkpoint.save(b"half way")?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// Flyte passes to an attempt only the checkpoint of the attempt before it. So if an attempt restores a checkpoint
/// and ends before it saves again, the next attempt finds none; save what you restored if that matters. Checkpoints
/// of flytekit's Python tasks are the same files.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    to: Option<Location>,
    from: Option<Location>,
    /// Why there is no path to save a checkpoint.
    missing: Option<String>,
}

impl Checkpoint {
    pub(super) fn new(to: Option<Location>, from: Option<Location>) -> Self {
        Checkpoint { to, from, missing: None }
    }

    /// A checkpoint that can't be saved, and the reason.
    pub(super) fn nowhere(missing: String) -> Self {
        Checkpoint { to: None, from: None, missing: Some(missing) }
    }

    /// Where this attempt saves a checkpoint, and where the previous attempt may have saved one.
    #[cfg(unix)]
    pub(crate) fn places(&self) -> [Option<&Location>; 2] {
        [self.to.as_ref(), self.from.as_ref()]
    }

    /// Reads what the previous attempt saved last; `None` if there was no previous attempt or it saved nothing.
    ///
    /// # Errors
    /// Fails if the checkpoint can't be read, is larger than 1 GiB, or has several files, as a Python task may save
    /// them.
    pub fn restore(&self) -> io::Result<Option<Vec<u8>>> {
        let Some(from) = &self.from else { return Ok(None) };
        // A store has no empty folders; in a file system the folder may be missing.
        let entries = match from.list().map_err(io_error) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            entries => entries?,
        };
        match &entries[..] {
            [] => Ok(None),
            [entry] => from.join(&entry.name).read(LARGEST).map(Some).map_err(io_error),
            _ => Err(io::Error::other(format!(
                "the checkpoint in {from} has {} files, but a checkpoint of bytes is one file",
                entries.len()
            ))),
        }
    }

    /// Saves these bytes for the next attempt, in place of what this attempt saved before. The next attempt finds
    /// either one of them complete, never a part.
    ///
    /// # Errors
    /// Fails if the bytes can't be written, or the program was started without a path for checkpoints.
    pub fn save(&self, bytes: &[u8]) -> io::Result<()> {
        const MISSING: &str = "there is no path for checkpoints: Flyte passes it as `--checkpoint-path`";
        let to = self.to.as_ref().ok_or_else(|| {
            io::Error::new(io::ErrorKind::NotFound, self.missing.as_deref().unwrap_or(MISSING))
        })?;
        to.join(BYTES).write(bytes).map_err(io_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{Attempt, Context};

    fn checkpoint(context: &Context, number: u32) -> Checkpoint {
        context
            .with_attempt(Attempt::Local { task: None, step: 3, node: 0, element: None, number })
            .checkpoint()
    }

    #[test]
    fn the_next_attempt_finds_what_was_saved_last() {
        let context = Context::local(std::sync::Arc::default());
        let first = checkpoint(&context, 0);
        assert_eq!(first.restore().unwrap(), None);
        first.save(b"one").unwrap();
        first.save(b"two").unwrap();
        assert_eq!(checkpoint(&context, 1).restore().unwrap().as_deref(), Some(&b"two"[..]));
        // The second attempt saved nothing.
        assert_eq!(checkpoint(&context, 2).restore().unwrap(), None);
    }

    #[test]
    fn without_a_path_nothing_is_saved() {
        let nowhere = Checkpoint::new(None, None);
        assert_eq!(nowhere.save(b"lost").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(nowhere.restore().unwrap(), None);
    }
}
