//! What Flyte refuses only when it makes a workflow's Kubernetes resource, at the launch (flytepropeller
//! `pkg/compiler/transformers/k8s`). Such a workflow can be registered.

use super::code::{flyte, own};
use super::compiler::Compiled;
use super::finding::{By, Mistake};
use super::known::{Known, printed};
use super::nodes::{self, END, START};
use super::{package, quantity, requirements};
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::node::Target;
use aileron_idl::core::{Identifier, Node, WorkflowTemplate};
use aileron_idl::google::Duration;
use std::collections::{BTreeMap, HashSet};

/// What the builder refuses of a workflow that the compiler accepts.
pub(super) fn build<'p>(spec: &'p WorkflowSpec, known: &Known<'p>, compiled: &Compiled<'p>) -> Vec<Mistake> {
    let Some(template) = &spec.template else { return Vec::new() };
    let tasks = tasks(template, &requirements::carried(spec).unwrap_or_default(), known);
    let mut builder = Builder { compiled, tasks, workflow: "", mistakes: Vec::new(), crash: None };
    builder.workflow(template);
    if builder.mistakes.is_empty() {
        // Those that no node runs as well.
        for template in &spec.sub_workflows {
            builder.workflow(template);
        }
    }
    match builder.crash {
        Some(crash) => vec![crash],
        None => builder.mistakes,
    }
}

/// The tasks that the workflow needs: the compiler hands on no others.
fn tasks<'p>(
    template: &'p WorkflowTemplate,
    carried: &std::collections::HashMap<&'p Identifier, &'p WorkflowTemplate>,
    known: &Known<'p>,
) -> HashSet<&'p Identifier> {
    let (mut tasks, mut seen) = (HashSet::new(), HashSet::new());
    let mut open = vec![template];
    while let Some(template) = open.pop() {
        for node in nodes::of(template) {
            nodes::each(node, &mut |node| {
                tasks.extend(nodes::task(node).filter(|task| known.task(task).is_some()));
                if let Some(id) = nodes::sub_workflow(node)
                    && seen.insert(id)
                {
                    open.extend(carried.get(id));
                }
            });
        }
    }
    tasks
}

struct Builder<'c, 'p> {
    compiled: &'c Compiled<'p>,
    tasks: HashSet<&'p Identifier>,
    workflow: &'p str,
    mistakes: Vec<Mistake>,
    crash: Option<Mistake>,
}

/// A node failed, and the builder goes no further.
struct Stop;

