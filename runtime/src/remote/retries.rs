//! How long a call that may succeed later is made again.

use super::call::{CallError, Fate};
use crate::config::Platform;
use backon::{ExponentialBuilder, Retryable};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The time that an attempt has; flytectl's is 15 s, which a large workflow on a slow server can take.
const DEADLINE: Duration = Duration::from_secs(30);
/// No attempt begins after this time.
const LONGEST: Duration = Duration::from_secs(60);
/// The first pause. The next ones double.
const FIRST: Duration = Duration::from_millis(100);
/// The longest pause, as flytectl has it.
const LARGEST: Duration = Duration::from_secs(8);
/// A person is told after this time, and then at intervals.
const QUIET: Duration = Duration::from_secs(2);
const EVERY: Duration = Duration::from_secs(10);

/// How long and how often calls are made again.
#[derive(Debug)]
pub(super) struct Retries {
    pub(super) deadline: Duration,
    longest: Duration,
    largest: Duration,
    most: usize,
    /// When a person was told last. Many calls wait at once.
    told: Mutex<Option<Instant>>,
}

impl Retries {
    pub(super) fn of(platform: &Platform) -> Self {
        Retries {
            deadline: platform.per_retry_timeout.as_ref().map_or(DEADLINE, |found| found.value),
            longest: LONGEST,
            largest: platform.max_backoff.as_ref().map_or(LARGEST, |found| found.value),
            most: platform.max_retries.as_ref().map_or(usize::MAX, |found| found.value as usize),
            told: Mutex::default(),
        }
    }

    /// Makes a call, and makes it again while its failures may pass. What changes something on the server is made again only if
    /// the server did not do it.
    pub(super) async fn run<A, F: Future<Output = Result<A, CallError>>>(
        &self,
        server: &str,
        may_be_done_twice: bool,
        attempt: impl FnMut() -> F,
    ) -> Result<A, CallError> {
        let began = Instant::now();
        let mut left = self.most;
        let passes = |error: &CallError| match error.fate() {
            Fate::Undone => true,
            Fate::Lost => may_be_done_twice,
            Fate::Answered => false,
        };
        let mut again = |error: &CallError| {
            let is_wanted = left > 0 && began.elapsed() < self.longest && passes(error);
            left = left.saturating_sub(1);
            is_wanted
        };
        let backoff = ExponentialBuilder::new()
            .with_jitter()
            .with_min_delay(FIRST.min(self.largest))
            .with_max_delay(self.largest)
            .with_total_delay(Some(self.longest))
            .without_max_times();
        attempt
            .retry(backoff)
            .sleep(tokio::time::sleep)
            .when(&mut again)
            .notify(|error, _| self.tell(server, error, began.elapsed()))
            .await
    }

    /// Tells a person that a call waits, unless somebody was told just now.
    fn tell(&self, server: &str, error: &CallError, waited: Duration) {
        if waited < QUIET {
            return;
        }
        let mut told = crate::lock::lock(&self.told);
        if told.is_some_and(|told| told.elapsed() < EVERY) {
            return;
        }
        *told = Some(Instant::now());
        let left = self.longest.saturating_sub(waited).as_secs();
        super::notice::note(&format!("`{server}`: {error}; trying again for up to {left} s"));
    }
}
