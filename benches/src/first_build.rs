//! The first `cargo build` of the quickstart, with features of `aileron` too, and the size of its program.

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

    let mut crates = [0; FEATURES.len() * PROFILES.len()];
    let subjects: Vec<(usize, &str, &str)> = FEATURES
        .iter()
        .flat_map(|features| PROFILES.map(|profile| (*features, profile)))
        .enumerate()
        .map(|(index, (features, profile))| (index, features, profile))
        .collect();
    let runs = in_turns(rounds, &subjects, |(index, features, profile)| {
        let usage = build(features, profile)?;
        let compiled = usage.said.lines().filter(|line| line.trim_start().starts_with("Compiling "));
        crates[*index] = compiled.count();
        Ok(usage)
    })?;

    let mut table = Table::new(["features", "profile", "wall, s", "processor, s", "crates", "program MB"]);
    for ((index, features, profile), own) in subjects.iter().zip(&runs) {
        let bytes = fs::metadata(program(features, profile)?)?.len();
        table.row([
            if features.is_empty() { "none".to_owned() } else { format!("`{features}`") },
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

/// The features of `aileron`: none, a store, and what speaks to a server.
const FEATURES: [&str; 3] = ["", "s3", "s3,remote"];
const PROFILES: [&str; 2] = ["dev", "release"];

/// Builds into an empty directory.
fn build(features: &str, profile: &str) -> Result<Usage> {
    let target = target(features, profile)?;
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let arguments =
        ["build", "--locked", "--offline", "-j2", "--package", "quickstart", "--profile", profile];
    let features: Vec<String> = of_aileron(features).map(|feature| format!("aileron/{feature}")).collect();
    metered(
        cargo(workspace(), arguments)
            .args(["--features", &features.join(",")])
            .arg("--target-dir")
            .arg(&target),
    )
}

fn of_aileron(features: &str) -> impl Iterator<Item = &str> {
    features.split(',').filter(|feature| !feature.is_empty())
}

fn target(features: &str, profile: &str) -> Result<PathBuf> {
    Ok(room()?.join("first_build").join(format!("{profile}-{}", features.replace(',', "-"))))
}

fn program(features: &str, profile: &str) -> Result<PathBuf> {
    let folder = if profile == "dev" { "debug" } else { profile };
    let program = target(features, profile)?.join(folder).join("quickstart");
    Ok(program.with_extension(std::env::consts::EXE_EXTENSION))
}
