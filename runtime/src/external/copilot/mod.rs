//! What Flyte's co-pilot does around a container: inputs become files, and files become outputs.

mod download;
mod print;
mod span;
mod upload;

pub(super) use download::download;
pub(super) use upload::upload;
