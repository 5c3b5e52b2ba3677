//! What programs print and write when their verbs make specs.

mod built;
mod constants;
mod graph;
mod images;
mod package;
mod plugins;
mod program;
mod recursion;
mod render;
mod serialize;
