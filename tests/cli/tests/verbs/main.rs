//! What programs print and write when their verbs make specs, and what their runs keep.

mod built;
mod cache;
mod check;
mod completions;
mod constants;
mod diff;
mod graph;
mod images;
mod package;
mod plugins;
#[cfg(unix)]
mod processes;
mod program;
mod recursion;
mod render;
mod resume;
mod serialize;
