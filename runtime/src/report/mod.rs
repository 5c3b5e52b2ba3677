//! What people look at: a workflow's graph as a drawing, and a run as a page.
//!
//! A graph becomes a scene (what is drawn), the scene gets its places (where it is drawn), and a template writes it.

mod bundle;
mod layout;
mod page;
mod place;
mod recording;
mod scene;
mod short;
mod svg;
#[cfg(test)]
mod tests;

pub(crate) use page::{Run, page};
pub(crate) use recording::Recording;
#[cfg(test)]
pub(crate) use svg::SvgError;
pub(crate) use svg::svg;
