//! Runs a program as Flyte does, with its files in a store, and reads what it writes there.
#![cfg(unix)]

mod attempt;
mod broken;
mod clouds;
mod directories;
mod files;
mod flytekit;
mod s3;
