//! Which executions there are.

use super::State;
use super::snapshot::{Problem, span};
use crate::remote::pages::Pages;
use crate::remote::{Client, Error};
use crate::types::time;
use aileron_idl::admin::{
    self, NamedEntityIdentifier, ResourceListRequest, Sort, execution_closure,
    execution_metadata::ExecutionMode, sort::Direction,
};
use aileron_idl::core::workflow_execution::Phase;
use aileron_idl::service::admin_service::LIST_EXECUTIONS;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// How many executions a list has if nobody says it.
const USUAL: usize = 20;

/// The executions of the client's project and domain, the newest first.
///
/// ```no_run
/// # async fn show(client: &aileron::remote::Client) -> Result<(), aileron::remote::Error> {
/// use aileron::remote::State;
///
/// for execution in client.executions().of_workflow("etl.pipeline").in_state(State::Failed).most(5).list().await? {
///     println!("{} {}", execution.name, execution.entity);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is asked for before `list`"]
pub struct Executions {
    client: Client,
    workflow: Option<String>,
    states: Vec<State>,
    most: usize,
}

/// One of the executions of a list.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ExecutionSummary {
    /// Its name.
    pub name: String,
    /// The full name of what runs: a launch plan, or a task.
    pub entity: String,
    /// The version of what runs.
    pub version: String,
    /// How far it has come.
    pub state: State,
    /// What launched it, such as `schedule`; `None` if a person or a program did.
    pub launched_by: Option<&'static str>,
    /// When it was created, by the server's clock.
    pub created: Option<DateTime<Utc>>,
    /// How long it took; `None` until it is over.
    pub took: Option<Duration>,
    /// Why it failed.
    pub problem: Option<Problem>,
}

impl Executions {
    pub(in crate::remote) fn new(client: &Client) -> Self {
        Executions { client: client.clone(), workflow: None, states: Vec::new(), most: USUAL }
    }

    /// Only those of the workflow with this full name, in any version.
    pub fn of_workflow(mut self, name: impl Into<String>) -> Self {
        self.workflow = Some(name.into());
        self
    }

    /// Only those in this state; several states are alternatives.
    pub fn in_state(mut self, state: State) -> Self {
        self.states.push(state);
        self
    }

    /// At most so many; by default 20.
    pub fn most(mut self, count: usize) -> Self {
        self.most = count;
        self
    }

    /// Asks the server.
    ///
    /// # Errors
    /// Fails if the name of the workflow or a state can't be looked for, or the server does not answer.
    pub async fn list(self) -> Result<Vec<ExecutionSummary>, Error> {
        let filters = filters(self.workflow.as_deref(), &self.states).map_err(Error::wrong)?;
        let scope = self.client.scope();
        let mut found = Vec::new();
        let mut pages = Pages::of(self.most);
        while let Some((limit, token)) = pages.next(found.len()) {
            let request = ResourceListRequest {
                id: Some(NamedEntityIdentifier {
                    project: scope.project.clone(),
                    domain: scope.domain.clone(),
                    ..NamedEntityIdentifier::default()
                }),
                limit,
                token,
                filters: filters.clone(),
                sort_by: Some(newest_first()),
            };
            let page = self.client.call(LIST_EXECUTIONS, request).await?;
            found.extend(page.executions);
            pages.follow(page.token);
        }
        Ok(found.into_iter().map(ExecutionSummary::of).collect())
    }
}

/// The order of lists. flyteadmin knows its columns by their names in the database.
pub(crate) fn newest_first() -> Sort {
    Sort { key: "created_at".to_owned(), direction: Direction::Descending.into() }
}

/// The filter in flyteadmin's language (`pkg/manager/impl/util/filters.go`): `FUNCTION(FIELD,VALUE)`, joined by `+`, values by `;`.
/// Neither can be escaped there.
fn filters(workflow: Option<&str>, states: &[State]) -> Result<String, String> {
    let mut filters = Vec::new();
    if let Some(name) = workflow {
        if let Some(letter) = name.chars().find(|letter| "+;".contains(*letter)) {
            return Err(format!(
                "executions of the workflow `{name}` can't be looked for, since `{letter}` separates conditions in Flyte's \
                 filters; list all executions instead"
            ));
        }
        filters.push(format!("eq(workflow.name,{name})"));
    }
    let phases: Result<Vec<_>, _> = states.iter().map(|state| phase(*state)).collect();
    match &phases?[..] {
        [] => {}
        [phase] => filters.push(format!("eq(phase,{phase})")),
        several => filters.push(format!("value_in(phase,{})", several.join(";"))),
    }
    Ok(filters.join("+"))
}

/// Flyte's name of the state of an execution.
fn phase(state: State) -> Result<&'static str, String> {
    let phase = STATES.iter().find(|(known, _)| *known == state).map(|(_, phase)| phase.as_str_name());
    phase.ok_or_else(|| format!("an execution is never {state}, only its nodes and attempts are"))
}

/// The states that an execution can be in, with Flyte's phases of them.
const STATES: [(State, Phase); 9] = [
    (State::Queued, Phase::Queued),
    (State::Running, Phase::Running),
    (State::Succeeding, Phase::Succeeding),
    (State::Succeeded, Phase::Succeeded),
    (State::Failing, Phase::Failing),
    (State::Failed, Phase::Failed),
    (State::Aborting, Phase::Aborting),
    (State::Aborted, Phase::Aborted),
    (State::TimedOut, Phase::TimedOut),
];

