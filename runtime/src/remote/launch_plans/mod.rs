//! Launch plans on the server: which there are, and which version Flyte launches by its schedule.

mod schedule;

use super::call::CallError;
use super::executions::newest_first;
use super::pages::Pages;
use super::{Client, Error};
use crate::types::time;
use aileron_grammar::suggest::{any_of, nearest_or};
use aileron_idl::admin::{
    self, ActiveLaunchPlanListRequest, ActiveLaunchPlanRequest, LaunchPlanState, LaunchPlanUpdateRequest,
    NamedEntityIdentifier, NamedEntityIdentifierListRequest, ObjectGetRequest, ResourceListRequest,
};
use aileron_idl::core::{Identifier, ResourceType};
use aileron_idl::service::admin_service::{
    GET_ACTIVE_LAUNCH_PLAN, GET_LAUNCH_PLAN, LIST_ACTIVE_LAUNCH_PLANS, LIST_LAUNCH_PLAN_IDS,
    LIST_LAUNCH_PLANS, UPDATE_LAUNCH_PLAN,
};
use chrono::{DateTime, Utc};
use tonic::Code;

pub use schedule::LaunchSchedule;

/// The launch plans of the client's project and domain.
///
/// ```no_run
/// # async fn switch(client: &aileron::remote::Client) -> Result<(), aileron::remote::Error> {
/// let plans = client.launch_plans();
/// plans.activate("etl.nightly", None).await?;
/// for plan in plans.list().await? {
///     println!("{} {:?} {}", plan.name, plan.version, plan.is_active);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Of all versions of a launch plan one at most is active. Flyte launches the active one by its schedule, and where a call
/// names no version.
#[derive(Clone, Debug)]
pub struct LaunchPlans {
    client: Client,
}

/// A launch plan, in one version.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct LaunchPlan {
    /// Its full name.
    pub name: String,
    /// Its version; `None` if it stands for all versions, of which none is active.
    pub version: Option<String>,
    /// Whether it is the active version.
    pub is_active: bool,
    /// The full name of the workflow that it launches; empty if it stands for all versions.
    pub workflow: String,
    /// When Flyte launches it, while it is active.
    pub schedule: Option<LaunchSchedule>,
    /// When it was registered, by the server's clock.
    pub created: Option<DateTime<Utc>>,
}

impl Client {
    /// The launch plans of the project and domain of the client's settings.
    #[must_use]
    pub fn launch_plans(&self) -> LaunchPlans {
        LaunchPlans { client: self.clone() }
    }
}

impl LaunchPlans {
    /// Every launch plan once, sorted by name: its active version, or none.
    ///
    /// # Errors
    /// Fails if the server does not answer.
    pub async fn list(&self) -> Result<Vec<LaunchPlan>, Error> {
        let scope = self.client.scope();
        let mut active = Vec::new();
        let mut pages = Pages::of(usize::MAX);
        while let Some((limit, token)) = pages.next(active.len()) {
            let request = ActiveLaunchPlanListRequest {
                project: scope.project.clone(),
                domain: scope.domain.clone(),
                limit,
                token,
                ..ActiveLaunchPlanListRequest::default()
            };
            let page = self.client.call(LIST_ACTIVE_LAUNCH_PLANS, request).await?;
            active.extend(page.launch_plans);
            pages.follow(page.token);
        }
        let active = active.into_iter().map(LaunchPlan::of).collect();
        Ok(with_inactive(active, self.names(usize::MAX).await?))
    }

    /// The versions of a launch plan, the newest first, at most so many.
    ///
    /// # Errors
    /// Fails if the server has no launch plan of this name, or does not answer.
    pub async fn versions(&self, name: &str, most: usize) -> Result<Vec<LaunchPlan>, Error> {
        let mut found = Vec::new();
        let mut pages = Pages::of(most);
        while let Some((limit, token)) = pages.next(found.len()) {
            let id = Some(self.all_versions(name));
            let sort_by = Some(newest_first());
            let request = ResourceListRequest { id, limit, token, sort_by, ..ResourceListRequest::default() };
            let page = self.client.call(LIST_LAUNCH_PLANS, request).await?;
            found.extend(page.launch_plans);
            pages.follow(page.token);
        }
        let found: Vec<_> = found.into_iter().map(LaunchPlan::of).collect();
        if found.is_empty() && most > 0 {
            return Err(Error::unready(self.unknown(name).await));
        }
        Ok(found)
    }

