//! A dynamic workflow of trivial tasks: what one of its nodes costs, where it runs in one process and where its container makes
//! the graph.
//!
//! As for a workflow, it measures whole processes, and how much longer many nodes take than one.

use crate::process::{metered, program};
use crate::program::{Package, chains_and_fans, dynamics};
use crate::runs::in_turns;
use crate::startup::{directory, execute};
use crate::table::Table;
use crate::{Options, Result};

const NODES: [u32; 3] = [1, 1_000, 10_000];

/// What the container of a packaged program knows.
const PACKAGED: &str = r#"{"project":"p","domain":"d","version":"v","binary":"/opt/app","images":{"default":"ghcr.io/acme/app:v1"},"env":[]}"#;

pub(crate) fn run(options: &Options) -> Result {
    let rounds = options.rounds(100);
    let code = dynamics(&NODES) + &chains_and_fans(&[]);
    let path = Package::program("dynamic", &code)?.release()?;
    let here = NODES.map(|nodes| program(&path, ["run", &format!("dynamic_{nodes}"), "--x", "1"]));
    let there = NODES.map(|nodes| {
        let task = format!("dynamic.dynamic_{nodes}");
        let mut command = execute(&path, &task, &directory(&task)?);
        command.env("AILERON_PACKAGED", PACKAGED);
        Ok(command)
    });
    let there = there.into_iter().collect::<Result<Vec<_>>>()?;

    let mut table = Table::new([
        "where",
        "1 node, wall ms",
        "1,000 nodes, wall ms",
        "a node of 1,000, processor ns",
        "a node of 10,000, processor ns",
    ]);
    for (title, commands) in [("one process", &here[..]), ("its container", &there)] {
        let runs = in_turns(rounds, commands, metered)?;
        let [one, fewer, many] = &runs[..] else { return Err("there are three subjects".into()) };
        let [_, thousand, all] = NODES.map(|nodes| nodes - 1);
        table.row([
            title.to_owned(),
            one.wall.range().times(1e3).to_string(),
            fewer.wall.range().times(1e3).to_string(),
            fewer.processor.each_of(&one.processor, thousand).times(1e9).rounded(),
            many.processor.each_of(&one.processor, all).times(1e9).rounded(),
        ]);
    }
    table.print(&format!("Dynamic: a chain of trivial tasks; {rounds} rounds"));
    Ok(())
}
