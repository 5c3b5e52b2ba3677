//! Our programs on Flyte's engine.

mod cluster;
mod outcomes;
mod polyglot;
mod programs;
mod render;
mod workflows;
