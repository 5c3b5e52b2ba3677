//! Stdout, which is the result's alone: what tasks print is for people, as stderr is.

use std::io::{self, Write};

/// Where the result goes.
#[cfg(unix)]
pub(super) struct Stdout(std::fs::File);

#[cfg(unix)]
impl Stdout {
    /// Keeps stdout for the result, and has stderr in its place from now on: for tasks, for libraries in other languages,
    /// and for the processes that they start, which don't inherit what is kept. What is still in a buffer when the program
    /// ends goes there as well, so stdout never comes back.
    ///
    /// # Errors
    /// When there is no descriptor to be had.
    pub(super) fn keep() -> io::Result<Self> {
        use std::os::fd::AsFd;
        let mut stdout = io::stdout();
        stdout.flush()?;
        let kept = stdout.as_fd().try_clone_to_owned()?;
        rustix::stdio::dup2_stdout(io::stderr())?;
        Ok(Stdout(kept.into()))
    }

    pub(super) fn write(mut self, result: &[u8]) -> io::Result<()> {
        self.0.write_all(result)
    }
}

/// Where the result goes: beside what tasks print, since no other descriptor can take its place here.
#[cfg(not(unix))]
pub(super) struct Stdout;

#[cfg(not(unix))]
impl Stdout {
    pub(super) fn keep() -> io::Result<Self> {
        Ok(Stdout)
    }

    pub(super) fn write(self, result: &[u8]) -> io::Result<()> {
        io::stdout().lock().write_all(result)
    }
}
