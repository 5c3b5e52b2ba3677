//! `run` of a chain and of a fan of trivial tasks: what a node costs.
//!
//! Whole processes, and what a thousand nodes take more than one node.

use crate::process::Program;
use crate::program::{Package, chains_and_fans};
use crate::samples::in_turns;
use crate::table::Table;
use crate::{Options, Result};

const NODES: u32 = 1_000;
const SHAPES: [&str; 2] = ["chain", "fan"];

pub(crate) fn run(options: &Options) -> Result {
    let runs = options.runs(300);
    let program = Package::program("graph", &chains_and_fans(&[1, NODES]))?.release()?;
    let run =
        |shape: &str, nodes: u32| Program::new(&program, ["run", &format!("{shape}_{nodes}"), "--x", "1"]);
    let trace = |shape: &str, nodes: u32| {
        Program::new(&program, ["graph", &format!("{shape}_{nodes}"), "--format", "json"])
    };

    let mut table =
        Table::new(["shape", "1 node, ms (min to max)", "1,000 nodes, ms", "a node, ns (quartiles)"]);
    for shape in SHAPES {
        for (verb, program) in [("run", &run as &dyn Fn(&str, u32) -> Program), ("graph", &trace)] {
            let subjects = [program(shape, 1), program(shape, NODES)];
            let samples = in_turns(runs, &subjects, Program::time)?;
            let [one, many] = &samples[..] else { return Err("there are two subjects".into()) };
            table.row([
                format!("`{verb}` of a {shape}"),
                one.range().times(1e3).to_string(),
                many.range().times(1e3).to_string(),
                many.each_of(one, NODES - 1).times(1e9).rounded(),
            ]);
        }
    }
    table.print(&format!("Graph: a node of a trivial task; {runs} runs"));
    Ok(())
}
