//! Whether the attempt must end.

use super::Context;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

/// The time between two looks of a future.
const PAUSE: Duration = Duration::from_millis(100);

static CANCELLED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// The flag that is set when the process is asked to end.
pub(crate) fn cancelled() -> &'static Arc<AtomicBool> {
    &CANCELLED
}

impl Context {
    /// Returns whether the pod was asked to end: the execution was aborted, or the cluster needs the node.
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
    /// using up its `retries`.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        !self.attempt.is_local() && CANCELLED.load(Ordering::SeqCst)
    }

    /// Waits until the pod is asked to end, see [`is_cancelled`](Context::is_cancelled). For `async` tasks.
    pub fn cancelled(&self) -> impl Future<Output = ()> + Send + use<> {
        let context = self.clone();
        async move {
            while !context.is_cancelled() {
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
