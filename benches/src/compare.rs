//! Compares whole processes.

use crate::Result;
use crate::process::{Usage, metered};
use crate::runs::{Runs, in_turns};
use crate::table::Table;
use std::process::Command;

/// A program with the title of its row.
pub(crate) struct Subject {
    pub(crate) title: &'static str,
    pub(crate) command: Command,
}

/// Runs the programs in turns, and prints their measurements and their ratios to the one at `reference`.
pub(crate) fn compare(
    title: &str,
    rounds: usize,
    subjects: &[Subject],
    reference: usize,
) -> Result<Vec<Runs>> {
    compare_by(title, rounds, subjects, reference, |subject| metered(&subject.command))
}

/// The same with another way to measure.
pub(crate) fn compare_by(
    title: &str,
    rounds: usize,
    subjects: &[Subject],
    reference: usize,
    measure: impl FnMut(&Subject) -> Result<Usage>,
) -> Result<Vec<Runs>> {
    let runs = in_turns(rounds, subjects, measure)?;
    let mut table = Table::new(["program", "wall, ms", "times", "processor, ms", "times", "peak, MiB"]);
    for (subject, own) in subjects.iter().zip(&runs) {
        table.row([
            subject.title.to_owned(),
            own.wall.range().times(1e3).to_string(),
            own.wall.over(&runs[reference].wall).to_string(),
            own.processor.range().times(1e3).to_string(),
            own.processor.over(&runs[reference].processor).to_string(),
            format!("{:.1}", f64::from(own.peak_kib) / 1024.0),
        ]);
    }
    table.print(&format!("{title}; times {}; {rounds} rounds", subjects[reference].title));
    Ok(runs)
}
