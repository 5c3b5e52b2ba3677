//! When something is tried again.

use super::error::RegistryError;
use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use std::time::Duration;

/// How often something is tried again.
const MOST: usize = 5;
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// What a registry may ask to wait at most. Docker Hub's limits are counted over hours, which nobody waits for.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The pauses before the next tries.
pub(super) struct Tries(ExponentialBackoff);

impl Tries {
    pub(super) fn new() -> Self {
        Tries(
            ExponentialBuilder::default()
                .with_min_delay(FIRST_PAUSE)
                .with_max_times(MOST)
                .with_jitter()
                .build(),
        )
    }

    /// Waits before the next try.
    ///
    /// # Errors
    /// Returns the error if it would be the same again, if it was tried often enough, or if the registry asks for too long a pause.
    pub(super) async fn pause(&mut self, error: RegistryError) -> Result<(), RegistryError> {
        if !error.may_pass() {
            return Err(error);
        }
        let Some(pause) = self.0.next() else { return Err(error) };
        let asked = error.after().unwrap_or_default();
        if asked > LONGEST_PAUSE {
            let advice = format!("it asks to wait {} seconds: try again then", asked.as_secs());
            return Err(error.advised(advice));
        }
        tokio::time::sleep(pause.max(asked)).await;
        Ok(())
    }
}
