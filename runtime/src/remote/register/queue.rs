//! The order of the calls: what is next, so that nothing is sent before what it needs, and no more at once than a server likes.

use super::plan::Plan;
use crate::embed::EntityKind;
use std::collections::BTreeSet;

/// How many calls are under way at once. flyteadmin v1.16.8 keeps ten connections to its database: with four calls it is
/// the fastest, and slower with more than eight.
const AT_ONCE: usize = 4;

/// How many of them register workflows: each reads all of its tasks.
const WORKFLOWS_AT_ONCE: usize = 2;

/// Which items are ready, under way and blocked.
#[derive(Debug)]
pub(super) struct Queue {
    kinds: Vec<EntityKind>,
    /// How many of what each item needs are not there yet.
    missing: Vec<usize>,
    /// Which items need each.
    needed_by: Vec<Vec<usize>>,
    ready: BTreeSet<usize>,
    under_way: usize,
    workflows_under_way: usize,
}

impl Queue {
    pub(super) fn new(plan: &Plan) -> Self {
        let missing: Vec<usize> = plan.needs.iter().map(Vec::len).collect();
        let mut needed_by = vec![Vec::new(); plan.items.len()];
        for (item, needs) in plan.needs.iter().enumerate() {
            for &need in needs {
                needed_by[need].push(item);
            }
        }
        let ready = (0..missing.len()).filter(|item| missing[*item] == 0).collect();
        let kinds = plan.items.iter().map(|item| item.kind).collect();
        Queue { kinds, missing, needed_by, ready, under_way: 0, workflows_under_way: 0 }
    }

    /// Takes the next item that may be sent now; `None` if none may.
    pub(super) fn take(&mut self) -> Option<usize> {
        if self.under_way >= AT_ONCE {
            return None;
        }
        let may = |item: &usize| self.workflows_under_way < WORKFLOWS_AT_ONCE || !self.is_workflow(*item);
        let item = self.ready.iter().copied().find(may)?;
        self.ready.remove(&item);
        self.under_way += 1;
        self.workflows_under_way += usize::from(self.is_workflow(item));
        Some(item)
    }

    /// Notes that an item is on the server.
    pub(super) fn succeeded(&mut self, item: usize) {
        self.ended(item);
        for &next in &self.needed_by[item] {
            self.missing[next] -= 1;
            if self.missing[next] == 0 {
                self.ready.insert(next);
            }
        }
    }

    /// Notes that an item is not on the server. Returns what can't be sent, since it needs the item: also through others.
    pub(super) fn failed(&mut self, item: usize) -> BTreeSet<usize> {
        self.ended(item);
        let mut blocked = BTreeSet::new();
        let mut around = vec![item];
        while let Some(item) = around.pop() {
            around.extend(self.needed_by[item].iter().filter(|next| blocked.insert(**next)));
        }
        blocked
    }

    fn ended(&mut self, item: usize) {
        self.under_way -= 1;
        self.workflows_under_way -= usize::from(self.is_workflow(item));
    }

    fn is_workflow(&self, item: usize) -> bool {
        self.kinds[item] == EntityKind::Workflow
    }
}
