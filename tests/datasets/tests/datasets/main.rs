//! Tables in files and in a store, compared with flytekit's pandas and pyarrow.
#![cfg(unix)]

mod attempt;
mod casts;
mod files;
mod flytekit;
mod hostile;
mod names;
mod parts;
mod pushdown;
mod texts;
