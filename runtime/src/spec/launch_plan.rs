//! The default launch plan of a workflow: it has the workflow's inputs with their defaults, and no fixed inputs.

use super::Options;
use crate::entity::{Variable, typed_variable};
use crate::graph::Graph;
use crate::types::literal;
use aileron_idl::admin::{
    Annotations, Labels, LaunchPlan, LaunchPlanClosure, LaunchPlanMetadata, LaunchPlanSpec,
    RawOutputDataConfig,
};
use aileron_idl::core::{
    Identity, Literal, LiteralMap, Parameter, ParameterMap, ResourceType, SecurityContext, VariableMap,
    parameter::Behavior,
};
use aileron_idl::map;

/// The default launch plan. Every part is present even if empty, as in flytekit: flytectl's `compile` reads the
/// closure without a check, and flyteadmin distinguishes absent from empty.
pub(super) fn default(graph: &Graph, options: &Options) -> LaunchPlan {
    let ids = &options.ids;
    let inputs = graph
        .inputs
        .iter()
        .zip(&graph.absent)
        .map(|(input, absent)| (input.name.clone(), parameter(input, absent.as_ref())));
    let spec = LaunchPlanSpec {
        workflow_id: Some(ids.identifier(ResourceType::Workflow, &graph.name)),
        entity_metadata: Some(LaunchPlanMetadata::default()),
        default_inputs: Some(ParameterMap { parameters: map(inputs) }),
        fixed_inputs: Some(LiteralMap::default()),
        labels: Some(Labels::default()),
        annotations: Some(Annotations::default()),
        raw_output_data_config: Some(RawOutputDataConfig::default()),
        security_context: options.service_account.as_deref().map(run_as),
        ..LaunchPlanSpec::default()
    };
    LaunchPlan {
        id: Some(ids.identifier(ResourceType::LaunchPlan, &graph.name)),
        spec: Some(spec),
        closure: Some(LaunchPlanClosure {
            expected_inputs: Some(ParameterMap::default()),
            expected_outputs: Some(VariableMap::default()),
            ..LaunchPlanClosure::default()
        }),
    }
}

fn run_as(service_account: &str) -> SecurityContext {
    let identity = Identity { k8s_service_account: service_account.to_owned(), ..Identity::default() };
    SecurityContext { run_as: Some(identity), ..SecurityContext::default() }
}

/// An input of the launch plan. It is required unless it has a default or may be none.
fn parameter(input: &Variable, absent: Option<&Literal>) -> Parameter {
    let behavior = match absent {
        // The default is not wrapped in a union, as in flytekit (`core/interface.py`).
        Some(none) if literal::is_none(none) => Behavior::Default(literal::none()),
        Some(default) => Behavior::Default(default.clone()),
        None => Behavior::Required(true),
    };
    Parameter { var: Some(typed_variable(input.clone())), behavior: Some(behavior) }
}
