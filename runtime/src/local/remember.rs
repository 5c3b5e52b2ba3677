//! What runs remember: the results of cached tasks, in the cache of this machine; and what the tasks of a run gave that did
//! not succeed, in its record.

use super::frame::{NodeId, NodeRef};
use super::memory::{Asked, Memory, Note, Recalled, Source};
use crate::cache::{self, Call, Described, Key, KeyLock, Keys, Made, Record};
use crate::context::Context;
use crate::entity::{self, Entity};
use crate::lock::lock;
use crate::logs;
use crate::setup::Caching;
use crate::types::{FlyteType, places};
use aileron_idl::core::Literal;
use aileron_idl::prost::Message;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
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
    /// The record of this run.
    record: Option<Arc<Record>>,
    /// The nodes that an earlier run has done, by their paths: each with its task, and how many elements of a map they are.
    resumed: Mutex<BTreeMap<String, (&'static str, usize)>>,
}

impl Remembering {
    /// The memory of a run; `None` if it has none.
    pub(super) fn new(context: &Context) -> Option<Self> {
        let (caching, record) = (context.setup().caching, context.setup().record.clone());
        if caching == Caching::Off && record.is_none() {
            return None;
        }
        if record.as_ref().is_some_and(|record| record.files().is_some()) {
            // The files of the earlier run are this run's, which removes them in the end. Tasks whose files are gone run again.
            let _ = context.files().scratch();
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
            record,
            resumed: Mutex::default(),
        })))
    }

    /// Tells what was of use, and closes the cache. Nothing runs any more. The record goes if the run has succeeded.
    pub(super) fn end(self, has_succeeded: bool) {
        let shared = &self.0;
        let resumed = std::mem::take(&mut *lock(&shared.resumed));
        if !resumed.is_empty() {
            logs::note(&listed(&resumed));
        }
        let [cached, found] = [&shared.cached, &shared.found].map(|count| count.load(Ordering::Relaxed));
        match cached {
            0 => {}
            1 if found == 1 => logs::note("the one cached task of this run came from the cache"),
            1 => logs::note("the one cached task of this run was not in the cache"),
            _ => logs::note(&format!("{found} of {cached} cached tasks came from the cache")),
        }
        if has_succeeded && let Some(record) = &shared.record {
            record.remove();
        }
        if let Some(cache) = Arc::into_inner(self.0).and_then(|shared| shared.cache.into_inner().flatten()) {
            cache.close();
        }
    }
}

/// The most nodes that are listed.
const LISTED: usize = 20;

