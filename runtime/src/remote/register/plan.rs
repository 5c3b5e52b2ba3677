//! What is to be registered, and what of it needs what.

use crate::check::{Message, Package, each_id};
use crate::embed::EntityKind;
use crate::spec::Ids;
use aileron_idl::core::{Identifier, ResourceType};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What is to be registered, in the order in which it is told: tasks, workflows, launch plans.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) items: Vec<Arc<Item>>,
    /// For each item, those that have to be on the server before it.
    pub(super) needs: Vec<Vec<usize>>,
}

/// A task, a workflow or a launch plan, with all parts of its ids.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) kind: EntityKind,
    pub(super) id: Identifier,
    pub(super) message: Message,
    /// Whether a launch plan is to be active.
    pub(super) activates: bool,
}

impl Plan {
    /// Fills what ids leave to the registration.
    pub(super) fn new(mut package: Package, ids: &Ids, activates: impl Fn(&str) -> bool) -> Self {
        package.fill(ids);
        let mut mentioned: Vec<BTreeSet<Key>> = Vec::new();
        let mut items = Vec::new();
        for mut item in package.items {
            let mut keys = BTreeSet::new();
            each_id(&mut item.message, &mut |id| {
                keys.insert(key(id));
            });
            let (kind, id) = match &item.message {
                Message::Task(spec) => {
                    (EntityKind::Task, spec.template.as_ref().and_then(|template| template.id.clone()))
                }
                Message::Workflow(spec) => {
                    (EntityKind::Workflow, spec.template.as_ref().and_then(|template| template.id.clone()))
                }
                Message::LaunchPlan(plan) => (EntityKind::LaunchPlan, plan.id.clone()),
            };
            let id = id.unwrap_or_default();
            let activates = kind == EntityKind::LaunchPlan && activates(&id.name);
            mentioned.push(keys);
            items.push(Arc::new(Item { kind, id, message: item.message, activates }));
        }
        let places: HashMap<Key, usize> =
            items.iter().enumerate().map(|(place, item)| (key(&item.id), place)).collect();
        let needs = items.iter().zip(mentioned).enumerate().map(|(own, (item, keys))| {
            let needs = keys.iter().filter(|key| is_needed(item.kind, key.0));
            needs.filter_map(|key| places.get(key).copied()).filter(|place| *place != own).collect()
        });
        let needs = needs.collect();
        Plan { items, needs }
    }
}

/// The kind of an entity and the parts of its id, as far as a server tells entities apart by them.
type Key = (i32, [String; 4]);

fn key(id: &Identifier) -> Key {
    (id.resource_type, [&id.project, &id.domain, &id.name, &id.version].map(Clone::clone))
}

/// Whether an entity of that kind can't be registered before one of the other kind that it mentions. A workflow carries the
/// workflows in it.
fn is_needed(kind: EntityKind, mentioned: i32) -> bool {
    match kind {
        EntityKind::Workflow => mentioned != ResourceType::Workflow as i32,
        EntityKind::LaunchPlan => mentioned == ResourceType::Workflow as i32,
        EntityKind::Task | EntityKind::Reference => false,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use aileron_idl::admin::{LaunchPlan, LaunchPlanSpec, TaskSpec, WorkflowSpec};
    use aileron_idl::core::node::Target;
    use aileron_idl::core::{
        Node, TaskNode, TaskTemplate, WorkflowNode, WorkflowTemplate, task_node, workflow_node,
    };

    fn id(kind: ResourceType, name: &str) -> Identifier {
        Identifier { resource_type: kind.into(), name: name.to_owned(), ..Identifier::default() }
    }

    pub(in super::super) fn task(name: &str) -> Message {
        let template = TaskTemplate { id: Some(id(ResourceType::Task, name)), ..TaskTemplate::default() };
        Message::Task(TaskSpec { template: Some(template), description: None })
    }

    /// A workflow that calls these tasks and starts these launch plans.
    pub(in super::super) fn workflow(name: &str, tasks: &[&str], plans: &[&str]) -> Message {
        let tasks = tasks.iter().map(|task| {
            let id = id(ResourceType::Task, task);
            let reference = Some(task_node::Reference::ReferenceId(id));
            Target::TaskNode(TaskNode { reference, ..TaskNode::default() })
        });
        let plans = plans.iter().map(|plan| {
            let id = id(ResourceType::LaunchPlan, plan);
            Target::WorkflowNode(WorkflowNode {
                reference: Some(workflow_node::Reference::LaunchplanRef(id)),
            })
        });
        let targets = tasks.chain(plans).enumerate();
        let nodes = targets.map(|(number, target)| Node {
            id: format!("n{number}"),
            target: Some(target),
            ..Node::default()
        });
        let template = WorkflowTemplate {
            id: Some(id(ResourceType::Workflow, name)),
            nodes: nodes.collect(),
            ..WorkflowTemplate::default()
        };
        Message::Workflow(WorkflowSpec { template: Some(template), ..WorkflowSpec::default() })
    }

    pub(in super::super) fn launch_plan(name: &str, workflow: &str) -> Message {
        let workflow_id = Some(id(ResourceType::Workflow, workflow));
        let spec = LaunchPlanSpec { workflow_id, ..LaunchPlanSpec::default() };
        Message::LaunchPlan(LaunchPlan {
            id: Some(id(ResourceType::LaunchPlan, name)),
            spec: Some(spec),
            closure: None,
        })
    }

    #[test]
    fn ids_get_the_parts_that_they_leave_out_and_needs_are_found_by_them() {
        let mut package = Package::default();
        let messages =
            [task("a"), workflow("w", &["a", "far"], &["p"]), launch_plan("p", "w"), launch_plan("q", "w")];
        for message in messages {
            package.push(String::new(), message);
        }
        let ids = Ids { project: "p".to_owned(), domain: "d".to_owned(), version: "v".to_owned() };
        let plan = Plan::new(package, &ids, |name| name == "q");
        // A workflow that starts a launch plan of its own waits for it for ever, which is told at the end.
        assert_eq!(plan.needs, [vec![], vec![0, 2], vec![1], vec![1]]);
        assert!(plan.items.iter().all(|item| item.id.project == "p" && item.id.version == "v"));
        assert_eq!(
            plan.items.iter().map(|item| item.activates).collect::<Vec<_>>(),
            [false, false, false, true]
        );
    }
}
