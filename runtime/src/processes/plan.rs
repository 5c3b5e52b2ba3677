//! What all attempts of a task share: the container of its spec.

use crate::entity::{Entity, Registry, Resource, Settings};
use crate::pod::Given;
use crate::program::ProgramInfo;
use crate::spec::{self, Ids, Options, Specs};
use aileron_grammar::Quantity;
use aileron_idl::core::KeyValuePair;
use std::path::{Path, PathBuf};

/// The program of this process, even if its file has been replaced since it was started, as a new build does.
#[cfg(target_os = "linux")]
const OWN: &str = "/proc/self/exe";
#[cfg(not(target_os = "linux"))]
const OWN: &str = "";

/// This program.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) info: &'static ProgramInfo,
    /// Its path, the first argument of its processes.
    pub(super) path: String,
    /// The file that is started.
    pub(super) file: PathBuf,
}

impl Program {
    pub(super) fn find(info: &'static ProgramInfo) -> Self {
        // If the system does not know, the start of the first process says what is wrong.
        let path = std::env::current_exe().unwrap_or_else(|_| info.name.into());
        let own = Path::new(OWN);
        let file = if own.exists() { own.to_owned() } else { path.clone() };
        Program { info, path: path.to_string_lossy().into_owned(), file }
    }
}

/// What all attempts of a task share.
#[derive(Debug)]
pub(super) struct Plan {
    /// The command line of the spec.
    pub(super) arguments: Vec<String>,
    /// The variables of the spec. A variable whose value only a cluster knows is not set.
    pub(super) env: Vec<KeyValuePair>,
    /// The largest amount of memory, in Kubernetes' form.
    memory: Option<String>,
}

impl Plan {
    /// Makes the task's spec. Only this task's spec is made, and no image is needed.
    ///
    /// # Errors
    /// Fails if the spec can't be made, as when the task's plugin refuses it.
    pub(super) fn new(task: &'static Entity, program: &Program) -> Result<Self, String> {
        let registry = Registry::of([task]);
        let options = spec::stand_in(program.info, &registry).map_err(|error| error.to_string())?;
        let local = || "local".to_owned();
        let ids = Ids { project: local(), domain: local(), version: local() };
        let options = Options { ids, binary: program.path.clone(), ..options };
        let specs = Specs::new(&registry, &options).map_err(|error| error.to_string())?;
        let spec = specs.tasks().next().and_then(|(_, spec)| spec.template).unwrap_or_default();
        let no_container = || format!("the spec of `{}` has no container", task.name);
        let given = Given::for_task(&spec).ok_or_else(no_container)?;
        // A plugin may start the program by another one, which makes several processes of it. Here there is one.
        let own = || spec::call(task.name, task.settings().unwrap_or(Settings::NONE), &options);
        let is_own = given.args.first().is_some_and(|first| *first == program.path);
        let arguments = if is_own { given.args } else { own().unwrap_or_default() };
        let pair = |variable: &serde_json::Value| {
            let text = |field: &str| variable[field].as_str().map(str::to_owned);
            Some(KeyValuePair { key: text("name")?, value: text("value")? })
        };
        let env = given.env.iter().filter_map(pair).collect();
        let memory = |amounts: std::collections::BTreeMap<String, String>| amounts.get("memory").cloned();
        Ok(Plan { arguments, env, memory: memory(given.limits).or_else(|| memory(given.requests)) })
    }

    /// How much memory an attempt may use, in bytes: the limit of the call or of the task. If only a request is given, it counts
    /// for both, as in Kubernetes' view of Flyte's pods (flyteplugins `flytek8s/container_helper.go`).
    pub(super) fn memory(&self, call: Option<&Settings>) -> Option<u64> {
        let of_call = |amounts: &[(Resource, &'static str)]| {
            amounts.iter().find(|(resource, _)| *resource == Resource::Memory).map(|(_, amount)| *amount)
        };
        let own = call.and_then(|call| of_call(call.limits).or_else(|| of_call(call.requests)));
        let amount: Quantity = own.or(self.memory.as_deref())?.parse().ok()?;
        Some(amount.ceil()).filter(|bytes| *bytes > 0)
    }
}
