//! Our programs on Flyte's engine.

mod arms;
mod cluster;
mod failing;
mod gated;
mod maps;
mod outcomes;
mod polyglot;
mod programs;
mod references;
mod render;
mod workflows;
