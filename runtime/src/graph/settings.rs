//! Settings of a single node, as tracers give them.

use super::{Least, Node, Work, trace};
use crate::entity::{Referred, Settings};
use aileron_grammar::Rule;

/// What a call asks for in place of what its task does.
#[derive(Clone, Copy, Debug)]
pub struct NodeSettings {
    /// The node's name in Flyte's console; empty for that of its task or workflow.
    pub name: &'static str,
    /// Whether `retries` is given.
    pub has_retries: bool,
    /// How many tasks of a map may run at once.
    pub concurrency: Option<u32>,
    /// How many tasks of a map must succeed.
    pub least: Option<Least>,
    /// All other settings, with the defaults for those that are not given.
    pub others: &'static Settings,
}

impl NodeSettings {
    /// Whether there is a setting that Flyte heeds only on the node of a task.
    fn is_for_tasks(self) -> bool {
        let Settings {
            container_image,
            cache,
            interruptible,
            requests,
            limits,
            accelerator,
            shared_memory,
            pod_template,
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
            || pod_template.is_some()
    }
}

/// Gives a node its settings. Returns what is wrong with them: the rule, and why.
pub(super) fn give(node: &mut Node, settings: NodeSettings) -> Option<(Rule, &'static str)> {
    node.settings = Some(settings);
    let NodeSettings { concurrency, least, .. } = settings;
    match &mut node.work {
        Work::Map(map) => {
            map.concurrency = concurrency;
            map.least = least;
            (least.is_some() && !map.holes).then_some((
                Rule::MapSetting,
                "all tasks of a `map` have to succeed, since it gives a list of values: write `map_some`, which gives a list of \
                 options, or remove `min_successes` and `min_success_ratio`",
            ))
        }
        _ if concurrency.is_some() || least.is_some() => Some((
            Rule::MapSetting,
            "this node is no map, so it has one task: remove `concurrency`, `min_successes` and `min_success_ratio`",
        )),
        Work::Task(_) => None,
        Work::Reference(entity) if entity.reference().is_some_and(|reference| reference.kind == Referred::Task) => None,
        _ => settings.is_for_tasks().then_some((
            Rule::NodeSetting,
            "this node runs no task itself, and Flyte heeds only `name` and `timeout` there: give the other settings to the calls \
             of tasks in it",
        )),
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
