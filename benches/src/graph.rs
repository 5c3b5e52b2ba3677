//! `run` of a chain and of a fan of trivial tasks: what a node costs.
//!
//! It measures whole processes, and how much longer a thousand nodes take than one node: tracing, scheduling, and the
//! conversion of values to literals.

use crate::process::{metered, program};
use crate::program::{Package, chains_and_fans};
use crate::runs::in_turns;
use crate::table::Table;
use crate::{Options, Result};

const NODES: u32 = 1_000;

pub(crate) fn run(options: &Options) -> Result {
    let rounds = options.rounds(300);
    let path = Package::program("graph", &chains_and_fans(&[1, NODES]))?.release()?;
    let run = |shape: &str, nodes| program(&path, ["run", &format!("{shape}_{nodes}"), "--x", "1"]);

    let mut table = Table::new([
        "shape",
        "1 node, wall ms",
        "1,000 nodes, wall ms",
        "a node, wall ns",
        "a node, processor ns",
    ]);
    for shape in ["chain", "fan"] {
        let runs = in_turns(rounds, &[run(shape, 1), run(shape, NODES)], metered)?;
        let [one, many] = &runs[..] else { return Err("there are two subjects".into()) };
        table.row([
            shape.to_owned(),
            one.wall.range().times(1e3).to_string(),
            many.wall.range().times(1e3).to_string(),
            many.wall.each_of(&one.wall, NODES - 1).times(1e9).rounded(),
            many.processor.each_of(&one.processor, NODES - 1).times(1e9).rounded(),
        ]);
    }
    table.print(&format!("Graph: `run` of trivial tasks; {rounds} rounds"));
    Ok(())
}
