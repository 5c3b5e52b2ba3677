//! Files and directories, wherever they are.
//!
//! [`File`] and its like are values that Flyte carries as addresses. Their bytes move when a task asks for them, piece
//! by piece, between the task and whichever store they are in.

mod blob;
mod directory;
mod file;
mod format;
mod place;
mod stream;

pub use directory::{Directory, NewDirectory};
pub use file::File;
pub use format::{Any, Csv, Format, Hdf5, Html, Jpeg, Json, Pdf, Png, Svg, Text};
pub use stream::{Reader, Writer};
