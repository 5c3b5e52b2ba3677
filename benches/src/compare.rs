//! Whole processes beside one another.

use crate::Result;
use crate::process::Program;
use crate::samples::in_turns;
use crate::table::Table;

/// A program with the title of its row.
pub(crate) struct Subject {
    pub(crate) title: &'static str,
    pub(crate) program: Program,
}

/// Runs the programs in turns and prints their times, over those of the subject at `reference`.
pub(crate) fn compare(title: &str, runs: usize, subjects: &[Subject], reference: usize) -> Result {
    let samples = in_turns(runs, subjects, |subject| subject.program.time())?;
    let over = format!("over {} (quartiles)", subjects[reference].title);
    let mut table = Table::new(["program", "median ms (min to max)", &over, "peak MiB"]);
    for (subject, times) in subjects.iter().zip(&samples) {
        table.row([
            subject.title.to_owned(),
            times.range().times(1e3).to_string(),
            times.over(&samples[reference]).to_string(),
            format!("{:.1}", peak(&subject.program, runs.min(11))?),
        ]);
    }
    table.print(&format!("{title}; {runs} runs"));
    Ok(())
}

/// The median peak of some runs, in MiB.
fn peak(program: &Program, runs: usize) -> Result<f64> {
    let mut peaks = Vec::new();
    for _ in 0..runs {
        peaks.push(program.peak()?);
    }
    peaks.sort_unstable();
    Ok(f64::from(u32::try_from(peaks[runs / 2])?) / 1024.0)
}
