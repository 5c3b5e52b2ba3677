//! Tables in files and in a store, beside flytekit's pandas and pyarrow.
#![cfg(unix)]

mod attempt;
mod files;
mod flytekit;
mod hostile;
mod pushdown;
