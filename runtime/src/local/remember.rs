//! What runs remember: the results of cached tasks, in the cache of this machine.

use super::memory::{Asked, Memory, Note, Recalled, Source};
use crate::cache::{self, Call, Described, Key, KeyLock, Keys, Made};
use crate::context::Context;
use crate::entity::{self, Entity};
use crate::logs;
use crate::setup::Caching;
use crate::types::{FlyteType, places};
use aileron_idl::core::Literal;
use aileron_idl::prost::Message;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

/// The longest text of an input, in characters, and of the inputs together.
const LONGEST: (usize, usize) = (60, 240);

/// An input that is larger is not described.
const DESCRIBED: usize = 4096;

/// The memory of one run.
pub(super) struct Remembering(Arc<Shared>);

/// What the notes of a run share.
struct Shared {
    context: Context,
    /// The project and the domain of all tasks.
    place: (String, String),
    caching: Caching,
    keys: Keys,
    /// Opened for the first cached task; `None` if that can't be done.
    cache: OnceLock<Option<cache::Cache>>,
    /// How many cached tasks came by.
    cached: AtomicU64,
    /// How many of them did not need to run.
    found: AtomicU64,
    has_complained: AtomicBool,
}

impl Remembering {
    /// The memory of a run; `None` if it has none.
    pub(super) fn new(context: &Context) -> Option<Self> {
        let caching = context.setup().caching;
        if caching == Caching::Off {
            return None;
        }
        let task = context.task();
        Some(Remembering(Arc::new(Shared {
            context: context.clone(),
            place: (task.project, task.domain),
            caching,
            keys: Keys::default(),
            cache: OnceLock::new(),
            cached: AtomicU64::new(0),
            found: AtomicU64::new(0),
            has_complained: AtomicBool::new(false),
        })))
    }

    /// Tells what was of use, and closes the cache. Nothing runs any more.
    pub(super) fn end(self) {
        let Some(shared) = Arc::into_inner(self.0) else { return };
        let (cached, found) = (shared.cached.into_inner(), shared.found.into_inner());
        match cached {
            0 => {}
            1 if found == 1 => logs::note("the one cached task of this run came from the cache"),
            1 => logs::note("the one cached task of this run was not in the cache"),
            _ => logs::note(&format!("{found} of {cached} cached tasks came from the cache")),
        }
        if let Some(cache) = shared.cache.into_inner().flatten() {
            cache.close();
        }
    }
}

impl Memory for Remembering {
    fn recall(&self, asked: &Asked<'_>) -> Recalled {
        let Some(settings) = settings(asked) else { return Recalled::Nothing(None) };
        match Shared::look(&self.0, asked, settings) {
            Some(recalled) => recalled,
            None => Recalled::Nothing(None),
        }
    }

    fn may_wait(&self, asked: &Asked<'_>) -> bool {
        settings(asked).is_some_and(|settings| settings.serialize)
    }
}

