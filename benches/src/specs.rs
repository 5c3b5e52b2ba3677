//! The graph and the specs of one large workflow: tracing, captures, messages, JSON and pictures, without the start of
//! the process.

use crate::cargo::room;
use crate::process::{metered, program};
use crate::program::{Package, chains_and_fans};
use crate::runs::in_turns;
use crate::table::Table;
use crate::{Options, Result};

const NODES: u32 = 10_000;

pub(crate) fn run(options: &Options) -> Result {
    let rounds = options.rounds(30);
    let path = Package::with_features("specs", &chains_and_fans(&[1, NODES]), &["report"])?.release()?;
    let output = room()?.join("specs.tgz").display().to_string();
    let graph = |name: String, format: &str| program(&path, ["graph", &name, "--format", format]);
    let package = |path: &std::path::Path| {
        let options = ["--image", "ghcr.io/acme/app:v1", "--version", "v1", "--force", "--output", &output];
        program(path, ["package"].into_iter().chain(options))
    };
    let one = Package::with_features("specs_of_one", &chains_and_fans(&[1]), &["report"])?.release()?;

    let mut table =
        Table::new(["what", "1 node, wall ms", "10,000 nodes, wall ms", "the difference, wall ms"]);
    for shape in ["chain", "fan"] {
        for format in ["json", "mermaid", "dot", "svg"] {
            let subjects = [1, NODES].map(|nodes| graph(format!("{shape}_{nodes}"), format));
            let runs = in_turns(rounds, &subjects, metered)?;
            let [small, large] = &runs[..] else { return Err("there are two subjects".into()) };
            table.row([
                format!("`graph --format {format}` of a {shape}"),
                small.wall.range().times(1e3).to_string(),
                large.wall.range().times(1e3).to_string(),
                large.wall.each_of(&small.wall, 1).times(1e3).to_string(),
            ]);
        }
    }
    let runs = in_turns(rounds, &[package(&one), package(&path)], metered)?;
    let [small, large] = &runs[..] else { return Err("there are two subjects".into()) };
    table.row([
        "`package` of a chain and a fan".to_owned(),
        small.wall.range().times(1e3).to_string(),
        large.wall.range().times(1e3).to_string(),
        large.wall.each_of(&small.wall, 1).times(1e3).to_string(),
    ]);
    table.print(&format!("Specs: one workflow of 10,000 nodes; {rounds} rounds"));
    Ok(())
}
