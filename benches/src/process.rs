//! Runs a program, and measures it.

use crate::Result;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The first argument that makes this program the meter of another one.
pub(crate) const METER: &str = "__meter";

/// The measurements of a run, including all processes that it started.
pub(crate) struct Usage {
    /// From the start of the process to its end.
    pub(crate) wall: Duration,
    /// The processor time, which other work of the machine disturbs less.
    pub(crate) processor: Duration,
    /// The most memory that one of the processes had.
    pub(crate) peak_kib: u32,
    /// What it wrote to stderr.
    pub(crate) said: String,
}

/// A program and its arguments. Its environment has only `PATH`, since other variables influence a start, for example through
/// the loader's directories or a configuration in the home directory.
pub(crate) fn program<A: AsRef<OsStr>>(path: &Path, arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(path);
    command.args(arguments).env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    command
}

/// Runs it under a meter.
///
/// The meter is a process of its own, since the system adds up all children of a process. It is small, since the peak of a
/// child starts at the size of its parent.
pub(crate) fn metered(command: &Command) -> Result<Usage> {
    let output = meter_around(command)?.output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(format!("{command:?} failed: {said}").into());
    }
    let figures = String::from_utf8(output.stdout)?;
    let figures: Vec<u64> = figures.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [wall, processor, peak] = figures[..] else { return Err("the meter printed no figures".into()) };
    Ok(Usage {
        wall: Duration::from_nanos(wall),
        processor: Duration::from_micros(processor),
        peak_kib: peak.try_into()?,
        said,
    })
}

fn meter_around(command: &Command) -> Result<Command> {
    let mut meter = program(&std::env::current_exe()?, [OsStr::new(METER), command.get_program()]);
    meter.args(command.get_args()).stdin(Stdio::null());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => meter.env(name, value),
            None => meter.env_remove(name),
        };
    }
    if let Some(directory) = command.get_current_dir() {
        meter.current_dir(directory);
    }
    Ok(meter)
}

/// Runs the program in the arguments, and prints its measurements.
pub(crate) fn meter(mut arguments: impl Iterator<Item = OsString>) -> Result {
    let mut command = Command::new(arguments.next().ok_or("no program")?);
    command.args(arguments).stdout(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let wall = start.elapsed();
    if !status.success() {
        return Err(status.to_string().into());
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let processor = (usage.user_time() + usage.system_time()).num_microseconds();
    // Linux counts the peak in KiB, macOS in bytes.
    let peak = usage.max_rss() / if cfg!(target_os = "macos") { 1024 } else { 1 };
    println!("{} {processor} {peak}", wall.as_nanos());
    Ok(())
}
