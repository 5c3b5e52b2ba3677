//! Launch plans: what flyteadmin wants of them (`pkg/manager/impl/validation/launch_plan_validator.go`). Flyte's compiler
//! never sees one.

use super::cast::{Crash, castable};
use super::code::own;
use super::finding::Mistake;
use super::known::{Known, printed};
use super::{task, value};
use aileron_idl::admin::{LaunchPlan, LaunchPlanSpec};
use aileron_idl::core::parameter::Behavior;
use aileron_idl::core::{
    Literal, LiteralType, Parameter, ParameterMap, ResourceType, SimpleType, TypedInterface, Variable,
    literal_type::Type,
};
use std::collections::BTreeMap;

/// What is wrong with a launch plan.
pub(super) fn check(plan: &LaunchPlan, known: &Known<'_>) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    if plan.closure.is_none() {
        let message =
            "the launch plan has no closure, which flytectl writes into without a look; add an empty one";
        mistakes.push(Mistake::own(own::CLOSURE_MISSING, "", message.to_owned()));
    }
    let nothing = LaunchPlanSpec::default();
    let spec = plan.spec.as_ref().unwrap_or(&nothing);
    for (id, kind, what) in [
        (&plan.id, ResourceType::LaunchPlan, "a launch plan"),
        (&spec.workflow_id, ResourceType::Workflow, "a workflow"),
    ] {
        if let Some(id) = id {
            task::identifier(id, kind as i32, what, &mut mistakes);
        } else {
            let message =
                format!("it lacks the id of {what}, without which flyteadmin registers nothing; set it");
            mistakes.push(Mistake::own(own::MISSING_ARGUMENT, "id", message));
        }
    }
    match spec.workflow_id.as_ref().and_then(|id| known.interface(id)) {
        None => {
            let name = spec.workflow_id.as_ref().map_or_else(|| "without an id".to_owned(), printed);
            let message = format!(
                "its workflow {name} is neither here nor in a package given with `--with`; register it first, or correct its name"
            );
            mistakes.push(Mistake::own(own::WORKFLOW_NOT_FOUND, "workflow_id", message));
        }
        Some(interface) => inputs(spec, interface, &mut mistakes),
    }
    schedule(plan, known, &mut mistakes);
    mistakes
}

/// The inputs of a launch plan that are left to be given: its own, and those of its workflow that it does not fix.
pub(crate) fn free(plan: &LaunchPlan, interface: Option<&TypedInterface>) -> ParameterMap {
    let spec = plan.spec.as_ref();
    let mut free: BTreeMap<String, Parameter> = spec
        .and_then(|spec| spec.default_inputs.as_ref())
        .map_or_else(BTreeMap::new, |map| map.parameters.clone());
    let fixed = spec.and_then(|spec| spec.fixed_inputs.as_ref());
    for (name, variable) in wanted(interface) {
        let is_fixed = fixed.is_some_and(|fixed| fixed.literals.contains_key(name));
        if !is_fixed && !free.contains_key(name) {
            let required =
                Parameter { var: Some(variable.clone()), behavior: Some(Behavior::Required(true)) };
            free.insert(name.clone(), required);
        }
    }
    ParameterMap { parameters: free }
}

fn wanted(interface: Option<&TypedInterface>) -> impl Iterator<Item = (&String, &Variable)> {
    interface.and_then(|interface| interface.inputs.as_ref()).into_iter().flat_map(|inputs| &inputs.variables)
}

