//! Functions that the kernel and the C library call: handlers of signals and of the end of the process.
//!
//! They act only in the process that installed them. A child that a task forked inherits copies of them, but it is
//! not an attempt, so they do nothing in it.

#[cfg(not(unix))]
mod none;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(crate) use none::*;
#[cfg(unix)]
pub(crate) use unix::*;