impl<'p> Builder<'_, 'p> {
    fn workflow(&mut self, template: &'p WorkflowTemplate) {
        self.workflow = package::name(template.id.as_ref());
        let before = self.mistakes.len();
        if let Some(node) = &template.failure_node
            && self.node(node, &mut Vec::new()).is_err()
        {
            return self.stopped(before);
        }
        let list = self.compiled.lists.get(&std::ptr::from_ref(template));
        let own = || template.nodes.iter().collect();
        let mut made: BTreeMap<String, &'p Node> = BTreeMap::new();
        for node in list.cloned().unwrap_or_else(own) {
            let mut parts = Vec::new();
            if self.node(node, &mut parts).is_err() {
                break;
            }
            for (id, part) in parts {
                if made.get(&id).is_some_and(|other| !are_equal(other, part)) {
                    let message = format!(
                        "two nodes have the id `{id}`: Flyte calls a node of a branch by the branch's id and its own; give one of \
                         them another id"
                    );
                    let top = self.id(node).to_owned();
                    self.flyte(flyte::VALUE_COLLISION, &top, message);
                }
                made.insert(id, part);
            }
        }
        if self.mistakes.len() > before {
            self.stopped(before);
        }
    }

    /// The builder reports once more that it can't go on.
    fn stopped(&mut self, before: usize) {
        if let Some(first) = self.mistakes.get(before) {
            let message = format!("no Kubernetes resource can be made of it: {}", first.message);
            self.flyte(flyte::WORKFLOW_BUILD, "", message);
        }
    }

    /// Makes a node, and collects it and the nodes of its branches.
    fn node(&mut self, node: &'p Node, parts: &mut Vec<(String, &'p Node)>) -> Result<(), Stop> {
        let id = self.id(node).to_owned();
        if [START, END].contains(&id.as_str()) && node.target.is_none() {
            parts.push((id, node));
            return Ok(());
        }
        if let Some(Target::TaskNode(task)) = &node.target {
            let reference = nodes::task(node);
            if reference.is_none_or(|task| !self.tasks.contains(task)) {
                let name = reference.map_or_else(|| "without a name".to_owned(), printed);
                let message = format!(
                    "the node {} runs the task {name}, which is not among those that the workflow itself needs; a workflow that no \
                     node runs must be left out",
                    nodes::label(&id, node)
                );
                return self.stop(flyte::TASK_NOT_FOUND, &id, message);
            }
            let resources = task.overrides.as_ref().and_then(|overrides| overrides.resources.as_ref());
            let entries = resources.into_iter().flat_map(|it| it.requests.iter().chain(&it.limits));
            for entry in entries {
                if !quantity::is_read(&entry.value) {
                    let message = format!(
                        "the node {} asks for `{}`, which is not a quantity; write one such as `500m`, `2` or `1Gi`",
                        nodes::label(&id, node),
                        entry.value
                    );
                    return self.stop(flyte::WORKFLOW_BUILD, "", message);
                }
            }
        }
        let timeout = node.metadata.as_ref().and_then(|metadata| metadata.timeout.as_ref());
        if timeout.is_some_and(|timeout| !is_in_range(timeout)) {
            let message = format!(
                "the timeout of the node {} is no time that Flyte can hold, which is 292 years at most; write a shorter one",
                nodes::label(&id, node)
            );
            return self.stop(flyte::SYNTAX, &id, message);
        }
        match &node.target {
            None => {
                self.stop(flyte::VALUE_REQUIRED, &id, "a node has nothing to do; set its target".to_owned())
            }
            Some(Target::WorkflowNode(workflow)) if workflow.reference.is_none() => self.stop(
                flyte::VALUE_REQUIRED,
                &id,
                "a node names neither a workflow nor a launch plan; name one".to_owned(),
            ),
            Some(Target::BranchNode(branch)) => {
                parts.push((id.clone(), node));
                let before = self.mistakes.len();
                let first = nodes::cases(branch).next();
                let has_case = branch.if_else.as_ref().is_some_and(|block| block.case.is_some());
                let made = match first.and_then(|case| case.then_node.as_deref()).filter(|_| has_case) {
                    Some(arm) => self.node(arm, parts),
                    None => self.nothing(),
                };
                if made.is_err() {
                    self.crashes(&id);
                    return Err(Stop);
                }
                if let Some(arm) = nodes::last_arm(branch) {
                    self.node(arm, parts)?;
                }
                for case in nodes::cases(branch).skip(1) {
                    let mut made = Vec::new();
                    let result = match case.then_node.as_deref() {
                        Some(arm) => self.node(arm, &mut made),
                        None => self.nothing(),
                    };
                    if result.is_ok() {
                        parts.append(&mut made);
                    }
                }
                if self.mistakes.len() > before { Err(Stop) } else { Ok(()) }
            }
            Some(Target::ArrayNode(array)) => {
                match array.node.as_deref() {
                    Some(inner) => self.node(inner, &mut Vec::new())?,
                    None => self.nothing()?,
                }
                parts.push((id, node));
                Ok(())
            }
            Some(_) => {
                parts.push((id, node));
                Ok(())
            }
        }
    }

    /// There is no node where one must be.
    fn nothing(&mut self) -> Result<(), Stop> {
        self.stop(
            flyte::VALUE_REQUIRED,
            "root",
            "a branch or a map lacks the node that it should run; give it one".to_owned(),
        )
    }

    fn id(&self, node: &'p Node) -> &str {
        self.compiled.ids.get(&std::ptr::from_ref(node)).unwrap_or(&node.id)
    }

    fn stop(&mut self, code: &'static str, node: &str, message: String) -> Result<(), Stop> {
        self.flyte(code, node, message);
        Err(Stop)
    }

    fn flyte(&mut self, code: &'static str, node: &str, message: String) {
        let workflow = self.workflow.to_owned();
        self.mistakes.push(Mistake { by: By::Flyte, code, node: node.to_owned(), workflow, message });
    }

    /// Notes that the builder crashes at a branch whose first arm it can't make.
    fn crashes(&mut self, node: &str) {
        let why = self.mistakes.last().map_or("", |mistake| &mistake.message);
        let mistake = Mistake {
            by: By::Aileron,
            code: own::COMPILER_CRASHES,
            node: node.to_owned(),
            workflow: self.workflow.to_owned(),
            message: format!(
                "Flyte crashes at the launch, since it can't make the first arm of a branch: {why}"
            ),
        };
        self.crash.get_or_insert(mistake);
    }
}

/// Whether two nodes become the same part of the resource. What a node waits for by name is not in it.
fn are_equal(one: &Node, other: &Node) -> bool {
    let part = |node: &Node| Node { id: String::new(), upstream_node_ids: Vec::new(), ..node.clone() };
    part(one) == part(other)
}

/// Whether Go's `time.Duration` holds it (golang/protobuf `ptypes/duration.go`).
fn is_in_range(time: &Duration) -> bool {
    const MOST_SECONDS: i64 = i64::MAX / 1_000_000_000;
    let has_one_sign = time.seconds == 0 || time.nanos == 0 || (time.seconds < 0) == (time.nanos < 0);
    let nanos =
        time.seconds.checked_mul(1_000_000_000).and_then(|nanos| nanos.checked_add(time.nanos.into()));
    time.nanos.abs() < 1_000_000_000
        && has_one_sign
        && time.seconds.checked_abs().is_some_and(|seconds| seconds <= MOST_SECONDS)
        && nanos.is_some()
}
