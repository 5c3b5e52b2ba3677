//! Runs in turns, and their statistics.

use crate::Result;
use crate::process::Usage;
use std::fmt;
use std::time::Duration;

/// The runs of one subject.
#[derive(Default)]
pub(crate) struct Runs {
    pub(crate) wall: Samples,
    pub(crate) processor: Samples,
    /// The greatest of all runs.
    pub(crate) peak_kib: u32,
}

/// Times in seconds, in the order of the rounds.
#[derive(Default)]
pub(crate) struct Samples(Vec<f64>);

/// A median with its spread.
pub(crate) struct Middle {
    pub(crate) median: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Samples {
    fn push(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64());
    }

    /// Median, smallest and greatest.
    pub(crate) fn range(&self) -> Middle {
        middle(self.0.clone(), 0.0)
    }

    /// The ratio to the other: the median of the rounds' ratios, with their quartiles.
    pub(crate) fn over(&self, other: &Samples) -> Middle {
        self.paired(other, |own, other| own / other)
    }

    /// The difference to the other, divided by `count`: median and quartiles of the rounds' differences.
    pub(crate) fn each_of(&self, other: &Samples, count: u32) -> Middle {
        self.paired(other, |own, other| (own - other) / f64::from(count))
    }

    fn paired(&self, other: &Samples, by: impl Fn(f64, f64) -> f64) -> Middle {
        middle(self.0.iter().zip(&other.0).map(|(own, other)| by(*own, *other)).collect(), 0.25)
    }
}

/// The median, and the values at `share` from each end.
fn middle(mut figures: Vec<f64>, share: f64) -> Middle {
    figures.sort_by(f64::total_cmp);
    Middle { median: at(&figures, 0.5), low: at(&figures, share), high: at(&figures, 1.0 - share) }
}

fn at(sorted: &[f64], share: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let index = ((sorted.len().max(1) - 1) as f64 * share).round() as usize;
    sorted.get(index).copied().unwrap_or(f64::NAN)
}

/// Measures the subjects in turns, so that other work of the machine disturbs all of them alike. Each round begins with
/// another subject, and the first round is not counted.
pub(crate) fn in_turns<S>(
    rounds: usize,
    subjects: &[S],
    mut measure: impl FnMut(&S) -> Result<Usage>,
) -> Result<Vec<Runs>> {
    let mut runs: Vec<Runs> = subjects.iter().map(|_| Runs::default()).collect();
    for round in 0..=rounds {
        for place in 0..subjects.len() {
            let index = (place + round) % subjects.len();
            let usage = measure(&subjects[index])?;
            if round > 0 {
                runs[index].add(&usage);
            }
        }
    }
    Ok(runs)
}

impl Runs {
    fn add(&mut self, usage: &Usage) {
        self.wall.push(usage.wall);
        self.processor.push(usage.processor);
        self.peak_kib = self.peak_kib.max(usage.peak_kib);
    }
}

/// `1.23 (1.20 to 1.31)`.
impl fmt::Display for Middle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} ({:.2} to {:.2})", self.median, self.low, self.high)
    }
}

impl Middle {
    /// In another unit: seconds times `factor`.
    pub(crate) fn times(self, factor: f64) -> Middle {
        Middle { median: self.median * factor, low: self.low * factor, high: self.high * factor }
    }

    /// Without decimals.
    pub(crate) fn rounded(&self) -> String {
        format!("{:.0} ({:.0} to {:.0})", self.median, self.low, self.high)
    }
}
