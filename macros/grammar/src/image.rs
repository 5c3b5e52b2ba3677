//! Which image a task's container runs: the configured images, and templates over them.

mod images;
mod output;
mod parse;
mod render;
mod template;

pub use images::Images;
pub use template::Template;

/// The name of the image that every task has that names none.
const DEFAULT: &str = "default";
