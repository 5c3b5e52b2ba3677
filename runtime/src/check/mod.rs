//! Flyte's compiler and resource builder offline: what they would refuse of a package, with their own codes, and what
//! they let through although it can't work.
//!
//! Everything here reads messages, so any package can be judged, whoever made it. It does what Flyte v1.16.8 does, in
//! the same order, since the order shows in what is found.

mod archive;
mod binding;
mod branch;
mod cast;
mod code;
mod compiler;
mod condition;
mod face;
mod finding;
mod interface;
mod known;
mod launch_plan;
mod node;
mod nodes;
mod own;
mod package;
mod pod;
mod program;
mod quantity;
mod reach;
mod requirements;
mod resource;
mod schema;
mod task;
mod value;
mod variable;

pub(crate) use archive::read;
pub(crate) use finding::Finding;
pub(crate) use launch_plan::free as free_inputs;
#[cfg(feature = "remote")]
pub(crate) use package::each_id;
pub(crate) use package::{Message, Package};
pub use program::test as check;
pub(crate) use program::{of as of_program, package as package_of};

use crate::spec::Ids;
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::{Identifier, LiteralType};
use code::own as codes;
use finding::{By, Mistake, Subject};
use known::Known;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What fills the parts of ids that a package leaves to its registration, if nobody says it: any other will do as well,
/// as long as it is the same for all.
fn ids(given: &Ids) -> Ids {
    let or = |part: &str, other: &str| if part.is_empty() { other.to_owned() } else { part.to_owned() };
    Ids {
        project: or(&given.project, "flytesnacks"),
        domain: or(&given.domain, "development"),
        version: or(&given.version, "v1"),
    }
}

/// Whether Flyte's compiler lets a value of the type `from` be bound where `to` is declared.
pub(crate) fn castable(from: &LiteralType, to: &LiteralType) -> bool {
    cast::castable(from, to) == Ok(true)
}

/// Where something is in the source: `None` if nobody knows.
type Places<'s> = dyn Fn(Subject, &str, &Mistake) -> Option<String> + 's;

/// Judges a package. The others count as registered before. The parts of ids that are left to the registration are
/// filled from `given`.
pub(crate) fn judge(package: Package, with: Vec<Package>, given: &Ids) -> Vec<Finding> {
    judge_with(package, with, given, &|_, _, _| None)
}

fn judge_with(
    mut package: Package,
    mut with: Vec<Package>,
    given: &Ids,
    places: &Places<'_>,
) -> Vec<Finding> {
    let ids = ids(given);
    package.fill(&ids);
    for other in &mut with {
        other.fill(&ids);
    }
    let all: Vec<&Package> = with.iter().chain([&package]).collect();
    let known = Known::of(&all);
    let mut findings: Vec<Finding> = package
        .problems
        .iter()
        .map(|(code, file, message)| of_package(code, file, message.clone()))
        .collect();
    if package.items.iter().any(|item| !item.file.is_empty()) {
        findings.extend(order(&package));
    }
    for item in &package.items {
        let (subject, name, mistakes) = match &item.message {
            Message::Task(spec) => {
                let template = spec.template.as_ref();
                let id = template.and_then(|template| template.id.as_ref());
                (Subject::Task, package::name(id), task::check(template))
            }
            Message::Workflow(spec) => {
                let id = spec.template.as_ref().and_then(|template| template.id.as_ref());
                (Subject::Workflow, package::name(id), workflow(spec, &known))
            }
            Message::LaunchPlan(plan) => {
                (Subject::LaunchPlan, package::name(plan.id.as_ref()), launch_plan::check(plan, &known))
            }
        };
        findings.extend(mistakes.into_iter().map(|mistake| {
            let place = places(subject, name, &mistake);
            let Mistake { by, code, node, message, .. } = mistake;
            Finding { subject, name: name.to_owned(), by, code, node, place, message }
        }));
    }
    findings.sort_unstable();
    findings.dedup();
    findings
}

fn workflow<'p>(spec: &'p WorkflowSpec, known: &'p Known<'p>) -> Vec<Mistake> {
    let compiled = compiler::compile(spec, known);
    let mut mistakes = compiled.mistakes.clone();
    if compiled.is_accepted {
        mistakes.extend(resource::build(spec, known, &compiled));
    }
    mistakes.extend(own::check(spec, known, &compiled));
    let id = spec.template.as_ref().and_then(|template| template.id.as_ref());
    match id {
        Some(id) => {
            task::identifier(
                id,
                aileron_idl::core::ResourceType::Workflow as i32,
                "a workflow",
                &mut mistakes,
            );
        }
        None => mistakes.push(Mistake::own(
            codes::MISSING_ARGUMENT,
            "id",
            "the workflow has no id, without which flyteadmin registers nothing; set it".to_owned(),
        )),
    }
    mistakes
}

fn of_package(code: &'static str, file: &str, message: String) -> Finding {
    Finding {
        subject: Subject::Package,
        name: file.to_owned(),
        by: By::Aileron,
        code,
        node: file.to_owned(),
        place: None,
        message,
    }
}

/// Entities that stand twice in a package, or before what they refer to: flytectl registers them in that order.
fn order(package: &Package) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut places: HashMap<(Subject, [&str; 4]), usize> = HashMap::new();
    for (place, item) in package.items.iter().enumerate() {
        let Some((subject, id)) = subject(&item.message) else { continue };
        match places.entry((subject, parts(id))) {
            Entry::Vacant(free) => {
                free.insert(place);
            }
            Entry::Occupied(_) => {
                let message = format!(
                    "{} is in the package twice, and the second one can't be registered; keep one",
                    known::printed(id)
                );
                findings.push(of_package(codes::DUPLICATE_ENTITY, &item.file, message));
            }
        }
    }
    for (place, item) in package.items.iter().enumerate() {
        let mut need = |subject: Subject, id: &Identifier| {
            let Some(other) = places.get(&(subject, parts(id))).filter(|other| **other > place) else {
                return;
            };
            let message = format!(
                "it needs {}, which is registered only after it, as `{}`: flytectl goes by the names of files; rename them",
                known::printed(id),
                package.items[*other].file
            );
            findings.push(of_package(codes::REGISTERED_LATER, &item.file, message));
        };
        match &item.message {
            Message::Task(_) => {}
            Message::LaunchPlan(plan) => {
                if let Some(id) = plan.spec.as_ref().and_then(|spec| spec.workflow_id.as_ref()) {
                    need(Subject::Workflow, id);
                }
            }
            Message::Workflow(spec) => {
                for template in spec.template.iter().chain(&spec.sub_workflows) {
                    for node in nodes::of(template) {
                        nodes::each(node, &mut |node| {
                            if let Some(id) = nodes::task(node) {
                                need(Subject::Task, id);
                            }
                            if let Some(id) = nodes::launch_plan(node) {
                                need(Subject::LaunchPlan, id);
                            }
                        });
                    }
                }
            }
        }
    }
    findings
}

fn subject(message: &Message) -> Option<(Subject, &Identifier)> {
    Some(match message {
        Message::Task(spec) => (Subject::Task, spec.template.as_ref()?.id.as_ref()?),
        Message::Workflow(spec) => (Subject::Workflow, spec.template.as_ref()?.id.as_ref()?),
        Message::LaunchPlan(plan) => (Subject::LaunchPlan, plan.id.as_ref()?),
    })
}

fn parts(id: &Identifier) -> [&str; 4] {
    [&id.project, &id.domain, &id.name, &id.version]
}
