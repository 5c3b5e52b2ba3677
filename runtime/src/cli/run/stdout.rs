//! Keeps stdout for the result alone: what tasks print goes to stderr.

use std::io::{self, Write};

/// The stdout of the program, for the result.
#[cfg(unix)]
pub(in crate::cli) struct Stdout(std::fs::File);

#[cfg(unix)]
impl Stdout {
    /// Keeps stdout for the result and replaces it with stderr: for tasks, for libraries in other languages, and for
    /// the processes that they start, which don't inherit the kept descriptor. Stdout is never restored, since text
    /// that is still in a buffer when the program ends must go to stderr, too.
    ///
    /// # Errors
    /// Fails if the process has no descriptor left.
    pub(in crate::cli) fn keep() -> io::Result<Self> {
        use std::os::fd::AsFd;
        let mut stdout = io::stdout();
        stdout.flush()?;
        let kept = stdout.as_fd().try_clone_to_owned()?;
        rustix::stdio::dup2_stdout(io::stderr())?;
        Ok(Stdout(kept.into()))
    }

    pub(in crate::cli) fn write(mut self, result: &[u8]) -> io::Result<()> {
        self.0.write_all(result)
    }
}

/// The stdout of the program. What tasks print goes there as well: on this system nothing can take its place.
#[cfg(not(unix))]
pub(in crate::cli) struct Stdout;

#[cfg(not(unix))]
impl Stdout {
    pub(in crate::cli) fn keep() -> io::Result<Self> {
        Ok(Stdout)
    }

    pub(in crate::cli) fn write(self, result: &[u8]) -> io::Result<()> {
        io::stdout().lock().write_all(result)
    }
}
