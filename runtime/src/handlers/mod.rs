//! What the kernel and the C library call: handlers of signals, and of the end of the process.
//!
//! They act in the process that installed them. A child that a task forked has copies of them, and is no attempt: what
//! it dies of is its own.

#[cfg(not(unix))]
mod none;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub(crate) use none::*;
#[cfg(unix)]
pub(crate) use unix::*;
