//! A registration under way.

use super::answer::Place;
use super::calls::{Closed, look, register};
use super::outcome::{Registered, State};
use super::plan::{Item, Plan};
use super::queue::Queue;
use crate::remote::Client;
use crate::remote::call::CallError;
use aileron_grammar::suggest::all_of;
use aileron_idl::admin::{ProjectListRequest, Projects};
use aileron_idl::service::admin_service::LIST_PROJECTS;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::task::JoinSet;
use tonic::Code;

/// The largest number of projects that a message names.
const MOST_PROJECTS: u32 = 20;

/// What is done with each entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    Register,
    /// Nothing is changed on the server.
    Look,
}

/// Does the work for each entity, and returns what became of each, in the order of the plan. `hear` gets each as it ends. Once
/// `stop` is set, nothing more is sent.
pub(super) async fn run(
    client: &Client,
    plan: &Plan,
    work: Work,
    stop: &AtomicBool,
    hear: &mut (dyn FnMut(&Registered) + Send),
) -> Vec<Registered> {
    let mut queue = Queue::new(plan);
    let mut calls = JoinSet::new();
    let mut ended: BTreeMap<usize, Registered> = BTreeMap::new();
    let mut closed: Option<String> = None;
    loop {
        while closed.is_none()
            && !stop.load(Ordering::Relaxed)
            && let Some(place) = queue.take()
        {
            let (client, item) = (client.clone(), Arc::clone(&plan.items[place]));
            calls.spawn(async move {
                let ended = match work {
                    Work::Register => register(&client, &item).await,
                    Work::Look => look(&client, &item).await,
                };
                (place, ended)
            });
        }
        let Some(next) = calls.join_next().await else { break };
        let (place, state) = match next {
            Ok((place, Ok(state))) => (place, state),
            Ok((place, Err(Closed(error)))) => {
                let item = &plan.items[place];
                if let Some(why) = &closed {
                    // It was under way, and got the same answer.
                    (place, State::NotSent(String::clone(why)))
                } else {
                    closed = Some(format!("the {} `{}` tells why", item.kind.as_str(), item.id.name));
                    let advice = why_closed(client, &error, item).await;
                    (place, State::Refused { message: error.message().to_owned(), advice })
                }
            }
            Err(error) => resume_unwind(error.into_panic()),
        };
        if state.is_registered() || work == Work::Look {
            queue.succeeded(place);
        } else {
            for blocked in queue.failed(place) {
                let Item { kind, id, .. } = &*plan.items[place];
                let why = format!(
                    "it needs the {} `{}`, which is not registered as it is here",
                    kind.as_str(),
                    id.name
                );
                ended.entry(blocked).or_insert_with(|| told(&plan.items[blocked], State::NotSent(why)));
            }
        }
        let registered = told(&plan.items[place], state);
        hear(&registered);
        ended.insert(place, registered);
    }
    let why = closed.unwrap_or_else(|| {
        if stop.load(Ordering::Relaxed) { "it was interrupted" } else { "it needs itself, through others" }
            .to_owned()
    });
    for (place, item) in plan.items.iter().enumerate() {
        ended.entry(place).or_insert_with(|| told(item, State::NotSent(why.clone())));
    }
    ended.into_values().collect()
}

fn told(item: &Item, state: State) -> Registered {
    Registered {
        kind: item.kind,
        name: item.id.name.clone(),
        version: item.id.version.clone(),
        is_activated: item.activates && state.is_registered(),
        state,
    }
}

/// What to do about an answer that everything gets.
async fn why_closed(client: &Client, error: &CallError, item: &Item) -> Option<String> {
    let (project, domain) = (&item.id.project, &item.id.domain);
    let place = Place::of(error.message());
    Some(match (error.code(), place) {
        (_, Some(Place::Archived)) => "have it activated, or name another project".to_owned(),
        (_, Some(place)) => {
            let request = ProjectListRequest { limit: MOST_PROJECTS, ..ProjectListRequest::default() };
            there_are(place, project, &client.call(LIST_PROJECTS, request).await.ok()?)?
        }
        (Code::Unavailable, _) => {
            "what is registered stays: call it again when the server answers".to_owned()
        }
        (Code::Unauthenticated, _) => {
            "the server wants to know who you are: sign in, as Flyte's configuration says".to_owned()
        }
        (Code::PermissionDenied, _) => {
            format!("ask its administrator for the permission to register in `{project}`, domain `{domain}`")
        }
        (Code::Unimplemented, _) => {
            "what answers there is not Flyte, or has another address for gRPC".to_owned()
        }
        _ => return None,
    })
}

/// Which projects, or domains of the project, there are.
fn there_are(place: Place, project: &str, projects: &Projects) -> Option<String> {
    let (what, names): (_, Vec<&str>) = match place {
        Place::Domain => {
            let project = projects.projects.iter().find(|other| other.id == project)?;
            ("domain", project.domains.iter().map(|domain| domain.id.as_str()).collect())
        }
        _ => ("project", projects.projects.iter().map(|project| project.id.as_str()).collect()),
    };
    match &names[..] {
        [] => None,
        [name] => Some(format!("the server has the {what} `{name}` only: name that")),
        _ => Some(format!("the server has the {what}s {}: name one of them", all_of(names))),
    }
}
