//! How long errors that may pass are tried again.
//!
//! The library that speaks to the stores limits the number of attempts instead, which its jitter makes a few seconds: an
//! outage of a minute would then cost a finished task its outputs.

use super::super::{Address, progress, random};
use crate::lock::lock;
use std::fmt::Display;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Nothing is tried again after this time.
const LONGEST: Duration = Duration::from_mins(3);
/// The first pause.
const FIRST: Duration = Duration::from_millis(100);
/// The longest pause, unless a store asks for a longer one.
const LARGEST: Duration = Duration::from_secs(10);
/// After this time a line is logged, and then another one at intervals.
const QUIET: Duration = Duration::from_secs(3);
const EVERY: Duration = Duration::from_secs(30);

/// How often, and with which pauses, a store's requests are tried again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Terms {
    /// The greatest number of further attempts; if unset, only time limits them.
    pub(super) most: Option<usize>,
    pub(super) first: Option<Duration>,
}

/// The patience with one request, and with the bytes of its answer.
#[derive(Clone, Debug)]
pub(super) struct Patience(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    terms: Terms,
    began: Instant,
    pauses: u32,
    /// When its next log line is due.
    due: Duration,
}

impl Patience {
    pub(super) fn new(terms: Terms) -> Self {
        Patience(Arc::new(Mutex::new(State { terms, began: Instant::now(), pauses: 0, due: QUIET })))
    }

    /// Waits for the next attempt, at least as long as the store asks; false if there is none.
    pub(super) fn pause(
        &self,
        address: &Address,
        why: &dyn Display,
        asked: Option<Duration>,
    ) -> impl Future<Output = bool> + use<> {
        let pause = self.next(address, why, asked);
        async move {
            match pause {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return false,
            }
            true
        }
    }

    fn next(&self, address: &Address, why: &dyn Display, asked: Option<Duration>) -> Option<Duration> {
        let mut state = lock(&self.0);
        let elapsed = state.began.elapsed();
        let pause = state.pause(elapsed, asked, part())?;
        if elapsed + pause >= state.due {
            state.due = elapsed + pause + EVERY;
            progress::note(&format!(
                "`{address}` has failed for {} s: {why}; trying again for up to {} s",
                elapsed.as_secs(),
                LONGEST.as_secs()
            ));
        }
        Some(pause)
    }
}

impl State {
    /// Twice the last pause, plus up to half of that by chance, so that clients that failed together don't come back
    /// together.
    fn pause(&mut self, elapsed: Duration, asked: Option<Duration>, chance: f64) -> Option<Duration> {
        if self.terms.most.is_some_and(|most| self.pauses as usize >= most) {
            return None;
        }
        let first = self.terms.first.unwrap_or(FIRST);
        let growing = first.saturating_mul(1 << self.pauses.min(20)).min(LARGEST.max(first));
        let floor = growing.max(asked.unwrap_or_default());
        let rest = LONGEST.checked_sub(elapsed).filter(|rest| floor <= *rest)?;
        self.pauses += 1;
        Some(floor.mul_f64(1.0 + chance / 2.0).min(rest))
    }
}

/// A random number from 0 to 1.
fn part() -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "precision does not matter here")]
    let part = random::number() as f64 / u64::MAX as f64;
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(terms: Terms) -> State {
        State { terms, began: Instant::now(), pauses: 0, due: QUIET }
    }

    /// All pauses of a request that fails at once each time.
    fn pauses(terms: Terms, chance: f64) -> Vec<Duration> {
        let (mut state, mut elapsed) = (state(terms), Duration::ZERO);
        let next = || {
            let pause = state.pause(elapsed, None, chance)?;
            elapsed += pause;
            Some(pause)
        };
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn pauses_grow_and_end_after_three_minutes() {
        for chance in [0.0, 0.5, 1.0] {
            let pauses = pauses(Terms::default(), chance);
            let all: Duration = pauses.iter().sum();
            assert!(all <= LONGEST && all + LARGEST * 2 > LONGEST, "{all:?}");
            // Chance never makes a pause shorter.
            for (index, pause) in pauses.iter().enumerate() {
                let floor = (FIRST * (1 << index.min(10))).min(LARGEST);
                assert!(*pause >= floor && *pause <= floor.mul_f64(1.5), "{index}: {pause:?}");
            }
        }
    }

    #[test]
    fn a_pause_is_as_long_as_the_store_asks() {
        let asked = |seconds, elapsed| {
            state(Terms::default()).pause(
                Duration::from_secs(elapsed),
                Some(Duration::from_secs(seconds)),
                1.0,
            )
        };
        assert_eq!(asked(20, 0), Some(Duration::from_secs(30)));
        assert_eq!(asked(0, 0), Some(FIRST.mul_f64(1.5)));
        assert_eq!(asked(100, 80), Some(Duration::from_secs(100)));
        assert_eq!((asked(100, 81), asked(181, 0), asked(0, 180)), (None, None, None));
    }

    #[test]
    fn settings_limit_the_attempts() {
        let terms = |most, first| Terms { most: Some(most), first: Some(Duration::from_secs(first)) };
        assert_eq!(pauses(terms(0, 1), 0.0), []);
        assert_eq!(pauses(terms(4, 5), 0.0), [5, 10, 10, 10].map(Duration::from_secs));
        assert_eq!(pauses(terms(3, 40), 0.0), [40; 3].map(Duration::from_secs));
        assert_eq!(pauses(terms(3, 0), 1.0), [Duration::ZERO; 3]);
    }
}
