//! Running a program, and what it took.

use crate::Result;
use nix::sys::resource::{UsageWho, getrusage};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The first argument that makes this program a meter around another one.
pub(crate) const METER: &str = "__meter";

/// A program and its arguments.
#[derive(Clone)]
pub(crate) struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
}

impl Program {
    pub(crate) fn new<A: AsRef<OsStr>>(path: &Path, arguments: impl IntoIterator<Item = A>) -> Self {
        let arguments = arguments.into_iter().map(|argument| argument.as_ref().to_owned()).collect();
        Program { path: path.to_owned(), arguments }
    }

    /// The time from the start of the process to its end.
    pub(crate) fn time(&self) -> Result<Duration> {
        let mut command = bare(&self.path);
        command.args(&self.arguments).stdout(Stdio::null());
        let start = Instant::now();
        let status =
            command.status().map_err(|error| format!("{} can't be run: {error}", self.path.display()))?;
        let time = start.elapsed();
        if !status.success() {
            return Err(format!("{} ended with {status}", self.path.display()).into());
        }
        Ok(time)
    }

    /// The peak of the memory in one run, in KiB.
    pub(crate) fn peak(&self) -> Result<u64> {
        let mut meter = bare(&std::env::current_exe()?);
        let output = meter.arg(METER).arg(&self.path).args(&self.arguments).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Ok(String::from_utf8(output.stdout)?.trim().parse()?)
    }
}

/// The environment decides much of a program's start: the loader's path, a configuration in the home directory.
fn bare(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command
}

/// Runs the program and prints the peak of its memory. This takes a process of its own: the system counts the children of a
/// process together, and a child's peak begins with the size of its parent, which is therefore a small one.
pub(crate) fn meter(mut arguments: impl Iterator<Item = OsString>) -> Result {
    let program = arguments.next().ok_or("no program")?;
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).status()?;
    if !status.success() {
        return Err(format!("it ended with {status}").into());
    }
    let peak = getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss();
    // Linux counts in KiB, macOS in bytes.
    println!("{}", if cfg!(target_os = "macos") { peak / 1024 } else { peak });
    Ok(())
}
