//! The first `cargo build` of the quickstart, and the size of its program.

use crate::cargo::{cargo, room, succeed, workspace};
use crate::process::{Usage, metered};
use crate::runs::in_turns;
use crate::table::Table;
use crate::{Options, Result};
use std::fs;
use std::path::PathBuf;

pub(crate) fn run(options: &Options) -> Result {
    let rounds = options.rounds(3);
    succeed(&mut cargo(workspace(), ["fetch", "--locked"]))?;

    let mut crates = [0, 0];
    let profiles = [(0, "dev"), (1, "release")];
    let runs = in_turns(rounds, &profiles, |(index, profile)| {
        let usage = build(profile)?;
        let compiled = usage.said.lines().filter(|line| line.trim_start().starts_with("Compiling "));
        crates[*index] = compiled.count();
        Ok(usage)
    })?;

    let mut table = Table::new(["profile", "wall, s", "processor, s", "crates", "program MB"]);
    for ((index, profile), own) in profiles.iter().zip(&runs) {
        let bytes = fs::metadata(program(profile)?)?.len();
        table.row([
            (*profile).to_owned(),
            own.wall.range().to_string(),
            own.processor.range().to_string(),
            crates[*index].to_string(),
            format!("{:.2}", f64::from(u32::try_from(bytes)?) / 1e6),
        ]);
    }
    table.print(&format!("First build of the quickstart, two jobs; {rounds} rounds"));
    Ok(())
}

/// Builds into an empty directory.
fn build(profile: &str) -> Result<Usage> {
    let target = target(profile)?;
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let arguments =
        ["build", "--locked", "--offline", "-j2", "--package", "quickstart", "--profile", profile];
    metered(cargo(workspace(), arguments).arg("--target-dir").arg(&target))
}

fn target(profile: &str) -> Result<PathBuf> {
    Ok(room()?.join("first_build").join(profile))
}

fn program(profile: &str) -> Result<PathBuf> {
    let folder = if profile == "dev" { "debug" } else { profile };
    let program = target(profile)?.join(folder).join("quickstart");
    Ok(program.with_extension(std::env::consts::EXE_EXTENSION))
}
