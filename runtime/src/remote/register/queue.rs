//! The order of the calls: what is next, so that nothing is sent before what it needs, and no more at once than a server likes.

use super::plan::Plan;
use crate::embed::EntityKind;
use crate::remote::AT_ONCE;
use std::collections::BTreeSet;

/// How many of the calls that are under way register workflows: each reads all of its tasks.
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

#[cfg(test)]
mod tests {
    use super::super::plan::tests::{launch_plan, task, workflow};
    use super::*;
    use crate::check::{Message, Package};
    use crate::spec::Ids;

    fn queue(messages: Vec<Message>) -> (Plan, Queue) {
        let mut package = Package::default();
        for message in messages {
            package.push(String::new(), message);
        }
        let ids = Ids { project: "p".to_owned(), domain: "d".to_owned(), version: "v".to_owned() };
        let plan = Plan::new(package, &ids, |_| false);
        let queue = Queue::new(&plan);
        (plan, queue)
    }

    /// Takes all that may be sent now, by name.
    fn take<'p>(plan: &'p Plan, queue: &mut Queue) -> Vec<(usize, &'p str)> {
        std::iter::from_fn(|| queue.take()).map(|item| (item, plan.items[item].id.name.as_str())).collect()
    }

    #[test]
    fn nothing_is_sent_before_what_it_needs() {
        // `outer` calls the launch plan of `inner`, and comes before it in the order of names.
        let (plan, mut queue) = queue(vec![
            task("a"),
            workflow("a_outer", &["a"], &["inner"]),
            workflow("inner", &["a"], &[]),
            launch_plan("a_outer", "a_outer"),
            launch_plan("inner", "inner"),
        ]);
        let mut order = Vec::new();
        loop {
            let taken = take(&plan, &mut queue);
            if taken.is_empty() {
                break;
            }
            for (item, name) in taken {
                order.push((plan.items[item].kind.as_str(), name));
                queue.succeeded(item);
            }
        }
        assert_eq!(
            order,
            [
                ("task", "a"),
                ("workflow", "inner"),
                ("launch plan", "inner"),
                ("workflow", "a_outer"),
                ("launch plan", "a_outer")
            ]
        );
    }

    #[test]
    fn four_are_under_way_and_two_of_them_workflows() {
        let (plan, mut queue) = queue(
            (0..6)
                .map(|number| task(&format!("t{number}")))
                .chain((0..4).map(|number| workflow(&format!("w{number}"), &[], &[])))
                .collect(),
        );
        let first: Vec<_> = take(&plan, &mut queue);
        assert_eq!(first.iter().map(|(_, name)| *name).collect::<Vec<_>>(), ["t0", "t1", "t2", "t3"]);
        for (item, _) in &first {
            queue.succeeded(*item);
        }
        let second = take(&plan, &mut queue);
        assert_eq!(second.iter().map(|(_, name)| *name).collect::<Vec<_>>(), ["t4", "t5", "w0", "w1"]);
        // A task that has ended makes no room for a third workflow.
        queue.succeeded(second[0].0);
        assert_eq!(take(&plan, &mut queue), []);
        queue.succeeded(second[2].0);
        assert_eq!(take(&plan, &mut queue).iter().map(|(_, name)| *name).collect::<Vec<_>>(), ["w2"]);
    }

    #[test]
    fn what_needs_a_failed_one_is_blocked_and_nothing_else() {
        let (plan, mut queue) = queue(vec![
            task("a"),
            task("b"),
            workflow("w", &["a"], &[]),
            workflow("x", &["b"], &[]),
            launch_plan("w", "w"),
        ]);
        assert_eq!(take(&plan, &mut queue).len(), 2);
        assert_eq!(queue.failed(0), BTreeSet::from([2, 4]));
        queue.succeeded(1);
        assert_eq!(take(&plan, &mut queue), [(3, "x")]);
    }
}
