//! What a server holds, as a package: the newest version of each task and of each launch plan, or one version of all.
//!
//! A launch plan of the name of its workflow is its default one, and knows the workflow's interface. So no workflow is asked
//! for, each of which the server reads from its store.

use crate::check::{Message, Package};
use crate::remote::{AT_ONCE, Client, Error, Pages, newest_first};
use aileron_idl::admin::{
    LaunchPlan, NamedEntityIdentifier, NamedEntityIdentifierListRequest, ResourceListRequest, Task, TaskSpec,
};
use aileron_idl::service::admin_service::{
    LIST_LAUNCH_PLAN_IDS, LIST_LAUNCH_PLANS, LIST_TASK_IDS, LIST_TASKS,
};
use futures_util::{StreamExt, TryStreamExt, stream};
use std::collections::BTreeSet;

/// How the launch plans begin that flyteadmin makes for executions of single tasks (`pkg/manager/impl/util/single_task_execution.go`).
const MADE_BY_FLYTE: &str = ".flytegen";

/// The names of what a server holds.
#[derive(Debug)]
pub(crate) struct Names {
    tasks: BTreeSet<String>,
    launch_plans: BTreeSet<String>,
}

impl Names {
    /// The names of all kinds, each once, sorted.
    pub(crate) fn all(&self) -> Vec<&str> {
        self.tasks.union(&self.launch_plans).map(String::as_str).collect()
    }
}

/// Asks for the names of all tasks and launch plans of the client's project and domain.
///
/// # Errors
/// Fails if the server does not answer, or refuses.
pub(crate) async fn names_on(client: &Client) -> Result<Names, Error> {
    let mut names = Names { tasks: BTreeSet::new(), launch_plans: BTreeSet::new() };
    for (method, into) in [(LIST_TASK_IDS, &mut names.tasks), (LIST_LAUNCH_PLAN_IDS, &mut names.launch_plans)]
    {
        let mut found = Vec::new();
        let mut pages = Pages::of(usize::MAX);
        while let Some((limit, token)) = pages.next(found.len()) {
            let asked = NamedEntityIdentifierListRequest {
                project: client.scope().project.clone(),
                domain: client.scope().domain.clone(),
                limit,
                token,
                ..NamedEntityIdentifierListRequest::default()
            };
            let page = client.call(method, asked).await?;
            found.extend(page.entities);
            pages.follow(page.token);
        }
        let found = found.into_iter().map(|entity| entity.name);
        into.extend(found.filter(|name| !name.starts_with(MADE_BY_FLYTE)));
    }
    Ok(names)
}

/// Asks for what has these names: `only` some of them, of one `version` or the newest.
///
/// # Errors
/// Fails if the server does not answer, or refuses.
pub(crate) async fn package_from(
    client: &Client,
    names: &Names,
    only: Option<&BTreeSet<String>>,
    version: &str,
) -> Result<Package, Error> {
    let is_wanted = |name: &&String| only.is_none_or(|only| only.contains(*name));
    let tasks = stream::iter(names.tasks.iter().filter(is_wanted))
        .map(|name| async move { client.call(LIST_TASKS, one_version(client, name, version)).await })
        .buffered(AT_ONCE);
    let tasks: Vec<_> = tasks.try_collect().await?;
    let plans = stream::iter(names.launch_plans.iter().filter(is_wanted))
        .map(|name| async move { client.call(LIST_LAUNCH_PLANS, one_version(client, name, version)).await })
        .buffered(AT_ONCE);
    let plans: Vec<_> = plans.try_collect().await?;
    let mut package = Package::default();
    tasks.into_iter().flat_map(|list| list.tasks).for_each(|task| put_task(task, &mut package));
    let plans = plans.into_iter().flat_map(|list| list.launch_plans);
    plans.for_each(|plan: LaunchPlan| package.push(String::new(), Message::LaunchPlan(plan)));
    Ok(package)
}

/// The question for one version of a name.
fn one_version(client: &Client, name: &str, version: &str) -> ResourceListRequest {
    let id = NamedEntityIdentifier {
        project: client.scope().project.clone(),
        domain: client.scope().domain.clone(),
        name: name.to_owned(),
        ..NamedEntityIdentifier::default()
    };
    let filters = if version.is_empty() { String::new() } else { format!("eq(version,{version})") };
    let sort_by = Some(newest_first());
    ResourceListRequest { id: Some(id), limit: 1, filters, sort_by, ..ResourceListRequest::default() }
}

fn put_task(task: Task, package: &mut Package) {
    let template = task.closure.and_then(|closure| closure.compiled_task).and_then(|task| task.template);
    let Some(mut template) = template else { return };
    template.id = task.id.or(template.id);
    let description = aileron_idl::admin::DescriptionEntity {
        short_description: task.short_description,
        ..Default::default()
    };
    let spec = TaskSpec { template: Some(template), description: Some(description) };
    package.push(String::new(), Message::Task(spec));
}
