//! What a server has under a name, with its interface.

use crate::entity::{Entity, Parameter, Variable};
use crate::remote::call::CallError;
use crate::remote::executions::newest_first;
use crate::remote::{Client, Error};
use crate::types::{self, ValueError, json, union};
use aileron_grammar::suggest::{any_of, nearest_or};
use aileron_idl::admin::{
    self, ActiveLaunchPlanRequest, NamedEntityIdentifier, NamedEntityIdentifierListRequest, ObjectGetRequest,
    ResourceListRequest,
};
use aileron_idl::core::{self, Identifier, Literal, LiteralType, ResourceType, parameter::Behavior};
use aileron_idl::service::admin_service::{
    GET_ACTIVE_LAUNCH_PLAN, GET_LAUNCH_PLAN, GET_TASK, LIST_LAUNCH_PLAN_IDS, LIST_LAUNCH_PLANS,
    LIST_TASK_IDS, LIST_TASKS,
};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;
use tonic::Code;

/// How many names are looked at for a similar one.
const LOOKED_AT: u32 = 1000;

/// What can be launched: a launch plan or a task on a server, with its interface.
#[derive(Clone, Debug, Default)]
pub(crate) struct Target {
    /// What it is called there.
    pub(crate) id: Identifier,
    /// What a caller may give.
    pub(crate) inputs: BTreeMap<String, Input>,
}

/// An input on a server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    pub(crate) ty: LiteralType,
    pub(crate) doc: String,
    /// What the server takes if it is not given.
    pub(crate) default: Option<Literal>,
}

impl Input {
    /// Whether a caller must give it.
    pub(crate) fn is_required(&self) -> bool {
        self.default.is_none() && !union::accepts_none(&self.ty)
    }
}

impl Parameter for Input {
    fn has_default(&self) -> bool {
        self.default.is_some()
    }
    fn default(&self) -> Option<Result<Literal, ValueError>> {
        self.default.clone().map(Ok)
    }
    fn read_json(&self, value: Json) -> Result<Literal, ValueError> {
        json::read(value, &self.ty)
    }
    fn read_text(&self, text: &str) -> Result<Literal, ValueError> {
        types::parse(text, &self.ty)
    }
}

impl Target {
    /// The target that an entity of this program becomes, registered under this version.
    pub(crate) fn of_entity(client: &Client, entity: &Entity, version: &str) -> Self {
        let kind = if entity.task().is_some() { ResourceType::Task } else { ResourceType::LaunchPlan };
        let input = |variable: Variable| {
            let default = variable.parameter.and_then(Parameter::default).and_then(Result::ok);
            (variable.name, Input { ty: (*variable.ty).clone(), doc: variable.doc.into_owned(), default })
        };
        Target {
            id: id(client, kind, entity.name, version),
            inputs: entity.inputs().into_iter().map(input).collect(),
        }
    }