impl State {
    /// The states that an execution can be in, in their order.
    pub(crate) fn of_executions() -> impl Iterator<Item = State> {
        STATES.iter().map(|(state, _)| *state)
    }
}

impl ExecutionSummary {
    pub(crate) fn of(execution: admin::Execution) -> Self {
        let spec = execution.spec.unwrap_or_default();
        let entity = spec.launch_plan.unwrap_or_default();
        let closure = execution.closure.unwrap_or_default();
        let state = State::from(closure.phase());
        let problem = match closure.output_result {
            Some(execution_closure::OutputResult::Error(error)) => Some(error.into()),
            _ => None,
        };
        ExecutionSummary {
            name: execution.id.unwrap_or_default().name,
            entity: entity.name,
            version: entity.version,
            state,
            launched_by: spec.metadata.and_then(|metadata| launched_by(metadata.mode())),
            created: closure.created_at.and_then(|stamp| time::moment(&stamp).ok()),
            took: closure.duration.as_ref().and_then(span).filter(|_| state.is_over()),
            problem,
        }
    }
}

fn launched_by(mode: ExecutionMode) -> Option<&'static str> {
    match mode {
        ExecutionMode::Manual | ExecutionMode::Relaunch | ExecutionMode::Recovered => None,
        ExecutionMode::Scheduled => Some("schedule"),
        ExecutionMode::System => Some("system"),
        ExecutionMode::ChildWorkflow => Some("execution"),
        ExecutionMode::Trigger => Some("trigger"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aileron_idl::core::{ExecutionError, Identifier, WorkflowExecutionIdentifier};
    use aileron_idl::google;

    #[test]
    fn filters_are_in_flyteadmins_language() {
        assert_eq!(filters(None, &[]), Ok(String::new()));
        assert_eq!(filters(Some("a.b"), &[]), Ok("eq(workflow.name,a.b)".into()));
        assert_eq!(filters(None, &[State::TimedOut]), Ok("eq(phase,TIMED_OUT)".into()));
        assert_eq!(
            filters(Some("a.b"), &[State::Failed, State::Aborted]),
            Ok("eq(workflow.name,a.b)+value_in(phase,FAILED;ABORTED)".into())
        );
    }

    #[test]
    fn what_a_filter_would_tear_apart_is_refused() {
        for name in ["a+b", "a;b"] {
            let error = filters(Some(name), &[]).unwrap_err();
            assert!(error.contains(&format!("`{name}`")), "{error}");
        }
    }

    #[test]
    fn a_state_of_nodes_alone_is_refused() {
        let error = filters(None, &[State::Skipped]).unwrap_err();
        assert_eq!(error, "an execution is never skipped, only its nodes and attempts are");
    }

    #[test]
    fn a_state_of_executions_is_a_phase_and_back() {
        for (state, phase) in STATES {
            assert_eq!(State::from(phase), state);
        }
    }

    #[test]
    fn a_summary_says_what_the_message_does() {
        let error = ExecutionError {
            code: "USER:Unknown".into(),
            message: "no luck".into(),
            ..ExecutionError::default()
        };
        let stamp = |seconds| Some(google::Timestamp { seconds, nanos: 0 });
        let execution = admin::Execution {
            id: Some(WorkflowExecutionIdentifier {
                name: "f1".into(),
                ..WorkflowExecutionIdentifier::default()
            }),
            spec: Some(admin::ExecutionSpec {
                launch_plan: Some(Identifier {
                    name: "a.b".into(),
                    version: "v1".into(),
                    ..Identifier::default()
                }),
                metadata: Some(admin::ExecutionMetadata {
                    mode: ExecutionMode::Scheduled.into(),
                    ..admin::ExecutionMetadata::default()
                }),
                ..admin::ExecutionSpec::default()
            }),
            closure: Some(admin::ExecutionClosure {
                phase: Phase::Failed.into(),
                created_at: stamp(86_400),
                duration: Some(google::Duration { seconds: 90, nanos: 0 }),
                output_result: Some(execution_closure::OutputResult::Error(error)),
                ..admin::ExecutionClosure::default()
            }),
        };
        let summary = ExecutionSummary::of(execution);
        assert_eq!(
            (summary.name.as_str(), summary.entity.as_str(), summary.version.as_str()),
            ("f1", "a.b", "v1")
        );
        assert_eq!((summary.state, summary.launched_by), (State::Failed, Some("schedule")));
        assert_eq!(summary.created, DateTime::from_timestamp(86_400, 0));
        assert_eq!(summary.took, Some(Duration::from_secs(90)));
        assert_eq!(summary.problem.map(|problem| problem.code), Some("USER:Unknown".to_owned()));
    }

    #[test]
    fn what_runs_has_taken_no_time_yet() {
        let execution = admin::Execution {
            closure: Some(admin::ExecutionClosure {
                phase: Phase::Running.into(),
                duration: Some(google::Duration { seconds: 1, nanos: 0 }),
                ..admin::ExecutionClosure::default()
            }),
            ..admin::Execution::default()
        };
        assert_eq!(ExecutionSummary::of(execution).took, None);
    }
}
