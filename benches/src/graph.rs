//! `run` of a chain and of a fan of trivial tasks: what a node costs.
//!
//! Whole processes, and what a thousand nodes take more than one node: tracing, scheduling, and the values through
//! literals.

use crate::process::Program;
use crate::program::{Package, chains_and_fans};
use crate::samples::{Samples, in_turns};
use crate::table::Table;
use crate::{Options, Result};

const NODES: u32 = 1_000;

pub(crate) fn run(options: &Options) -> Result {
    let runs = options.runs(300);
    let path = Package::program("graph", &chains_and_fans(&[1, NODES]))?.release()?;
    let program = |shape: &str, nodes| Program::new(&path, ["run", &format!("{shape}_{nodes}"), "--x", "1"]);

    let mut table = Table::new([
        "shape",
        "1 node, ms (min to max)",
        "1,000 nodes, ms (min to max)",
        "a node, ns (quartiles)",
        "a node, processor ns (quartiles)",
    ]);
    for shape in ["chain", "fan"] {
        let subjects = [program(shape, 1), program(shape, NODES)];
        let walls = in_turns(runs, &subjects, Program::time)?;
        let processors = in_turns(runs, &subjects, |program| Ok(program.usage()?.processor))?;
        let node = |samples: &[Samples]| samples[1].each_of(&samples[0], NODES - 1).times(1e9).rounded();
        table.row([
            shape.to_owned(),
            walls[0].range().times(1e3).to_string(),
            walls[1].range().times(1e3).to_string(),
            node(&walls),
            node(&processors),
        ]);
    }
    table.print(&format!("Graph: `run` of trivial tasks; {runs} runs"));
    Ok(())
}
