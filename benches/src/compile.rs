//! What `#[task]` costs the compiler: a library of tasks beside the same functions without the attribute.

use crate::cargo::succeed;
use crate::program::{Package, Rust};
use crate::samples::in_turns;
use crate::table::Table;
use crate::{Options, Result};
use std::time::{Duration, Instant};

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
    fn time(&self, verb: &str, change: Change, round: usize) -> Result<Duration> {
        match change {
            Change::All => self.package.clean()?,
            Change::OneBody => self.package.edit(&self.code.library(round))?,
        }
        let mut command = self.package.cargo(verb)?;
        let start = Instant::now();
        succeed(&mut command)?;
        Ok(start.elapsed())
    }
}

/// What is to be compiled anew.
#[derive(Clone, Copy)]
enum Change {
    All,
    OneBody,
}

pub(crate) fn run(options: &Options) -> Result {
    let runs = options.runs(7);
    let subjects = [Subject::new("compile_plain", false)?, Subject::new("compile_tasks", true)?];
    let mut table =
        Table::new(["what", "plain, ms (min to max)", "with `#[task]`, ms", "a task, ms (quartiles)"]);
    for (title, change) in [("cold", Change::All), ("after an edit of one body", Change::OneBody)] {
        for verb in ["check", "build"] {
            let mut calls = 0;
            let samples = in_turns(runs, &subjects, |subject| {
                calls += 1;
                subject.time(verb, change, calls)
            })?;
            let [plain, tasks] = &samples[..] else { return Err("there are two subjects".into()) };
            table.row([
                format!("`cargo {verb}`, {title}"),
                plain.range().times(1e3).to_string(),
                tasks.range().times(1e3).to_string(),
                tasks.each_of(plain, TASKS.into()).times(1e3).to_string(),
            ]);
        }
    }
    table.print(&format!("Compiling 1,000 tasks of 50 signatures; {runs} runs"));
    Ok(())
}
