//! What Flyte's engine makes of our programs.

mod cluster;
mod outcomes;
mod polyglot;
mod programs;
mod render;
mod workflows;
