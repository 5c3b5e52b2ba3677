//! What a workflow refers to: the workflows that it carries, tasks and launch plans (flytepropeller
//! `pkg/compiler/requirements.go`).

use super::code::{flyte, own};
use super::finding::{By, Mistake};
use super::known::{Known, printed};
use super::nodes::{self, START};
use super::package;
use aileron_grammar::suggest::nearest_or;
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::{Identifier, Node, WorkflowTemplate};
use std::collections::{HashMap, HashSet};

type Carried<'p> = HashMap<&'p Identifier, &'p WorkflowTemplate>;

/// The workflows that a spec carries, by id.
pub(super) fn carried(spec: &WorkflowSpec) -> Result<Carried<'_>, Vec<Mistake>> {
    let mut carried = HashMap::new();
    let mut mistakes = Vec::new();
    for template in &spec.sub_workflows {
        let Some(id) = &template.id else {
            let message = "a workflow in it has no id, so no node can run it, and Flyte refuses without a reason; give it one";
            return Err(vec![Mistake::own(own::UNSPECIFIED, "", message.to_owned())]);
        };
        if carried.insert(id, template).is_some() {
            let message = format!(
                "it carries the workflow {} twice, and a node that runs it could mean either; keep one",
                printed(id)
            );
            mistakes.push(Mistake::flyte(flyte::DUPLICATE_ID, &id.name, message));
        }
    }
    if mistakes.is_empty() { Ok(carried) } else { Err(mistakes) }
}

/// A workflow that contains itself: Flyte's compiler would never end.
pub(super) fn recursion<'p>(template: &'p WorkflowTemplate, carried: &Carried<'p>) -> Option<Mistake> {
    let mut walk = Walk { carried, done: HashSet::new(), open: HashSet::new(), circle: None };
    walk.workflow(template);
    let circle = walk.circle?;
    let message = format!(
        "the workflow {} runs itself in line, directly or not, so it would never end, and Flyte's compiler dies of it; remove \
         one of these calls, or repeat the work inside a task",
        printed(circle)
    );
    Some(Mistake::own(own::RECURSION, &circle.name, message))
}

struct Walk<'c, 'p> {
    carried: &'c Carried<'p>,
    done: HashSet<&'p Identifier>,
    open: HashSet<&'p Identifier>,
    circle: Option<&'p Identifier>,
}

impl<'p> Walk<'_, 'p> {
    fn workflow(&mut self, template: &'p WorkflowTemplate) {
        let mut references = Vec::new();
        for node in nodes::of(template) {
            nodes::each(node, &mut |node| references.extend(nodes::sub_workflow(node)));
        }
        for id in references {
            let Some(inner) = self.carried.get(id).copied() else { continue };
            if self.circle.is_some() || self.done.contains(id) {
                continue;
            }
            if !self.open.insert(id) {
                self.circle = Some(id);
                return;
            }
            self.workflow(inner);
            self.open.remove(id);
            self.done.insert(id);
        }
    }
}

/// What a workflow refers to and nothing has: Flyte's compiler looks no further then.
pub(super) fn missing<'p>(
    template: &'p WorkflowTemplate,
    carried: &Carried<'p>,
    known: &Known<'p>,
) -> Vec<Mistake> {
    let mut needs = Needs { carried, known, seen: HashSet::new(), mistakes: Vec::new() };
    needs.workflow(template);
    needs.mistakes
}

struct Needs<'c, 'p> {
    carried: &'c Carried<'p>,
    known: &'c Known<'p>,
    seen: HashSet<&'p Identifier>,
    mistakes: Vec<Mistake>,
}

impl<'p> Needs<'_, 'p> {
    fn workflow(&mut self, template: &'p WorkflowTemplate) {
        let name = package::name(template.id.as_ref());
        for node in nodes::of(template) {
            nodes::each(node, &mut |node| self.node(name, node));
        }
    }

    fn node(&mut self, workflow: &str, node: &'p Node) {
        let mut miss = |code, at: &str, message| {
            let workflow = workflow.to_owned();
            self.mistakes.push(Mistake { by: By::Flyte, code, node: at.to_owned(), workflow, message });
        };
        let label = nodes::label(&node.id, node);
        if let Some(id) = nodes::task(node) {
            if self.known.task(id).is_none() {
                miss(flyte::TASK_NOT_FOUND, START, self::task(id, &label, workflow, self.known));
            }
        } else if let Some(id) = nodes::launch_plan(node) {
            if self.known.plan(id).is_none() {
                let message = format!(
                    "the node {label} of `{workflow}` starts the launch plan {}, which is neither here nor in a package given \
                     with `--with`; register it first, or correct its name",
                    printed(id)
                );
                miss(flyte::WORKFLOW_NOT_FOUND, START, message);
            }
        } else if let Some(id) = nodes::sub_workflow(node) {
            match self.carried.get(id).copied() {
                None => {
                    let message = format!(
                        "the node {label} of `{workflow}` runs the workflow {} in line, which this workflow does not carry, and \
                         the engine finds it nowhere else; carry it among the sub-workflows, or start its launch plan",
                        printed(id)
                    );
                    miss(flyte::WORKFLOW_NOT_FOUND, &node.id, message);
                }
                Some(inner) => {
                    if self.seen.insert(id) {
                        self.workflow(inner);
                    }
                }
            }
        }
    }
}

fn task(id: &Identifier, label: &str, workflow: &str, known: &Known<'_>) -> String {
    let way = if let Some(other) = known.tasks_named(&id.name).first() {
        format!("there is {}, so refer to that, or register this one first", printed(other))
    } else {
        let otherwise = || "register it first, or correct its name".to_owned();
        nearest_or(&id.name, known.task_names(), otherwise)
    };
    format!(
        "the node {label} of `{workflow}` runs the task {}, which is neither here nor in a package given with `--with`; {way}",
        printed(id)
    )
}
