//! One workflow of a package, with what it refers to: a small package that a test can break.

use aileron_conformance::package::Package;
use aileron_idl::admin::{LaunchPlan, TaskSpec, WorkflowSpec};
use aileron_idl::core::if_else_block::Default as End;
use aileron_idl::core::node::Target;
use aileron_idl::core::{LiteralType, Node, WorkflowTemplate, task_node, workflow_node};
use aileron_idl::prost::Message;
use std::collections::BTreeSet;

#[derive(Clone, Debug, Default)]
pub(crate) struct Slice {
    pub(crate) tasks: Vec<TaskSpec>,
    pub(crate) workflows: Vec<WorkflowSpec>,
    pub(crate) plans: Vec<LaunchPlan>,
}

impl Slice {
    /// Everything of a package.
    pub(crate) fn whole(package: &Package) -> Self {
        let mut whole = Slice::default();
        for (name, bytes) in &package.files {
            match name.rsplit('_').next() {
                Some("1.pb") => whole.tasks.push(TaskSpec::decode(&**bytes).expect("a task")),
                Some("2.pb") => whole.workflows.push(WorkflowSpec::decode(&**bytes).expect("a workflow")),
                _ => whole.plans.push(LaunchPlan::decode(&**bytes).expect("a launch plan")),
            }
        }
        whole
    }

    /// A slice for each workflow.
    pub(crate) fn each(&self) -> Vec<Slice> {
        self.workflows.iter().map(|workflow| self.of(workflow)).collect()
    }

    fn of(&self, workflow: &WorkflowSpec) -> Slice {
        let mut slice = Slice { workflows: vec![workflow.clone()], ..Slice::default() };
        let mut names = BTreeSet::new();
        let mut open = vec![workflow.clone()];
        while let Some(mut workflow) = open.pop() {
            let mut references = BTreeSet::new();
            each_node(&mut workflow, &mut |node| {
                references.extend(reference(node));
            });
            for name in references.difference(&names.clone()) {
                names.insert(name.clone());
                slice.tasks.extend(self.tasks.iter().filter(|task| task_name(task) == name).cloned());
                for plan in self.plans.iter().filter(|plan| plan_name(plan) == name) {
                    slice.plans.push(plan.clone());
                    let id = plan.spec.as_ref().and_then(|spec| spec.workflow_id.as_ref());
                    let target = id.map(|id| id.name.clone()).unwrap_or_default();
                    let mut of_plan = self.workflows.iter().filter(|other| workflow_name(other) == target);
                    if let Some(other) = of_plan.next()
                        && !slice.workflows.iter().any(|known| workflow_name(known) == target)
                    {
                        slice.workflows.push(other.clone());
                        open.push(other.clone());
                    }
                }
            }
        }
        slice
    }

    pub(crate) fn package(&self) -> Package {
        let tasks = self.tasks.iter().map(|task| ("1", task.encode_to_vec()));
        let workflows = self.workflows.iter().rev().map(|workflow| ("2", workflow.encode_to_vec()));
        let plans = self.plans.iter().map(|plan| ("3", plan.encode_to_vec()));
        let files = tasks.chain(workflows).chain(plans).enumerate();
        Package { files: files.map(|(at, (kind, bytes))| (format!("{at:04}_x_{kind}.pb"), bytes)).collect() }
    }

    /// The templates of all workflows, those that others carry too.
    pub(crate) fn templates(&mut self) -> Vec<&mut WorkflowTemplate> {
        let specs = self.workflows.iter_mut();
        specs.flat_map(|spec| spec.template.iter_mut().chain(&mut spec.sub_workflows)).collect()
    }

    /// Calls `found` with each node, those of branches and maps too.
    pub(crate) fn nodes(&mut self, found: &mut impl FnMut(&mut Node)) {
        self.workflows.iter_mut().for_each(|workflow| each_node(workflow, found));
    }

    /// Calls `found` with each type that an interface declares.
    pub(crate) fn types(&mut self, found: &mut impl FnMut(&mut LiteralType)) {
        let tasks = self.tasks.iter_mut().filter_map(|task| task.template.as_mut()?.interface.as_mut());
        let mut interfaces: Vec<_> = tasks.collect();
        let workflows = self.workflows.iter_mut();
        let templates = workflows.flat_map(|spec| spec.template.iter_mut().chain(&mut spec.sub_workflows));
        interfaces.extend(templates.filter_map(|template| template.interface.as_mut()));
        for interface in interfaces {
            for map in interface.inputs.iter_mut().chain(&mut interface.outputs) {
                map.variables
                    .values_mut()
                    .filter_map(|variable| variable.r#type.as_mut())
                    .for_each(&mut *found);
            }
        }
    }
}

fn each_node(workflow: &mut WorkflowSpec, found: &mut impl FnMut(&mut Node)) {
    for template in workflow.template.iter_mut().chain(&mut workflow.sub_workflows) {
        template.nodes.iter_mut().chain(&mut template.failure_node).for_each(|node| inside(node, found));
    }
}

fn inside(node: &mut Node, found: &mut impl FnMut(&mut Node)) {
    found(node);
    match &mut node.target {
        Some(Target::BranchNode(branch)) => {
            let Some(block) = &mut branch.if_else else { return };
            let cases = block.case.iter_mut().map(|case| &mut **case).chain(&mut block.other);
            cases.filter_map(|case| case.then_node.as_mut()).for_each(|node| inside(node, found));
            if let Some(End::ElseNode(node)) = &mut block.default {
                inside(node, found);
            }
        }
        Some(Target::ArrayNode(array)) => array.node.iter_mut().for_each(|node| inside(node, found)),
        _ => {}
    }
}

fn reference(node: &Node) -> Option<String> {
    match &node.target {
        Some(Target::TaskNode(task)) => {
            task.reference.as_ref().map(|task_node::Reference::ReferenceId(id)| id.name.clone())
        }
        Some(Target::WorkflowNode(workflow)) => match &workflow.reference {
            Some(workflow_node::Reference::LaunchplanRef(id)) => Some(id.name.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn task_name(task: &TaskSpec) -> &str {
    task.template.as_ref().and_then(|template| template.id.as_ref()).map_or("", |id| &id.name)
}

pub(crate) fn workflow_name(workflow: &WorkflowSpec) -> &str {
    workflow.template.as_ref().and_then(|template| template.id.as_ref()).map_or("", |id| &id.name)
}

fn plan_name(plan: &LaunchPlan) -> &str {
    plan.id.as_ref().map_or("", |id| &id.name)
}
