//! Starts real programs as Flyte starts a container, and reads their files as Flyte does.
#![cfg(unix)]

mod arguments;
mod attempt;
mod blobs;
mod context;
mod crash;
mod deck;
mod dynamic;
mod errors;
mod fast;
mod files;
mod full;
mod inputs;
mod large;
mod outputs;
mod several;
mod signals;
