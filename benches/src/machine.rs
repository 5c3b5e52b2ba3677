//! The machine of the figures.

use crate::Result;
use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

/// Machine, compiler and profile, in a line.
pub(crate) fn describe() -> Result<String> {
    let rustc = Command::new("rustc").arg("--version").output()?;
    let cores = available_parallelism()?;
    Ok(format!(
        "{} {}, {}, {cores} cores; {}; release profile as it is, stripped\n",
        std::env::consts::OS,
        std::env::consts::ARCH,
        processor().unwrap_or_else(|| "unknown processor".to_owned()),
        String::from_utf8(rustc.stdout)?.trim(),
    ))
}

fn processor() -> Option<String> {
    let info = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = info.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
