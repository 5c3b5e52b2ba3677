//! Launch plans: those of the program, and the default one of each workflow, which has the workflow's inputs with their
//! defaults, and no fixed inputs.

use super::Options;
use crate::entity::{LaunchPlanSettings, Messenger, Notification, Phase, Schedule, Variable, typed_variable};
use crate::graph::{Graph, Launched};
use crate::types::literal;
use aileron_grammar::{Rate, RateUnit};
use aileron_idl::admin::notification::Type as By;
use aileron_idl::admin::schedule::ScheduleExpression;
use aileron_idl::admin::{
    self, Annotations, ConcurrencyLimitBehavior, ConcurrencyPolicy, CronSchedule, EmailNotification,
    FixedRate, FixedRateUnit, Labels, LaunchPlan, LaunchPlanClosure, LaunchPlanMetadata, LaunchPlanSpec,
    PagerDutyNotification, RawOutputDataConfig, SlackNotification,
};
use aileron_idl::core::{
    Identity, Literal, LiteralMap, Parameter, ParameterMap, ResourceType, SecurityContext, VariableMap,
    parameter::Behavior, workflow_execution,
};
use aileron_idl::map;

/// The default launch plan of a workflow.
pub(super) fn default(graph: &Graph, options: &Options) -> LaunchPlan {
    plan(graph, &graph.name, LaunchPlanSettings::NONE, LiteralMap::default(), options)
}

/// A launch plan of the program. Its graph is that of a launch plan.
pub(super) fn own(graph: &Graph, settings: &LaunchPlanSettings, options: &Options) -> LaunchPlan {
    let launched = graph.launched();
    let fixed = launched.iter().flat_map(Launched::fixed);
    let fixed = fixed.map(|(name, literal)| (name.to_owned(), literal.clone()));
    let fixed = LiteralMap { literals: map(fixed) };
    let workflow = launched.as_ref().map_or("", |launched| launched.workflow.name);
    plan(graph, workflow, settings, fixed, options)
}

/// Every part is present even if empty, as in flytekit: flytectl's `compile` reads the closure without a check, and
/// flyteadmin distinguishes absent from empty.
fn plan(
    graph: &Graph,
    workflow: &str,
    settings: &LaunchPlanSettings,
    fixed_inputs: LiteralMap,
    options: &Options,
) -> LaunchPlan {
    let ids = &options.ids;
    let inputs = graph
        .inputs
        .iter()
        .zip(&graph.absent)
        .map(|(input, absent)| (input.name.clone(), parameter(input, absent.as_ref())));
    let pairs = |pairs: &[(&str, &str)]| {
        map(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())))
    };
    let spec = LaunchPlanSpec {
        workflow_id: Some(ids.identifier(ResourceType::Workflow, workflow)),
        entity_metadata: Some(LaunchPlanMetadata {
            schedule: settings.schedule.and_then(|when| schedule(when, settings.kickoff)),
            notifications: settings.notifications.iter().map(notification).collect(),
            ..LaunchPlanMetadata::default()
        }),
        default_inputs: Some(ParameterMap { parameters: map(inputs) }),
        fixed_inputs: Some(fixed_inputs),
        labels: Some(Labels { values: pairs(settings.labels) }),
        annotations: Some(Annotations { values: pairs(settings.annotations) }),
        raw_output_data_config: Some(RawOutputDataConfig {
            output_location_prefix: settings.raw_output_data_prefix.to_owned(),
        }),
        max_parallelism: i32::try_from(settings.max_parallelism).unwrap_or(i32::MAX),
        security_context: run_as(settings, options.service_account.as_deref()),
        overwrite_cache: settings.overwrite_cache,
        concurrency_policy: (settings.concurrency > 0).then(|| ConcurrencyPolicy {
            max: i32::try_from(settings.concurrency).unwrap_or(i32::MAX),
            behavior: ConcurrencyLimitBehavior::Skip.into(),
        }),
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

/// When it is launched, as a message. The macro has checked the text.
fn schedule(when: Schedule, kickoff: &str) -> Option<admin::Schedule> {
    let expression = match when {
        Schedule::Cron(line) => ScheduleExpression::CronSchedule(CronSchedule {
            schedule: line.to_owned(),
            ..CronSchedule::default()
        }),
        Schedule::Every(text) => {
            let rate = Rate::parse(text).ok()?;
            let unit = match rate.unit {
                RateUnit::Minute => FixedRateUnit::Minute,
                RateUnit::Hour => FixedRateUnit::Hour,
                RateUnit::Day => FixedRateUnit::Day,
            };
            ScheduleExpression::Rate(FixedRate { value: rate.value, unit: unit.into() })
        }
    };
    Some(admin::Schedule {
        schedule_expression: Some(expression),
        kickoff_time_input_arg: kickoff.to_owned(),
    })
}

fn notification(notification: &Notification) -> admin::Notification {
    let recipients_email: Vec<String> = notification.to.iter().map(|&to| to.to_owned()).collect();
    let template = String::new();
    let by = match notification.by {
        Messenger::Email => By::Email(EmailNotification { recipients_email, template }),
        Messenger::PagerDuty => By::PagerDuty(PagerDutyNotification { recipients_email, template }),
        Messenger::Slack => By::Slack(SlackNotification { recipients_email, template }),
    };
    let phases = notification.phases.iter().map(|phase| match phase {
        Phase::Succeeded => workflow_execution::Phase::Succeeded.into(),
        Phase::Failed => workflow_execution::Phase::Failed.into(),
        Phase::Aborted => workflow_execution::Phase::Aborted.into(),
        Phase::TimedOut => workflow_execution::Phase::TimedOut.into(),
    });
    admin::Notification { phases: phases.collect(), r#type: Some(by) }
}

/// Under whom executions run. What is given when the specs are made replaces what the plan says, as in flytekit
/// (`tools/translator.py`).
fn run_as(settings: &LaunchPlanSettings, service_account: Option<&str>) -> Option<SecurityContext> {
    let identity = match service_account {
        Some(account) => Identity { k8s_service_account: account.to_owned(), ..Identity::default() },
        None => Identity {
            iam_role: settings.iam_role.to_owned(),
            k8s_service_account: settings.service_account.to_owned(),
            ..Identity::default()
        },
    };
    (identity != Identity::default())
        .then(|| SecurityContext { run_as: Some(identity), ..SecurityContext::default() })
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
