//! What an attempt leaves for the next one.

use super::io_error;
use crate::storage::Location;
use std::io;

/// A file that holds bytes, not one of the user's own (flytekit `core/checkpointer.py`).
const BYTES: &str = "_dst_cp";
/// More than this is no checkpoint that fits the memory at once.
const LARGEST: u64 = 1 << 30;

/// What the attempt before left, and where this one may leave something for the next.
///
/// ```
/// let checkpoint = aileron::Context::current().checkpoint();
/// assert_eq!(checkpoint.restore()?, None);
/// checkpoint.save(b"half way")?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// Flyte tells an attempt of the checkpoint of the one before it, so an attempt that restores one and is stopped before
/// it saves again leaves nothing: save what was restored, where that matters. A Python task of flytekit reads and writes
/// the same files.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    to: Option<Location>,
    from: Option<Location>,
    /// Why there is no place to leave one.
    missing: Option<String>,
}

impl Checkpoint {
    pub(super) fn new(to: Option<Location>, from: Option<Location>) -> Self {
        Checkpoint { to, from, missing: None }
    }

    /// This machine has no place for any.
    pub(super) fn nowhere(missing: String) -> Self {
        Checkpoint { to: None, from: None, missing: Some(missing) }
    }

    /// What the attempt before left last; none if there was no such attempt, or it left nothing.
    ///
    /// # Errors
    /// When it can't be read, is more than 1 GiB, or is several files, which a Python task may have left.
    pub fn restore(&self) -> io::Result<Option<Vec<u8>>> {
        let Some(from) = &self.from else { return Ok(None) };
        // A store knows no empty folder, a file system has none.
        let entries = match from.list().map_err(io_error) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            entries => entries?,
        };
        match &entries[..] {
            [] => Ok(None),
            [entry] => from.join(&entry.name).read(LARGEST).map(Some).map_err(io_error),
            _ => Err(io::Error::other(format!(
                "the checkpoint in {from} has {} files, where bytes are one",
                entries.len()
            ))),
        }
    }

    /// Leaves these bytes for the next attempt, in place of what this one left before: it finds either, and no half.
    ///
    /// # Errors
    /// When they can't be written, or the program was started without a place for them.
    pub fn save(&self, bytes: &[u8]) -> io::Result<()> {
        const MISSING: &str = "there is no place for checkpoints: Flyte gives one by `--checkpoint-path`";
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
        context.with_attempt(Attempt::Local { task: None, step: 3, node: 0, number }).checkpoint()
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
    fn without_a_place_nothing_is_saved() {
        let nowhere = Checkpoint::new(None, None);
        assert_eq!(nowhere.save(b"lost").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(nowhere.restore().unwrap(), None);
    }
}
