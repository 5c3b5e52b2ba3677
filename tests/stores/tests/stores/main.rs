//! Starts a program as Flyte does, with its files in a store, and reads what it leaves there.
#![cfg(unix)]

mod attempt;
mod broken;
mod files;
mod s3;