    fn of_launch_plan(plan: admin::LaunchPlan) -> Self {
        let closure = plan.closure.unwrap_or_default();
        let input = |(name, parameter): (String, core::Parameter)| {
            let variable = parameter.var.unwrap_or_default();
            let default = match parameter.behavior {
                Some(Behavior::Default(literal)) => Some(literal),
                _ => None,
            };
            (name, Input { ty: variable.r#type.unwrap_or_default(), doc: variable.description, default })
        };
        Target {
            id: Identifier { resource_type: ResourceType::LaunchPlan as i32, ..plan.id.unwrap_or_default() },
            inputs: closure.expected_inputs.unwrap_or_default().parameters.into_iter().map(input).collect(),
        }
    }

    fn of_task(task: admin::Task) -> Self {
        let template =
            task.closure.and_then(|closure| closure.compiled_task).and_then(|compiled| compiled.template);
        let interface = template.and_then(|template| template.interface).unwrap_or_default();
        Target {
            id: Identifier { resource_type: ResourceType::Task as i32, ..task.id.unwrap_or_default() },
            inputs: variables(interface.inputs).collect(),
        }
    }

    /// Its inputs as those of an entity of this program, for the command line. They stay until the program ends.
    pub(crate) fn variables(&self) -> Vec<Variable> {
        let variable = |(name, input): (&String, &Input)| {
            let kept: &'static Input = Box::leak(Box::new(input.clone()));
            Variable {
                doc: kept.doc.as_str().into(),
                parameter: Some(kept),
                ..Variable::of_value(name.clone(), Arc::new(input.ty.clone()))
            }
        };
        self.inputs.iter().map(variable).collect()
    }

    /// What it is, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        if self.id.resource_type() == ResourceType::Task { "task" } else { "launch plan" }
    }
}

fn variables(map: Option<core::VariableMap>) -> impl Iterator<Item = (String, Input)> {
    map.unwrap_or_default().variables.into_iter().map(|(name, variable)| {
        let input =
            Input { ty: variable.r#type.unwrap_or_default(), doc: variable.description, default: None };
        (name, input)
    })
}

/// Finds a launch plan of this name on the server, else a task. Without a version it is the active launch plan, else the newest, and
/// the newest task. A workflow is launched by its default launch plan, which has its name.
///
/// # Errors
/// Fails if there is neither.
pub(crate) async fn find(client: &Client, name: &str, version: Option<&str>) -> Result<Target, Error> {
    if let Some(plan) = launch_plan(client, name, version).await? {
        return Ok(Target::of_launch_plan(plan));
    }
    if let Some(task) = task(client, name, version).await? {
        return Ok(Target::of_task(task));
    }
    Err(Error::wrong(unknown(client, name, version).await))
}

async fn launch_plan(
    client: &Client,
    name: &str,
    version: Option<&str>,
) -> Result<Option<admin::LaunchPlan>, CallError> {
    if let Some(version) = version {
        let id = Some(id(client, ResourceType::LaunchPlan, name, version));
        return found(client.call(GET_LAUNCH_PLAN, ObjectGetRequest { id }).await);
    }
    let active = ActiveLaunchPlanRequest { id: Some(named(client, name)) };
    if let Some(plan) = found(client.call(GET_ACTIVE_LAUNCH_PLAN, active).await)? {
        return Ok(Some(plan));
    }
    let newest = client.call(LIST_LAUNCH_PLANS, newest(client, name)).await?;
    Ok(newest.launch_plans.into_iter().next())
}

async fn task(client: &Client, name: &str, version: Option<&str>) -> Result<Option<admin::Task>, CallError> {
    if let Some(version) = version {
        let id = Some(id(client, ResourceType::Task, name, version));
        return found(client.call(GET_TASK, ObjectGetRequest { id }).await);
    }
    let newest = client.call(LIST_TASKS, newest(client, name)).await?;
    Ok(newest.tasks.into_iter().next())
}

fn found<T>(answer: Result<T, CallError>) -> Result<Option<T>, CallError> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.code() == Code::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Asks for the newest version.
fn newest(client: &Client, name: &str) -> ResourceListRequest {
    ResourceListRequest {
        id: Some(named(client, name)),
        limit: 1,
        sort_by: Some(newest_first()),
        ..ResourceListRequest::default()
    }
}

fn id(client: &Client, kind: ResourceType, name: &str, version: &str) -> Identifier {
    let scope = client.scope();
    Identifier {
        resource_type: kind as i32,
        project: scope.project.clone(),
        domain: scope.domain.clone(),
        name: name.to_owned(),
        version: version.to_owned(),
        ..Identifier::default()
    }
}

fn named(client: &Client, name: &str) -> NamedEntityIdentifier {
    let scope = client.scope();
    NamedEntityIdentifier {
        project: scope.project.clone(),
        domain: scope.domain.clone(),
        name: name.to_owned(),
        ..NamedEntityIdentifier::default()
    }
}

/// The message for a name that the server does not have.
async fn unknown(client: &Client, name: &str, version: Option<&str>) -> String {
    let names = names(client).await;
    let scope = client.scope();
    let version = version.filter(|_| names.iter().any(|known| known == name));
    not_found(name, version, &scope.project, &scope.domain, &names)
}

fn not_found(name: &str, version: Option<&str>, project: &str, domain: &str, names: &[String]) -> String {
    let place = format!("in the project `{project}` and the domain `{domain}`");
    if let Some(version) = version {
        return format!(
            "the server has no version `{version}` of `{name}` {place}; leave the version away for the newest, or register this one"
        );
    }
    let tail = format!(".{name}");
    let mut longer: Vec<&str> =
        names.iter().map(String::as_str).filter(|known| known.ends_with(&tail)).collect();
    longer.dedup();
    let hint = match longer.len() {
        1..=3 => format!("did you mean {}?", any_of(longer)),
        _ => nearest_or(name, names.iter().map(String::as_str), || {
            "`register` brings entities there".to_owned()
        }),
    };
    format!("the server has no launch plan and no task `{name}` {place}; {hint}")
}

/// The names of launch plans and tasks, as far as they are wanted for a hint. A server that does not tell them is no error.
async fn names(client: &Client) -> Vec<String> {
    let scope = client.scope();
    let request = || NamedEntityIdentifierListRequest {
        project: scope.project.clone(),
        domain: scope.domain.clone(),
        limit: LOOKED_AT,
        ..NamedEntityIdentifierListRequest::default()
    };
    let mut names: Vec<String> = Vec::new();
    for method in [LIST_LAUNCH_PLAN_IDS, LIST_TASK_IDS] {
        if let Ok(page) = client.call(method, request()).await {
            names.extend(page.entities.into_iter().map(|id| id.name));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::{Target, not_found};
    use crate::FlyteType;
    use aileron_idl::admin::{LaunchPlan, LaunchPlanClosure};
    use aileron_idl::core::{Identifier, Parameter, ParameterMap, Variable, parameter::Behavior};

    #[test]
    fn a_launch_plan_tells_what_must_be_given() {
        let variable = || {
            Some(Variable {
                r#type: Some(i64::literal_type()),
                description: "a number".into(),
                ..Variable::default()
            })
        };
        let default = Behavior::Default(7.into_literal().unwrap());
        let parameters = [
            ("x".to_owned(), Parameter { var: variable(), behavior: Some(Behavior::Required(true)) }),
            ("y".to_owned(), Parameter { var: variable(), behavior: Some(default) }),
        ];
        let target = Target::of_launch_plan(LaunchPlan {
            id: Some(Identifier { name: "a.b".into(), ..Identifier::default() }),
            closure: Some(LaunchPlanClosure {
                expected_inputs: Some(ParameterMap { parameters: parameters.into() }),
                ..LaunchPlanClosure::default()
            }),
            ..LaunchPlan::default()
        });
        assert_eq!(target.kind(), "launch plan");
        let variables = target.variables();
        let required: Vec<_> = variables.iter().map(|one| (one.name.as_str(), one.is_required())).collect();
        assert_eq!(required, [("x", true), ("y", false)]);
        assert_eq!(variables[0].parameter.unwrap().read_text("3").unwrap(), 3.into_literal().unwrap());
        assert_eq!(variables[1].absent().unwrap().unwrap(), 7.into_literal().unwrap());
    }

    #[test]
    fn an_unknown_name_is_told_with_a_near_one() {
        let message = |name, version, names: &[&str]| {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            not_found(name, version, "p", "d", &names)
        };
        let near = message("pipelin", None, &["app.train", "pipeline"]);
        assert!(near.ends_with("did you mean `pipeline`?"), "{near}");
        let tail = message("train", None, &["app.train", "pipeline"]);
        assert!(tail.ends_with("did you mean `app.train`?"), "{tail}");
        let none = message("train", None, &[]);
        assert!(none.ends_with("; `register` brings entities there"), "{none}");
        let version = message("pipeline", Some("v9"), &["pipeline"]);
        assert!(version.starts_with("the server has no version `v9` of `pipeline`"), "{version}");
    }
}
