//! What people look at: a workflow's graph as a drawing.
//!
//! A graph becomes a scene (what is drawn), the scene gets its places (where it is drawn), and a template writes it.

mod bundle;
mod layout;
mod place;
mod scene;
mod svg;
#[cfg(test)]
mod tests;

pub(crate) use svg::svg;
