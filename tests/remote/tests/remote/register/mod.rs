//! Registration.

mod content;
mod faults;
mod refusals;
mod refused_plans;
mod verb;

use crate::support::client;
use aileron::embed::{Program, Specs};
use aileron::prelude::*;
use aileron::remote::register::{Field, RegisterError, Registered, Registration, State};
use aileron_idl::admin::{LaunchPlan, TaskSpec, WorkflowSpec};
use aileron_idl::core::task_template::Target;
use aileron_idl::core::{Container, Resources, TaskTemplate};
use remote_tests::{Options, Server, entities};

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

/// A server that runs nothing.
fn registering(options: Options) -> Server {
    Server::start(options.flag("--no-engine"))
}

/// The specs of the tests' own program, without its entities.
fn empty() -> Specs {
    let program = Program::load().expect("a program");
    let mut specs = program.specs().image("ghcr.io/acme/app:v1").unchecked().make().expect("specs");
    specs.tasks.clear();
    specs.workflows.clear();
    specs.launch_plans.clear();
    specs.activated.clear();
    specs
}

/// Specs with these entities, all of version `v1`.
fn specs(
    tasks: impl IntoIterator<Item = TaskSpec>,
    workflows: impl IntoIterator<Item = WorkflowSpec>,
    plans: impl IntoIterator<Item = LaunchPlan>,
) -> Specs {
    let mut specs = empty();
    specs.tasks.extend(tasks);
    specs.workflows.extend(workflows);
    specs.launch_plans.extend(plans);
    specs
}

fn task(name: &str) -> TaskSpec {
    entities::task(name).spec.expect("a spec")
}

fn workflow(name: &str, task: &str, nodes: usize) -> WorkflowSpec {
    entities::workflow(name, task, nodes).spec.expect("a spec")
}

fn plan(name: &str, workflow: &str) -> LaunchPlan {
    let request = entities::plan(name, workflow);
    LaunchPlan { id: request.id, spec: request.spec, closure: None }
}

fn template(spec: &mut TaskSpec) -> &mut TaskTemplate {
    spec.template.as_mut().expect("a template")
}

fn container(spec: &mut TaskSpec) -> &mut Container {
    match &mut template(spec).target {
        Some(Target::Container(container)) => container,
        _ => panic!("a container"),
    }
}

fn with_resources(mut spec: TaskSpec, resources: Resources) -> TaskSpec {
    container(&mut spec).resources = Some(resources);
    spec
}

/// The states, by name.
fn states(registration: &Registration) -> Vec<(&str, &str)> {
    registration.entities.iter().map(|entity| (entity.name.as_str(), entity.state.as_str())).collect()
}

/// What became of the entities, of which not all are registered.
fn failed(ended: Result<Registration, RegisterError>) -> Registration {
    let error = ended.expect_err("not all of it is registered");
    error.registration().unwrap_or_else(|| panic!("nothing was sent: {error}")).clone()
}

fn named<'r>(registration: &'r Registration, name: &str) -> &'r Registered {
    registration.entities.iter().find(|entity| entity.name == name).expect("an entity")
}

/// The names of the fields that differ.
fn differing(entity: &Registered) -> Vec<&str> {
    match &entity.state {
        State::Different(fields) => fields.iter().map(Field::name).collect(),
        other => panic!("{other:?}"),
    }
}