/// How the results of the task are cached: as the call asks for, else as the task does.
fn settings(asked: &Asked<'_>) -> Option<&'static entity::Cache> {
    let own = asked.node.node().settings.and_then(|settings| settings.others.cache.as_ref());
    own.or_else(|| asked.task.settings()?.cache.as_ref())
}

impl Shared {
    fn look(shared: &Arc<Self>, asked: &Asked<'_>, settings: &'static entity::Cache) -> Option<Recalled> {
        // As Flyte does (flytepropeller `nodes/cache.go`).
        if shared.keys.interface(asked.task).outputs.is_empty() {
            return None;
        }
        let cache = shared.cache()?;
        let call = Call {
            project: &shared.place.0,
            domain: &shared.place.1,
            task: asked.task,
            version: settings.version,
            ignore: settings.ignore,
            inputs: asked.inputs,
        };
        let key = match shared.keys.of(&call) {
            Ok(key) => key,
            Err(error) => {
                let name = asked.task.name;
                shared.complain(&format!("a file among the inputs of `{name}` can't be read: {error}"));
                return None;
            }
        };
        shared.cached.fetch_add(1, Ordering::Relaxed);
        let find = || {
            let outputs = cache.find(&key).filter(|_| shared.caching == Caching::Use)?;
            shared.found.fetch_add(1, Ordering::Relaxed);
            Some(Recalled::Outputs(outputs, Source::Cache))
        };
        if let Some(found) = find() {
            return Some(found);
        }
        let mut held = None;
        // The nodes of a dynamic workflow need the worker that would wait here, so it never waits for another one.
        if settings.serialize && !asked.task.is_dynamic() {
            let waiting = || {
                logs::note(&format!("`{}` waits for another run that computes the same", asked.task.name));
            };
            match cache.lock(&key, waiting) {
                Ok(lock) => held = Some(lock),
                Err(error) => shared.complain(&format!("a lock can't be taken: {error}")),
            }
            if let Some(found) = find() {
                return Some(found);
            }
        }
        Some(Recalled::Nothing(Some(Box::new(CacheNote {
            shared: Arc::clone(shared),
            key,
            task: asked.task,
            version: settings.version,
            inputs: describe(asked.inputs, &shared.keys.interface(asked.task).inputs),
            known: named(asked.inputs, &shared.keys.interface(asked.task).inputs),
            _held: held,
        }))))
    }

    fn cache(&self) -> Option<&cache::Cache> {
        let root = || self.context.setup().kept.clone().map_or_else(cache::root, Ok);
        let open = || root().and_then(cache::Cache::open);
        let opened = self.cache.get_or_init(|| open().inspect_err(|why| self.complain(why)).ok());
        opened.as_ref()
    }

    /// Says once that the cache is of no use. The run goes on.
    fn complain(&self, why: &str) {
        if !self.has_complained.swap(true, Ordering::Relaxed) {
            logs::note(&format!("results are not cached: {why}"));
        }
    }
}

/// Keeps the outputs of a cached task.
struct CacheNote {
    shared: Arc<Shared>,
    key: Key,
    task: &'static Entity,
    version: &'static str,
    inputs: String,
    /// The places that the inputs name, which others know as well.
    known: BTreeSet<String>,
    /// Until the outputs are kept, or the task has failed.
    _held: Option<KeyLock>,
}

impl Note for CacheNote {
    fn keep(self: Box<Self>, outputs: Vec<Literal>) -> Vec<Literal> {
        let Some(cache) = self.shared.cache() else { return outputs };
        let files = self.shared.context.files();
        let made = Made {
            described: Described {
                task: self.task.name.to_owned(),
                version: self.version.to_owned(),
                inputs: self.inputs.clone(),
                made: SystemTime::now(),
                size: 0,
            },
            outputs: &outputs,
            variables: &self.shared.keys.interface(self.task).outputs,
            is_own: &|place: &str, path: &Path| files.has_made(path) && !self.known.contains(place),
            replaces: self.shared.caching == Caching::Overwrite,
        };
        match cache.keep(&self.key, &made) {
            Ok(kept) => kept,
            Err(error) => {
                self.shared.complain(&format!("the result of `{}` can't be kept: {error}", self.task.name));
                outputs
            }
        }
    }
}

/// The inputs in short, for people.
fn describe(inputs: &[Literal], variables: &[entity::Variable]) -> String {
    let texts = variables.iter().zip(inputs).map(|(variable, literal)| {
        let value = match literal.encoded_len() {
            0..=DESCRIBED => {
                Json::from_literal(literal.clone()).map_or_else(|_| "…".into(), |json| json.to_string())
            }
            _ => "…".to_owned(),
        };
        format!("{}={}", variable.name, cut(&value, LONGEST.0))
    });
    cut(&texts.collect::<Vec<_>>().join(" "), LONGEST.1)
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The places that values name.
fn named(values: &[Literal], variables: &[entity::Variable]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (literal, variable) in values.iter().zip(variables) {
        let _ = places::each(literal, &variable.ty, &mut |place, _| {
            found.insert(place.to_owned());
            Ok(())
        });
    }
    found
}
