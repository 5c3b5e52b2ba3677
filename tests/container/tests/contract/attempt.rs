//! The attempts that the tests make.

pub(crate) use container_tests::{Attempt, Ended, files_of, program};

pub(crate) const FIXTURE: &str = env!("CARGO_BIN_EXE_fixture");
