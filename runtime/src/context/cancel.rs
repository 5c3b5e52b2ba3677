//! Whether the attempt is to end.

use super::Context;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

/// How often a future looks.
const PAUSE: Duration = Duration::from_millis(100);

static CANCELLED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Set when the process is told to end.
pub(crate) fn cancelled() -> &'static Arc<AtomicBool> {
    &CANCELLED
}

impl Context {
    /// Whether the pod was told to end: the execution was aborted, or the cluster needs the node.
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
    /// From then on the task has 20 s, or what the variable `AILERON_GRACE_PERIOD` says, such as `2m` (Kubernetes' own
    /// `terminationGracePeriodSeconds` has to be longer; none at all is `0s`). Outputs are outputs; an error, or not to end
    /// in time, is an interruption, after which Flyte tries again without spending the task's `retries`.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        !self.attempt.is_local() && CANCELLED.load(Ordering::SeqCst)
    }

    /// Waits until [`is_cancelled`](Context::is_cancelled), in an `async` task.
    pub fn cancelled(&self) -> impl Future<Output = ()> + Send + use<> {
        let context = self.clone();
        async move {
            while !context.is_cancelled() {
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
