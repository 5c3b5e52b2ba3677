//! Whole processes beside one another.

use crate::Result;
use crate::process::Program;
use crate::samples::in_turns;
use crate::table::Table;

/// How often a program runs under the meter, at most.
const METERED: usize = 51;

/// A program with the title of its row.
pub(crate) struct Subject {
    pub(crate) title: &'static str,
    pub(crate) program: Program,
}

/// Runs the programs in turns and prints what they took, and how many times what the one at `reference` took.
pub(crate) fn compare(title: &str, runs: usize, subjects: &[Subject], reference: usize) -> Result {
    let walls = in_turns(runs, subjects, |subject| subject.program.time())?;
    let mut peaks = vec![0; subjects.len()];
    let places: Vec<usize> = (0..subjects.len()).collect();
    let processors = in_turns(runs.min(METERED), &places, |index| {
        let usage = subjects[*index].program.usage()?;
        peaks[*index] = usage.peak_kib.max(peaks[*index]);
        Ok(usage.processor)
    })?;

    let mut table = Table::new([
        "program",
        "wall, ms (min to max)",
        "times (quartiles)",
        "processor, ms (min to max)",
        "times (quartiles)",
        "peak, MiB",
    ]);
    for (index, subject) in subjects.iter().enumerate() {
        let [wall, processor] = [&walls, &processors].map(|samples| &samples[index]);
        table.row([
            subject.title.to_owned(),
            wall.range().times(1e3).to_string(),
            wall.over(&walls[reference]).to_string(),
            processor.range().times(1e3).to_string(),
            processor.over(&processors[reference]).to_string(),
            format!("{:.1}", f64::from(peaks[index]) / 1024.0),
        ]);
    }
    table.print(&format!("{title}; times those of {}; {runs} runs", subjects[reference].title));
    Ok(())
}