    /// Makes a version the active one, instead of the one that was; without a version, the newest. One that is active already stays
    /// so. Returns what is active now.
    ///
    /// # Errors
    /// Fails if the server has no such launch plan, or does not answer.
    pub async fn activate(&self, name: &str, version: Option<&str>) -> Result<LaunchPlan, Error> {
        let plan = match version {
            Some(version) => self.get(name, version).await?,
            None => self.versions(name, 1).await?.into_iter().next().unwrap_or_default(),
        };
        self.update(name, plan.version.clone().unwrap_or_default(), LaunchPlanState::Active).await?;
        Ok(LaunchPlan { is_active: true, ..plan })
    }

    /// Makes a version inactive; without one, the version that is active. Returns which one it was, and `None` if no version
    /// was active.
    ///
    /// # Errors
    /// Fails if the server has no such launch plan, or does not answer.
    pub async fn deactivate(&self, name: &str, version: Option<&str>) -> Result<Option<LaunchPlan>, Error> {
        let plan = match version {
            Some(version) => self.get(name, version).await?,
            None => match self.active(name).await? {
                Some(active) => active,
                None => return Ok(None),
            },
        };
        self.update(name, plan.version.clone().unwrap_or_default(), LaunchPlanState::Inactive).await?;
        Ok(Some(LaunchPlan { is_active: false, ..plan }))
    }

    /// The active version.
    async fn active(&self, name: &str) -> Result<Option<LaunchPlan>, Error> {
        let request = ActiveLaunchPlanRequest { id: Some(self.all_versions(name)) };
        match self.client.call(GET_ACTIVE_LAUNCH_PLAN, request).await {
            Ok(plan) => Ok(Some(LaunchPlan::of(plan))),
            // The server says the same of a launch plan that it does not have at all.
            Err(error) if error.code() == Code::NotFound => self.versions(name, 1).await.map(|_| None),
            Err(error) => Err(error.into()),
        }
    }

