//! What `#[task]` costs the compiler: a library of tasks, compared with the same functions without the attribute.

use crate::process::{Usage, metered};
use crate::program::{Package, Rust};
use crate::runs::in_turns;
use crate::table::Table;
use crate::{Options, Result};

const TASKS: u16 = 1_000;

/// A library, in a package of its own.
struct Subject {
    package: Package,
    code: Rust,
}

impl Subject {
    fn new(name: &str, attributes: bool) -> Result<Self> {
        let code = Rust { tasks: TASKS.into(), workflows: 0, attributes };
        Ok(Subject { package: Package::library(name, &code.library(0))?, code })
    }

    /// Runs cargo after `change`, with the dependencies built and the library as it was in the round before.
    fn compile(&self, verb: &str, change: Change, round: usize) -> Result<Usage> {
        match change {
            Change::All => self.package.clean()?,
            Change::OneBody => self.package.edit(&self.code.library(round))?,
        }
        metered(&self.package.cargo(verb)?)
    }
}

/// What must be compiled again.
#[derive(Clone, Copy)]
enum Change {
    All,
    OneBody,
}

pub(crate) fn run(options: &Options) -> Result {
    let rounds = options.rounds(7);
    let subjects = [Subject::new("compile_plain", false)?, Subject::new("compile_tasks", true)?];
    let mut table = Table::new([
        "what",
        "plain, wall ms",
        "with `#[task]`, wall ms",
        "plain, processor ms",
        "with `#[task]`, processor ms",
        "a task, wall ms",
        "a task, processor ms",
    ]);
    for (title, change) in [("cold", Change::All), ("after an edit of one body", Change::OneBody)] {
        for verb in ["check", "build"] {
            let mut calls = 0;
            let runs = in_turns(rounds, &subjects, |subject| {
                calls += 1;
                subject.compile(verb, change, calls)
            })?;
            let [plain, tasks] = &runs[..] else { return Err("there are two subjects".into()) };
            table.row([
                format!("`cargo {verb}`, {title}"),
                plain.wall.range().times(1e3).rounded(),
                tasks.wall.range().times(1e3).rounded(),
                plain.processor.range().times(1e3).rounded(),
                tasks.processor.range().times(1e3).rounded(),
                tasks.wall.each_of(&plain.wall, TASKS.into()).times(1e3).to_string(),
                tasks.processor.each_of(&plain.processor, TASKS.into()).times(1e3).to_string(),
            ]);
        }
    }
    table.print(&format!("Compiling 1,000 tasks of 50 signatures; {rounds} rounds"));
    Ok(())
}
