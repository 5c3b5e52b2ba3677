//! The check of this program's own specs.

use super::finding::{Finding, Mistake, Subject};
use super::judge_with;
use super::package::{Message, Package};
use crate::entity::Registry;
use crate::graph::wrong_defaults;
use crate::program::ProgramInfo;
use crate::spec::{self, Ids, Registered, Specs};

/// What is wrong with the specs of this program, with the places of the calls.
pub(crate) fn of(specs: &Specs<'_>, mut with: Vec<Package>, ids: &Ids) -> Vec<Finding> {
    // A package that is given knows more than a reference's signature, and the last one counts.
    with.insert(0, registered(specs));
    let place = |subject: Subject, name: &str, mistake: &Mistake| match subject {
        Subject::Task => specs.place_of_task(name).map(str::to_owned),
        Subject::Workflow if !mistake.workflow.is_empty() => {
            specs.place_of_node(&mistake.workflow, &mistake.node)
        }
        Subject::Workflow => specs.place_of_workflow(name).map(str::to_owned),
        Subject::LaunchPlan => specs.place_of_launch_plan(name).map(str::to_owned),
        Subject::Package => None,
    };
    judge_with(package(specs), with, ids, &place)
}

/// What the program refers to counts as registered, with the signature of the reference.
fn registered(specs: &Specs<'_>) -> Package {
    let mut package = Package::default();
    for registered in specs.registered() {
        let message = match registered {
            Registered::Task(spec) => Message::Task(*spec),
            Registered::LaunchPlan(plan) => Message::LaunchPlan(*plan),
        };
        package.push(String::new(), message);
    }
    package
}

/// The messages of a program.
pub(crate) fn package(specs: &Specs<'_>) -> Package {
    let mut package = Package::default();
    specs.tasks().for_each(|(_, spec)| package.push(String::new(), Message::Task(spec)));
    specs.workflows().for_each(|(_, spec)| package.push(String::new(), Message::Workflow(spec)));
    specs.launch_plans().for_each(|(_, plan)| package.push(String::new(), Message::LaunchPlan(plan)));
    package
}

/// The unit test that `main!` adds: makes the specs of everything in the program, and judges them as Flyte would. Images,
/// project, domain and version that only options give get a placeholder.
///
/// # Panics
/// Panics with everything that is wrong.
pub fn test(program: &ProgramInfo) {
    let registry = Registry::collect().unwrap_or_else(|error| panic!("{error}"));
    let tasks = registry.tasks().map(|(task, _)| task);
    let mut problems: Vec<String> = tasks.flat_map(wrong_defaults).collect();
    let options = spec::stand_in(program, &registry);
    let specs = options.as_ref().map_err(ToString::to_string);
    match specs.and_then(|options| Specs::new(&registry, options).map_err(|error| error.to_string())) {
        Ok(specs) => {
            let found = of(&specs, Vec::new(), &Ids::default());
            problems.extend(found.iter().map(ToString::to_string));
        }
        Err(error) => problems.push(error),
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
