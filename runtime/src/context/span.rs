//! The `tracing` span of an attempt.

use super::Context;
#[cfg(feature = "tracing")]
use crate::logs::ATTEMPT;

impl Context {
    /// Enters the span of the attempt: what this thread logs until the result is dropped belongs to it.
    #[cfg(feature = "tracing")]
    pub(crate) fn enter_span(&self) -> tracing::span::EnteredSpan {
        let execution = || {
            let id = self.execution();
            format!("{}/{}/{}", id.project, id.domain, id.name)
        };
        tracing::error_span!(
            target: ATTEMPT,
            "task",
            execution = execution(),
            node = self.node(),
            task = self.task().name,
            attempt = self.attempt(),
        )
        .entered()
    }

    /// Without `tracing` there are no spans.
    #[cfg(not(feature = "tracing"))]
    #[expect(clippy::unused_self, reason = "called as with `tracing`")]
    pub(crate) fn enter_span(&self) -> NoSpan {
        NoSpan
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) struct NoSpan;
