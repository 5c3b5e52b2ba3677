//! What workflows may refer to: the tasks, workflows and launch plans of a package, and those registered before.

use super::launch_plan;
use super::package::{Message, Package};
use aileron_idl::core::{Identifier, ParameterMap, TaskTemplate, TypedInterface, VariableMap};
use std::borrow::Cow;
use std::collections::HashMap;

/// An id as flyteadmin looks it up: project, domain, name and version.
type Key<'p> = [&'p str; 4];

fn key(id: &Identifier) -> Key<'_> {
    [&id.project, &id.domain, &id.name, &id.version]
}

/// What workflows may refer to.
#[derive(Debug, Default)]
pub(super) struct Known<'p> {
    tasks: HashMap<Key<'p>, &'p TaskTemplate>,
    interfaces: HashMap<Key<'p>, Option<&'p TypedInterface>>,
    plans: HashMap<Key<'p>, Plan<'p>>,
}

/// A launch plan as the compiler sees it.
#[derive(Debug, Clone)]
pub(super) struct Plan<'p> {
    /// The inputs that are left to be given.
    pub(super) inputs: Option<Cow<'p, ParameterMap>>,
    /// `None` if neither its workflow is known nor its closure says them.
    pub(super) outputs: Option<Cow<'p, VariableMap>>,
}

impl<'p> Known<'p> {
    pub(super) fn of(packages: &[&'p Package]) -> Self {
        let mut known = Known::default();
        let items = || packages.iter().flat_map(|package| &package.items);
        for item in items() {
            match &item.message {
                Message::Task(spec) => {
                    if let Some(template) = &spec.template
                        && let Some(id) = &template.id
                    {
                        known.tasks.insert(key(id), template);
                    }
                }
                Message::Workflow(spec) => {
                    if let Some(template) = &spec.template
                        && let Some(id) = &template.id
                    {
                        known.interfaces.insert(key(id), template.interface.as_ref());
                    }
                }
                Message::LaunchPlan(_) => {}
            }
        }
        for item in items() {
            if let Message::LaunchPlan(plan) = &item.message
                && let Some(id) = &plan.id
            {
                let workflow = plan.spec.as_ref().and_then(|spec| spec.workflow_id.as_ref());
                let of_workflow = workflow.and_then(|id| known.interface(id));
                let closure = plan.closure.as_ref();
                let seen = match of_workflow {
                    Some(interface) => Plan {
                        inputs: Some(Cow::Owned(launch_plan::free(plan, interface))),
                        outputs: Some(
                            interface
                                .and_then(|interface| interface.outputs.as_ref())
                                .map_or_else(Cow::default, Cow::Borrowed),
                        ),
                    },
                    None => Plan {
                        inputs: closure
                            .and_then(|closure| closure.expected_inputs.as_ref())
                            .map(Cow::Borrowed),
                        outputs: closure
                            .and_then(|closure| closure.expected_outputs.as_ref())
                            .map(Cow::Borrowed),
                    },
                };
                known.plans.insert(key(id), seen);
            }
        }
        known
    }

    /// The task with this id.
    pub(super) fn task(&self, id: &'p Identifier) -> Option<&'p TaskTemplate> {
        self.tasks.get(&key(id)).copied().filter(|task| task.id.as_ref() == Some(id))
    }

    /// The interface of the workflow with this id; a workflow may have none.
    #[expect(
        clippy::option_option,
        reason = "a workflow that is not known differs from one without an interface"
    )]
    pub(super) fn interface(&self, id: &'p Identifier) -> Option<Option<&'p TypedInterface>> {
        self.interfaces.get(&key(id)).copied()
    }

    /// The launch plan with this id.
    pub(super) fn plan(&self, id: &'p Identifier) -> Option<&Plan<'p>> {
        self.plans.get(&key(id))
    }

    /// The tasks with that name, in whatever project, domain and version.
    pub(super) fn tasks_named(&self, name: &str) -> Vec<&'p Identifier> {
        let tasks = self.tasks.values().filter_map(|task| task.id.as_ref());
        let mut found: Vec<_> = tasks.filter(|id| id.name == name).collect();
        found.sort_unstable_by_key(|id| key(id));
        found
    }

    /// The names of all tasks.
    pub(super) fn task_names(&self) -> impl Iterator<Item = &'p str> {
        self.tasks.keys().map(|key| key[2])
    }
}

/// An id as a message names it.
pub(super) fn printed(id: &Identifier) -> String {
    format!("`{}` ({}/{}, version {})", id.name, id.project, id.domain, id.version)
}
