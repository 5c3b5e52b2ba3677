//! The model that a trainer returns.

use aileron::data::Format;
use aileron::plugin::Error;
use aileron::{Directory, File};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

/// The return type of a trainer: the files of its model.
///
/// A [`File`] or the files of a [`Directory`] are copied to the folder of the model. Return `()` if the trainer wrote the
/// files to [`TrainingJob::model`](super::TrainingJob::model) itself, which is better for a large model. The error of a
/// `Result` fails the job.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the model of a trainer",
    label = "return a `File`, a `Directory`, `()` after writing the files yourself, or a `Result` of these"
)]
pub trait Model {
    /// Writes the model to the folder.
    ///
    /// # Errors
    /// When the trainer returned an error, or the model can't be written.
    fn leave(self, folder: &Path) -> Result<(), Error>;
}

impl Model for () {
    fn leave(self, _: &Path) -> Result<(), Error> {
        Ok(())
    }
}

impl<F: Format> Model for File<F> {
    fn leave(self, folder: &Path) -> Result<(), Error> {
        copy_file(&self.path()?, folder).map_err(|error| unwritable(folder, &error))
    }
}

impl<F: Format> Model for Directory<F> {
    fn leave(self, folder: &Path) -> Result<(), Error> {
        copy_all(&self.path()?, folder).map_err(|error| unwritable(folder, &error))
    }
}

impl<M: Model, E: Into<Error>> Model for Result<M, E> {
    fn leave(self, folder: &Path) -> Result<(), Error> {
        self.map_err(Into::into)?.leave(folder)
    }
}

fn unwritable(folder: &Path, error: &io::Error) -> Error {
    format!("the model can't be written to {}: {error}", folder.display()).into()
}

/// Copies a file into a folder.
pub(super) fn copy_file(from: &Path, folder: &Path) -> io::Result<()> {
    let name = from.file_name().map_or_else(|| OsString::from("model"), OsString::from);
    fs::create_dir_all(folder)?;
    fs::copy(from, folder.join(name)).map(drop)
}

/// Copies the content of a folder into another.
pub(super) fn copy_all(from: &Path, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        match path.file_name() {
            Some(name) if path.is_dir() => copy_all(&path, &folder.join(name))?,
            _ => copy_file(&path, folder)?,
        }
    }
    Ok(())
}