fn inputs(spec: &LaunchPlanSpec, interface: Option<&TypedInterface>, mistakes: &mut Vec<Mistake>) {
    let wanted: BTreeMap<&str, Option<&LiteralType>> =
        wanted(interface).map(|(name, variable)| (name.as_str(), variable.r#type.as_ref())).collect();
    for (name, parameter) in spec.default_inputs.iter().flat_map(|map| &map.parameters) {
        match wanted.get(name.as_str()) {
            Some(wanted) => self::default(name, parameter, *wanted, mistakes),
            None => mistakes.push(unexpected(name, "has")),
        }
    }
    for (name, literal) in spec.fixed_inputs.iter().flat_map(|map| &map.literals) {
        match (wanted.get(name.as_str()), &literal.value) {
            (_, None) => {
                let message = format!("its fixed input `{name}` has no value; write one, or do not fix it");
                mistakes.push(Mistake::own(own::MISSING_ARGUMENT, name, message));
            }
            (None, _) => mistakes.push(unexpected(name, "fixes")),
            (Some(ty), Some(_)) => constant(name, literal, *ty, mistakes),
        }
    }
}

fn default(name: &str, parameter: &Parameter, wanted: Option<&LiteralType>, mistakes: &mut Vec<Mistake>) {
    let Some(given) = parameter.var.as_ref().and_then(|variable| variable.r#type.as_ref()) else {
        let message = format!("its input `{name}` has no type; declare that of the workflow's input");
        mistakes.push(Mistake::own(own::MISSING_ARGUMENT, name, message));
        return;
    };
    match wanted {
        Some(wanted) if castable(given, wanted) != Ok(true) => {
            let message = format!(
                "its input `{name}` is declared as {}, and that of the workflow as {}; declare the same",
                crate::types::name(given),
                crate::types::name(wanted)
            );
            mistakes.push(Mistake::own(own::MISMATCHING_TYPES, name, message));
        }
        _ => {}
    }
    match &parameter.behavior {
        Some(Behavior::Default(literal)) => constant(name, literal, Some(given), mistakes),
        Some(Behavior::Required(true)) => {}
        _ => {
            let message =
                format!("its input `{name}` is not required and has no default; write one of the two");
            mistakes.push(Mistake::own(own::NEITHER_DEFAULT_NOR_REQUIRED, name, message));
        }
    }
}

fn unexpected(name: &str, does: &str) -> Mistake {
    let message = format!(
        "it {does} an input `{name}`, which its workflow does not have; remove it, or correct its name"
    );
    Mistake::own(own::UNEXPECTED_INPUT, name, message)
}

fn constant(name: &str, literal: &Literal, wanted: Option<&LiteralType>, mistakes: &mut Vec<Mistake>) {
    let Some(wanted) = wanted else { return };
    let fits = match value::of_literal(literal) {
        Ok(Some(given)) => castable(&given, wanted),
        Ok(None) | Err(Crash) => Err(Crash),
    };
    let message = match fits {
        Ok(true) => return,
        Ok(false) => format!(
            "the value of its input `{name}` is not {}; write one of that type",
            crate::types::name(wanted)
        ),
        Err(Crash) => {
            format!("the value of its input `{name}` does not say of which type it is; write a whole value")
        }
    };
    mistakes.push(Mistake::own(own::MISMATCHING_TYPES, name, message));
}

/// A schedule gives no inputs but the time.
fn schedule(plan: &LaunchPlan, known: &Known<'_>, mistakes: &mut Vec<Mistake>) {
    let spec = plan.spec.as_ref();
    let metadata = spec.and_then(|spec| spec.entity_metadata.as_ref());
    let Some(schedule) = metadata.and_then(|metadata| metadata.schedule.as_ref()) else { return };
    let interface = spec.and_then(|spec| spec.workflow_id.as_ref()).and_then(|id| known.interface(id));
    let (Some(interface), Some(_)) = (interface, &schedule.schedule_expression) else { return };
    let kickoff = schedule.kickoff_time_input_arg.as_str();
    let free = free(plan, interface).parameters;
    for (name, parameter) in &free {
        if parameter.behavior == Some(Behavior::Required(true)) && name != kickoff {
            let message = format!(
                "it has a schedule, which gives no value for its required input `{name}`; fix the input, or give it a default"
            );
            mistakes.push(Mistake::own(own::UNBOUND_SCHEDULED_INPUT, name, message));
        }
    }
    if kickoff.is_empty() {
        return;
    }
    let ty = free.get(kickoff).map(|parameter| parameter.var.as_ref().and_then(|var| var.r#type.as_ref()));
    let is_datetime = |ty: &LiteralType| ty.r#type == Some(Type::Simple(SimpleType::Datetime as i32));
    let message = match ty {
        None => "which it fixes or does not have; name an input that is left to be given",
        Some(ty) if !ty.is_some_and(is_datetime) => "which is not a datetime; name an input that is one",
        Some(_) => return,
    };
    let message = format!("its schedule gives the time to the input `{kickoff}`, {message}");
    mistakes.push(Mistake::own(own::BAD_KICKOFF, kickoff, message));
}
