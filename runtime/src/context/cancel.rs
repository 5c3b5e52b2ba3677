//! Whether the attempt must end.

use super::Context;
use crate::logs;
use aileron_grammar::duration;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

/// How long tasks may go on once they have to end. In a pod, Kubernetes waits for 30 s; the rest of them is for the report to
/// the engine.
const GRACE: Duration = Duration::from_secs(20);

/// The time between two looks of a future.
const PAUSE: Duration = Duration::from_millis(100);

static CANCELLED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// The flag that is set when the process is asked to end.
pub(crate) fn cancelled() -> &'static Arc<AtomicBool> {
    &CANCELLED
}

/// Whether attempts of this process have to end.
pub(crate) fn must_end() -> bool {
    CANCELLED.load(Ordering::Relaxed)
}

/// How long attempts may go on once they have to end.
pub(crate) fn grace() -> Duration {
    let Ok(wish) = std::env::var("AILERON_GRACE_PERIOD") else { return GRACE };
    duration::parse(&wish).unwrap_or_else(|problem| {
        logs::note(&format!("AILERON_GRACE_PERIOD is `{wish}`: {problem}; {GRACE:?} is used instead"));
        GRACE
    })
}

impl Context {
    /// Returns whether the task was asked to end: the execution was aborted, the cluster needs the node, or somebody has
    /// interrupted a local run with Ctrl-C.
    ///
    /// ```
    /// use aileron::Context;
    /// use aileron::prelude::*;
    /// use std::io;
    ///
    /// #[task]
    /// fn train(epochs: u8) -> io::Result<u8> {
    ///     let context = Context::current();
    ///     let checkpoint = context.checkpoint();
    ///     for epoch in checkpoint.restore()?.map_or(0, |bytes| bytes[0])..epochs {
    ///         if context.is_cancelled() {
    ///             checkpoint.save(&[epoch])?;
    ///             return Err(io::ErrorKind::Interrupted.into());
    ///         }
    ///     }
    ///     Ok(epochs)
    /// }
    /// # assert_eq!(train(3)?, 3);
    /// # Ok::<(), io::Error>(())
    /// ```
    ///
    /// From then on the task has 20 s, or the time in the variable `AILERON_GRACE_PERIOD`, such as `2m` or `0s`.
    /// Kubernetes' own `terminationGracePeriodSeconds` has to be longer. If the task returns outputs in that time, it
    /// succeeds. If it returns an error, or does not end in time, it was interrupted: Flyte tries it again without
    /// using up its `retries`. A local run starts no more tasks, and a second Ctrl-C ends it at once.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        CANCELLED.load(Ordering::SeqCst)
    }

    /// Waits until the task is asked to end, see [`is_cancelled`](Context::is_cancelled). For `async` tasks.
    pub fn cancelled(&self) -> impl Future<Output = ()> + Send + use<> {
        let context = self.clone();
        async move {
            while !context.is_cancelled() {
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
