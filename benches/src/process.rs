//! Running a program, and what it took.

use crate::Result;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
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

/// What a program used, its children included.
pub(crate) struct Usage {
    pub(crate) peak_kib: u32,
    /// The time that its threads were running, which other processes of the machine disturb less.
    pub(crate) processor: Duration,
}

impl Program {
    pub(crate) fn new<A: AsRef<OsStr>>(path: &Path, arguments: impl IntoIterator<Item = A>) -> Self {
        let arguments = arguments.into_iter().map(|argument| argument.as_ref().to_owned()).collect();
        Program { path: path.to_owned(), arguments }
    }

    /// The time from the start of the process to its end.
    pub(crate) fn time(&self) -> Result<Duration> {
        let mut command = bare(&self.path);
        command.args(&self.arguments).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status();
        let time = start.elapsed();
        match status {
            Ok(status) if status.success() => Ok(time),
            Ok(status) => Err(format!("{command:?} ended with {status}").into()),
            Err(error) => Err(format!("{command:?} can't be run: {error}").into()),
        }
    }

    /// What one run used.
    pub(crate) fn usage(&self) -> Result<Usage> {
        let mut meter = bare(&std::env::current_exe()?);
        let output = meter.arg(METER).arg(&self.path).args(&self.arguments).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        let figures = String::from_utf8(output.stdout)?;
        let (peak, processor) = figures.trim().split_once(' ').ok_or("the meter printed no figures")?;
        Ok(Usage { peak_kib: peak.parse()?, processor: Duration::from_micros(processor.parse()?) })
    }
}

/// The environment decides much of a program's start: the loader's path, a configuration in the home directory.
fn bare(path: &Path) -> Command {
    let mut command = Command::new(path);
    command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command
}

/// Runs the program and prints what it used. This takes a process of its own: the system counts the children of a
/// process together, and a child's peak begins with the size of its parent, which is therefore a small one.
pub(crate) fn meter(mut arguments: impl Iterator<Item = OsString>) -> Result {
    let program = arguments.next().ok_or("no program")?;
    let status =
        Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if !status.success() {
        return Err(format!("the metered program ended with {status}").into());
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    // Linux counts the peak in KiB, macOS in bytes.
    let peak = usage.max_rss() / if cfg!(target_os = "macos") { 1024 } else { 1 };
    println!("{peak} {}", (usage.user_time() + usage.system_time()).num_microseconds());
    Ok(())
}
