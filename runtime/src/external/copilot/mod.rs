//! What Flyte's co-pilot does before and after a container: it writes inputs to files, and reads outputs from files.

mod download;
mod print;
mod span;
mod upload;

pub(super) use download::download;
pub(super) use upload::upload;
