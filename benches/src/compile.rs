//! What `#[task]` and `#[workflow]` cost the compiler: libraries of tasks and of workflows, compared with the same
//! functions without the attributes.

use crate::process::{Usage, metered};
use crate::program::{Package, Rust, branching};
use crate::runs::in_turns;
use crate::table::Table;
use crate::{Options, Result};

const TASKS: u16 = 1_000;
const WORKFLOWS: u16 = 100;

/// The code of a library, with the number of edits that it has had.
type Code = Box<dyn Fn(usize) -> String>;

/// A library, in a package of its own.
struct Subject {
    package: Package,
    code: Code,
}

impl Subject {
    fn new(name: &str, code: Code) -> Result<Self> {
        Ok(Subject { package: Package::library(name, &code(0))?, code })
    }

    /// Runs cargo after `change`, with the dependencies built and the library as it was in the round before.
    fn compile(&self, verb: &str, change: Change, round: usize) -> Result<Usage> {
        match change {
            Change::All => self.package.clean()?,
            Change::OneBody => self.package.edit(&(self.code)(round))?,
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
    let tasks = |attributes| -> Code {
        let code = Rust { tasks: TASKS.into(), workflows: 0, attributes };
        Box::new(move |edited| code.library(edited))
    };
    let subjects =
        [Subject::new("compile_plain", tasks(false))?, Subject::new("compile_tasks", tasks(true))?];
    table("Compiling 1,000 tasks of 50 signatures", "a task", TASKS, rounds, &subjects)?;
    let workflows =
        |attributes| -> Code { Box::new(move |edited| branching(WORKFLOWS.into(), attributes, edited)) };
    let subjects = [
        Subject::new("compile_functions", workflows(false))?,
        Subject::new("compile_workflows", workflows(true))?,
    ];
    let title = "Compiling 100 workflows of 20 statements with branches";
    table(title, "a workflow", WORKFLOWS, rounds, &subjects)
}

/// The same code without and with attributes.
fn table(title: &str, each: &str, count: u16, rounds: usize, subjects: &[Subject; 2]) -> Result {
    let mut table = Table::new([
        "what",
        "plain, wall ms",
        "with attributes, wall ms",
        "plain, processor ms",
        "with attributes, processor ms",
        &format!("{each}, wall ms"),
        &format!("{each}, processor ms"),
    ]);
    for (what, change) in [("cold", Change::All), ("after an edit of one body", Change::OneBody)] {
        for verb in ["check", "build"] {
            let mut calls = 0;
            let runs = in_turns(rounds, subjects, |subject| {
                calls += 1;
                subject.compile(verb, change, calls)
            })?;
            let [plain, ours] = &runs[..] else { return Err("there are two subjects".into()) };
            table.row([
                format!("`cargo {verb}`, {what}"),
                plain.wall.range().times(1e3).rounded(),
                ours.wall.range().times(1e3).rounded(),
                plain.processor.range().times(1e3).rounded(),
                ours.processor.range().times(1e3).rounded(),
                ours.wall.each_of(&plain.wall, count.into()).times(1e3).to_string(),
                ours.processor.each_of(&plain.processor, count.into()).times(1e3).to_string(),
            ]);
        }
    }
    table.print(&format!("{title}; {rounds} rounds"));
    Ok(())
}
