//! Settings of a single node, as tracers give them.

use super::trace;
use crate::entity::Settings;

/// What a call asks for in place of what its task does.
#[derive(Clone, Copy, Debug)]
pub struct NodeSettings {
    /// The node's name in Flyte's console; empty for that of its task or workflow.
    pub name: &'static str,
    /// Whether `retries` is given.
    pub has_retries: bool,
    /// All other settings, with the defaults for those that are not given.
    pub others: &'static Settings,
}

impl NodeSettings {
    /// Whether there is a setting that Flyte heeds only on the node of a task.
    pub(super) fn is_for_tasks(self) -> bool {
        let Settings {
            container_image,
            cache,
            interruptible,
            requests,
            limits,
            accelerator,
            shared_memory,
            ..
        } = self.others;
        self.has_retries
            || !container_image.is_empty()
            || cache.is_some()
            || interruptible.is_some()
            || !requests.is_empty()
            || !limits.is_empty()
            || accelerator.is_some()
            || shared_memory.is_some()
    }
}

/// While this exists, each new node of its block has some settings.
#[derive(Debug)]
pub struct Configuring {
    block: u32,
}

/// Gives each new node of the innermost block these settings.
#[must_use]
pub fn configuring(settings: NodeSettings) -> Configuring {
    Configuring { block: trace::configure(settings) }
}

impl Drop for Configuring {
    fn drop(&mut self) {
        trace::configure_no_more(self.block);
    }
}
