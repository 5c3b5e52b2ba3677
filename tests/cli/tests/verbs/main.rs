//! What the programs print and write when they are asked for their specs.

mod constants;
mod graph;
mod images;
mod package;
mod plugins;
mod program;
mod recursion;
mod render;
mod serialize;
