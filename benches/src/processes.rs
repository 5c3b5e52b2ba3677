//! `run --processes` of a chain, a node at a time, beside the process of one of its attempts started alone.

use crate::process::{metered, program};
use crate::program::Package;
use crate::runs::in_turns;
use crate::startup::{directory, execute};
use crate::table::Table;
use crate::{Options, Result};
use std::fmt::Write;

/// How many nodes the longer chain has more than the shorter.
const MORE: u32 = 50;

pub(crate) fn run(options: &Options) -> Result {
    let path = Package::program("processes", &chains()?)?.release()?;
    let run = |name: &str| {
        program(&path, ["run", "--processes", "--jobs", "1", &format!("processes.{name}"), "--x", "41"])
    };
    let alone = execute(&path, "processes.inc", &directory("processes.inc")?);
    let runs = in_turns(options.rounds(50), &[run("short"), run("long"), alone], metered)?;
    let [short, long, alone] = &runs[..] else { return Err("there are three subjects".into()) };
    let (wall, processor) =
        (long.wall.each_of(&short.wall, MORE), long.processor.each_of(&short.processor, MORE));
    let mut table = Table::new(["", "wall, ms", "processor, ms"]);
    let mut row = |title: &str, wall: String, processor: String| {
        table.row([title.to_owned(), wall, processor]);
    };
    let over = |node: f64, alone: f64| format!("{:.2}", (node - alone) * 1e3);
    let (bare, bare_processor) = (alone.wall.range(), alone.processor.range());
    row(
        "a node over the bare process",
        over(wall.median, bare.median),
        over(processor.median, bare_processor.median),
    );
    row("a node", wall.times(1e3).to_string(), processor.times(1e3).to_string());
    row("the bare process", bare.times(1e3).to_string(), bare_processor.times(1e3).to_string());
    table.print("Processes: a node of `run --processes`, and `execute` of its task alone");
    Ok(())
}

/// A program with a chain of one call, and one of so many more.
fn chains() -> Result<String> {
    let mut program = "use aileron::prelude::*;

#[task]
fn inc(x: i64) -> i64 {
    x + 1
}
"
    .to_owned();
    for (name, calls) in [("short", 1), ("long", 1 + MORE)] {
        write!(program, "\n#[workflow]\nfn {name}(x: i64) -> i64 {{\n")?;
        (0..calls).try_for_each(|_| writeln!(program, "    let x = inc(x);"))?;
        program.push_str("    x\n}\n");
    }
    program.push_str("\naileron::main!();\n");
    Ok(program)
}
