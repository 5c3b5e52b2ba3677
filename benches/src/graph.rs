//! `run` of a chain and of a fan of trivial tasks, and of a chain of branches: what a node costs.
//!
//! It measures whole processes, and how much longer ten thousand nodes take than one node: tracing, scheduling, and the
//! conversion of values to literals. If the cost were not linear, a node of a thousand would take another time.

use crate::process::{metered, program};
use crate::program::{Package, branches, chains_and_fans};
use crate::runs::in_turns;
use crate::table::Table;
use crate::{Options, Result};
use std::path::Path;

const NODES: [u32; 3] = [1, 1_000, 10_000];

pub(crate) fn run(options: &Options) -> Result {
    let rounds = options.rounds(100);
    let code = branches(&NODES) + &chains_and_fans(&NODES);
    let package = Package::program("graph", &code)?;
    let path = package.release()?;
    let run =
        |shape: &str, nodes| program(&path, ["run", "--no-record", &format!("{shape}_{nodes}"), "--x", "1"]);

    let mut table = Table::new([
        "shape",
        "1 node, wall ms",
        "10,000 nodes, wall ms",
        "a node, wall ns",
        "a node, processor ns",
        "a node of 1,000, processor ns",
    ]);
    for shape in ["chain", "fan", "branches"] {
        let runs = in_turns(rounds, &NODES.map(|nodes| run(shape, nodes)), metered)?;
        let [one, fewer, many] = &runs[..] else { return Err("there are three subjects".into()) };
        let [_, thousand, all] = NODES.map(|nodes| nodes - 1);
        table.row([
            shape.to_owned(),
            one.wall.range().times(1e3).to_string(),
            many.wall.range().times(1e3).to_string(),
            many.wall.each_of(&one.wall, all).times(1e9).rounded(),
            many.processor.each_of(&one.processor, all).times(1e9).rounded(),
            fewer.processor.each_of(&one.processor, thousand).times(1e9).rounded(),
        ]);
    }
    table.print(&format!("Graph: `run` of trivial tasks and of branches; {rounds} rounds"));
    events(rounds, &path, &package.release_with("without_events")?)
}

/// What the events of a run cost if nobody listens, compared with a program in which nobody can.
fn events(rounds: usize, with: &Path, without: &Path) -> Result {
    let [_, _, nodes] = NODES;
    let mut table = Table::new(["shape", "with events, times", "a node, processor ns"]);
    for shape in ["chain", "fan", "branches"] {
        let run = |path| program(path, ["run", "--no-record", &format!("{shape}_{nodes}"), "--x", "1"]);
        let runs = in_turns(rounds, &[run(without), run(with)], metered)?;
        let [without, with] = &runs[..] else { return Err("there are two subjects".into()) };
        table.row([
            shape.to_owned(),
            with.processor.over(&without.processor).to_string(),
            with.processor.each_of(&without.processor, nodes).times(1e9).rounded(),
        ]);
    }
    table.print(&format!("Events without a listener: `run` of 10,000 nodes; {rounds} rounds"));
    Ok(())
}