    async fn get(&self, name: &str, version: &str) -> Result<LaunchPlan, Error> {
        let request = ObjectGetRequest { id: Some(self.one(name, version)) };
        match self.client.call(GET_LAUNCH_PLAN, request).await {
            Ok(plan) => Ok(LaunchPlan::of(plan)),
            Err(error) if error.code() == Code::NotFound => {
                Err(Error::refused(self.unknown_version(name, version).await?, error))
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn update(&self, name: &str, version: String, state: LaunchPlanState) -> Result<(), Error> {
        let request = LaunchPlanUpdateRequest { id: Some(self.one(name, &version)), state: state.into() };
        self.client.call(UPDATE_LAUNCH_PLAN, request).await?;
        Ok(())
    }

    /// The message for a version that the server does not have.
    async fn unknown_version(&self, name: &str, version: &str) -> Result<String, Error> {
        const SHOWN: usize = 5;
        // Fails by itself if there is no launch plan of the name.
        let known = self.versions(name, SHOWN).await?;
        let known = known.iter().filter_map(|plan| plan.version.as_deref());
        Ok(no_version(name, version, &known.collect::<Vec<_>>()))
    }

    /// The message for a launch plan that the server does not have.
    async fn unknown(&self, name: &str) -> String {
        const LOOKED_AT: usize = 1000;
        let names = self.names(LOOKED_AT).await.unwrap_or_default();
        let scope = self.client.scope();
        no_plan(name, &scope.project, &scope.domain, names.iter().map(String::as_str))
    }

    async fn names(&self, most: usize) -> Result<Vec<String>, CallError> {
        let scope = self.client.scope();
        let mut found = Vec::new();
        let mut pages = Pages::of(most);
        while let Some((limit, token)) = pages.next(found.len()) {
            let request = NamedEntityIdentifierListRequest {
                project: scope.project.clone(),
                domain: scope.domain.clone(),
                limit,
                token,
                ..NamedEntityIdentifierListRequest::default()
            };
            let page = self.client.call(LIST_LAUNCH_PLAN_IDS, request).await?;
            found.extend(page.entities);
            pages.follow(page.token);
        }
        Ok(found.into_iter().map(|id| id.name).collect())
    }

    fn all_versions(&self, name: &str) -> NamedEntityIdentifier {
        let scope = self.client.scope();
        NamedEntityIdentifier {
            project: scope.project.clone(),
            domain: scope.domain.clone(),
            name: name.to_owned(),
            ..NamedEntityIdentifier::default()
        }
    }

    fn one(&self, name: &str, version: &str) -> Identifier {
        let scope = self.client.scope();
        Identifier {
            resource_type: ResourceType::LaunchPlan.into(),
            project: scope.project.clone(),
            domain: scope.domain.clone(),
            name: name.to_owned(),
            version: version.to_owned(),
            ..Identifier::default()
        }
    }
}

impl LaunchPlan {
    pub(crate) fn of(plan: admin::LaunchPlan) -> Self {
        let id = plan.id.unwrap_or_default();
        let spec = plan.spec.unwrap_or_default();
        let closure = plan.closure.unwrap_or_default();
        LaunchPlan {
            name: id.name,
            version: Some(id.version),
            is_active: closure.state() == LaunchPlanState::Active,
            workflow: spec.workflow_id.unwrap_or_default().name,
            schedule: spec
                .entity_metadata
                .and_then(|metadata| metadata.schedule)
                .and_then(LaunchSchedule::of),
            created: closure.created_at.and_then(|stamp| time::moment(&stamp).ok()),
        }
    }
}

/// The active launch plans, and those of which no version is active, sorted by name.
fn with_inactive(mut plans: Vec<LaunchPlan>, names: Vec<String>) -> Vec<LaunchPlan> {
    let is_active = |name: &String| plans.iter().any(|plan| plan.name == *name);
    let inactive: Vec<_> = names.into_iter().filter(|name| !is_active(name)).collect();
    plans.extend(inactive.into_iter().map(|name| LaunchPlan { name, ..LaunchPlan::default() }));
    plans.sort_by(|a, b| a.name.cmp(&b.name));
    plans
}

fn no_version(name: &str, version: &str, known: &[&str]) -> String {
    format!("the launch plan `{name}` has no version `{version}`; write {}", any_of(known.iter().copied()))
}

fn no_plan<'n>(name: &str, project: &str, domain: &str, names: impl Iterator<Item = &'n str>) -> String {
    let hint = nearest_or(name, names, || "`launch-plans list` shows all".to_owned());
    format!("there is no launch plan `{name}` in the project `{project}` and the domain `{domain}`; {hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn active(name: &str) -> LaunchPlan {
        LaunchPlan { name: name.into(), version: Some("v2".into()), is_active: true, ..LaunchPlan::default() }
    }

    #[test]
    fn every_launch_plan_is_listed_once() {
        let names = ["c", "a", "b"].map(str::to_owned).to_vec();
        let listed = with_inactive(vec![active("b")], names);
        let listed: Vec<_> =
            listed.iter().map(|plan| (plan.name.as_str(), plan.version.as_deref())).collect();
        assert_eq!(listed, [("a", None), ("b", Some("v2")), ("c", None)]);
    }

    #[test]
    fn an_unknown_launch_plan_names_a_similar_one_or_says_how_to_list() {
        let message = |name| no_plan(name, "p", "d", ["etl.nightly"].into_iter());
        assert_eq!(
            message("etl.nightli"),
            "there is no launch plan `etl.nightli` in the project `p` and the domain `d`; did you mean `etl.nightly`?"
        );
        assert!(message("other").ends_with("; `launch-plans list` shows all"));
        assert_eq!(
            no_version("a.b", "v9", &["v2", "v1"]),
            "the launch plan `a.b` has no version `v9`; write `v2` or `v1`"
        );
    }

    #[test]
    fn a_launch_plan_is_what_the_message_says() {
        let plan = admin::LaunchPlan {
            id: Some(Identifier { name: "a.b".into(), version: "v2".into(), ..Identifier::default() }),
            spec: Some(admin::LaunchPlanSpec {
                workflow_id: Some(Identifier { name: "a.w".into(), ..Identifier::default() }),
                ..admin::LaunchPlanSpec::default()
            }),
            closure: Some(admin::LaunchPlanClosure {
                state: LaunchPlanState::Active.into(),
                ..admin::LaunchPlanClosure::default()
            }),
        };
        let plan = LaunchPlan::of(plan);
        assert_eq!(plan, LaunchPlan { workflow: "a.w".into(), ..active("a.b") });
    }
}