/// What did not run again, in one line.
fn listed(resumed: &BTreeMap<String, (&'static str, usize)>) -> String {
    let nodes = resumed.iter().take(LISTED).map(|(node, (task, elements))| match elements {
        0 => format!("{node} `{task}`"),
        1 => format!("{node} `{task}` (1 element)"),
        _ => format!("{node} `{task}` ({elements} elements)"),
    });
    let nodes = nodes.collect::<Vec<_>>().join(", ");
    match resumed.len().saturating_sub(LISTED) {
        0 => format!("done by the earlier run: {nodes}"),
        more => format!("done by the earlier run: {nodes} and {more} more"),
    }
}

impl Memory for Remembering {
    fn recall(&self, asked: &Asked<'_>) -> Recalled {
        let settings = settings(asked);
        if self.0.record.is_none() && (settings.is_none() || self.0.caching == Caching::Off) {
            return Recalled::Nothing(None);
        }
        Shared::look(&self.0, asked, settings)
    }

    fn may_wait(&self, asked: &Asked<'_>) -> bool {
        let serializes = || settings(asked).is_some_and(|settings| settings.serialize);
        self.0.caching != Caching::Off && serializes()
    }
}

/// How the results of the task are cached: as the call asks for, else as the task does.
fn settings(asked: &Asked<'_>) -> Option<&'static entity::Cache> {
    let own = asked.node.node().settings.and_then(|settings| settings.others.cache.as_ref());
    own.or_else(|| asked.task.settings()?.cache.as_ref())
}

impl Shared {
    fn look(shared: &Arc<Self>, asked: &Asked<'_>, settings: Option<&'static entity::Cache>) -> Recalled {
        let call = Call {
            project: &shared.place.0,
            domain: &shared.place.1,
            task: asked.task,
            version: settings.map_or("", |settings| settings.version),
            ignore: settings.map_or(&[], |settings| settings.ignore),
            inputs: asked.inputs,
        };
        let key = match shared.keys.of(&call) {
            Ok(key) => key,
            Err(error) => {
                let name = asked.task.name;
                shared.complain(&format!("a file among the inputs of `{name}` can't be read: {error}"));
                return Recalled::Nothing(None);
            }
        };
        let record = shared.record.as_ref().filter(|_| is_resumed(asked.node)).map(Arc::clone);
        let node = record.as_ref().map(|_| path(asked)).unwrap_or_default();
        if let Some(record) = &record
            && let Some(outputs) = record.recall(&key, &node, &shared.keys.interface(asked.task).outputs)
        {
            shared.resume(asked);
            return Recalled::Outputs(outputs, Source::Record);
        }
        let cached = settings.filter(|_| shared.caching != Caching::Off);
        let cached = match cached.map(|settings| Shared::look_in_cache(shared, asked, settings, &key)) {
            Some(found @ Recalled::Outputs(..)) => return found,
            Some(Recalled::Nothing(keeper)) => keeper,
            None => None,
        };
        match record {
            Some(record) => {
                let shared = Arc::clone(shared);
                Recalled::Nothing(Some(Box::new(RecordNote { shared, record, key, node, cached })))
            }
            None => Recalled::Nothing(cached),
        }
    }

    fn look_in_cache(
        shared: &Arc<Self>,
        asked: &Asked<'_>,
        settings: &'static entity::Cache,
        key: &Key,
    ) -> Recalled {
        let interface = shared.keys.interface(asked.task);
        // As Flyte does (flytepropeller `nodes/cache.go`).
        if interface.outputs.is_empty() {
            return Recalled::Nothing(None);
        }
        let Some(cache) = shared.cache() else { return Recalled::Nothing(None) };
        shared.cached.fetch_add(1, Ordering::Relaxed);
        let find = || {
            let outputs = cache.find(key).filter(|_| shared.caching == Caching::Use)?;
            shared.found.fetch_add(1, Ordering::Relaxed);
            Some(Recalled::Outputs(outputs, Source::Cache))
        };
        if let Some(found) = find() {
            return found;
        }
        let mut held = None;
        // The nodes of a dynamic workflow need the worker that would wait here, so it never waits for another one.
        if settings.serialize && !asked.task.is_dynamic() {
            let waiting = || {
                logs::note(&format!("`{}` waits for another run that computes the same", asked.task.name));
            };
            match cache.lock(key, waiting) {
                Ok(lock) => held = Some(lock),
                Err(error) => shared.complain(&format!("a lock can't be taken: {error}")),
            }
            if let Some(found) = find() {
                return found;
            }
        }
        Recalled::Nothing(Some(Box::new(CacheNote {
            shared: Arc::clone(shared),
            key: key.clone(),
            task: asked.task,
            version: settings.version,
            inputs: describe(asked.inputs, &interface.inputs),
            known: named(asked.inputs, &interface.inputs),
            _held: held,
        })))
    }

    /// Notes that an earlier run has done this.
    fn resume(&self, asked: &Asked<'_>) {
        let mut resumed = lock(&self.resumed);
        let (_, elements) = resumed.entry(format!("{:?}", asked.node)).or_insert((asked.task.name, 0));
        *elements += usize::from(asked.element.is_some());
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
            logs::note(&format!("results are not kept: {why}"));
        }
    }
}

/// Whether a later run may use what the node gives. A failure handler runs for each failure.
fn is_resumed(node: &NodeRef<'_>) -> bool {
    node.path().all(|id| id != NodeId::Handler)
}

/// Where the task runs: `n2/n0`, or `n2/n0[7]` for an element of a map.
fn path(asked: &Asked<'_>) -> String {
    match asked.element {
        Some(element) => format!("{:?}[{element}]", asked.node),
        None => format!("{:?}", asked.node),
    }
}

/// Records the outputs of a task, for a run that goes on after this one.
struct RecordNote {
    shared: Arc<Shared>,
    record: Arc<Record>,
    key: Key,
    node: String,
    /// What else wants to keep them.
    cached: Option<Box<dyn Note>>,
}

impl Note for RecordNote {
    fn keep(self: Box<Self>, outputs: Vec<Literal>) -> Vec<Literal> {
        let outputs = match self.cached {
            Some(note) => note.keep(outputs),
            None => outputs,
        };
        if let Err(error) = self.record.keep(&self.key, &self.node, &outputs) {
            self.shared.complain(&format!("the record of this run can't be written: {error}"));
        }
        outputs
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
