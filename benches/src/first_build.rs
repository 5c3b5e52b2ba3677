//! The first `cargo build` of the quickstart, and the size of its program.

use crate::cargo::{cargo, room, succeed, workspace};
use crate::samples::in_turns;
use crate::table::Table;
use crate::{Options, Result};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

pub(crate) fn run(options: &Options) -> Result {
    let runs = options.runs(3);
    succeed(&mut cargo(workspace(), ["fetch", "--locked"]))?;

    let mut crates = [0, 0];
    let profiles = [(0, "dev"), (1, "release")];
    let samples = in_turns(runs, &profiles, |(index, profile)| {
        let (time, count) = build(profile)?;
        crates[*index] = count;
        Ok(time)
    })?;

    let mut table = Table::new(["profile", "wall s (min to max)", "crates", "program MB"]);
    for ((index, profile), times) in profiles.iter().zip(&samples) {
        let bytes = fs::metadata(program(profile)?)?.len();
        table.row([
            (*profile).to_owned(),
            times.range().to_string(),
            crates[*index].to_string(),
            format!("{:.2}", f64::from(u32::try_from(bytes)?) / 1e6),
        ]);
    }
    table.print(&format!("First build of the quickstart, two jobs; {runs} runs"));
    Ok(())
}

/// Builds into an empty directory; gives the time, and how many crates were compiled.
fn build(profile: &str) -> Result<(Duration, usize)> {
    let target = target(profile)?;
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let arguments =
        ["build", "--locked", "--offline", "-j2", "--package", "quickstart", "--profile", profile];
    let start = Instant::now();
    let said = succeed(cargo(workspace(), arguments).arg("--target-dir").arg(&target))?;
    let compiled = said.lines().filter(|line| line.trim_start().starts_with("Compiling ")).count();
    Ok((start.elapsed(), compiled))
}

fn target(profile: &str) -> Result<PathBuf> {
    Ok(room()?.join("first_build").join(profile))
}

fn program(profile: &str) -> Result<PathBuf> {
    let folder = if profile == "dev" { "debug" } else { profile };
    let program = target(profile)?.join(folder).join("quickstart");
    Ok(program.with_extension(std::env::consts::EXE_EXTENSION))
}
