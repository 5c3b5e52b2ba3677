//! Runs attempts of tasks as processes of this program: each gets what its container would get.
//!
//! That is the command line of its spec, filled in; `inputs.pb` in a folder of its own; and the variables of its container, with
//! little of this process's own. It runs the verb `execute`, and its end is read as Flyte reads that of a pod: `error.pb` wins
//! over `outputs.pb`. What a container has and a process has not: its image, its volumes, and a limit of processor time.

mod ending;
mod inputs;
mod plan;
mod report;

use crate::context::{self, Context};
use crate::entity::{Entity, Failure, Settings};
use crate::external::{Bounds, End, Room, Watch, inherited, of_container, run_process, secrets};
use crate::lock::lock;
use crate::pod::{Names, Places};
use crate::program::ProgramInfo;
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::map;
use aileron_idl::prost::Message;
use plan::{Plan, Program};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The variables that decide which libraries a program finds when it starts, and how long a task may take to end.
const OWN: [&str; 4] =
    ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "AILERON_GRACE_PERIOD"];

/// Starts processes of this program.
#[derive(Debug)]
pub(crate) struct Processes {
    program: Program,
    /// How long an attempt may take to end when the run has to end.
    grace: Duration,
    /// What all attempts of a task share, by the task's name.
    plans: Mutex<BTreeMap<&'static str, Arc<Plan>>>,
}

/// One attempt.
#[derive(Debug)]
pub(crate) struct Attempt<'a> {
    pub(crate) task: &'static Entity,
    /// What its node asks for in place of what the task does.
    pub(crate) settings: Option<&'static Settings>,
    /// How long it may take.
    pub(crate) limit: Option<Duration>,
    /// What each line of its output begins with.
    pub(crate) label: &'a str,
    /// For a task of a map, which of its inputs are elements of lists.
    pub(crate) elements: &'a [bool],
}

impl Processes {
    /// Processes of this program, which in a test has no name.
    pub(crate) fn new(info: Option<&'static ProgramInfo>) -> Self {
        let program = Program::find(info.unwrap_or(ProgramInfo::NONE));
        Processes { program, grace: context::grace(), plans: Mutex::default() }
    }

    /// Runs an attempt, which is the current one.
    pub(crate) fn run(&self, attempt: &Attempt<'_>, inputs: Vec<Literal>) -> Result<Vec<Literal>, Failure> {
        let plan = self.plan(attempt.task)?;
        let room = Room::new().map_err(system)?;
        let folder = Folder::new(&room)?;
        let context = Context::current();
        let names = attempt.task.inputs().into_iter().map(|input| input.name);
        let number = context.map_index().unwrap_or_default();
        let is_element = attempt.elements.iter().copied().chain(std::iter::repeat(false));
        let inputs = inputs.into_iter().zip(is_element).map(|(mut input, is_element)| {
            inputs::make_absolute(&mut input);
            if is_element { inputs::as_element(number, input) } else { input }
        });
        let inputs = LiteralMap { literals: map(names.zip(inputs)) };
        folder.write("inputs.pb", &inputs.encode_to_vec())?;
        let command = self.command(attempt, &plan, &folder, &inputs)?;
        let watch = Watch::begin(None);
        let memory = plan.memory(attempt.settings);
        let bounds = Bounds { time: attempt.limit, is_own: true, memory, grace: self.grace };
        let ended = run_process(command, bounds, Some(attempt.label), &watch);
        drop(watch);
        let ended = ended.map_err(|error| {
            let path = &self.program.path;
            system(format_args!("a process of this program, `{path}`, can't be started: {error}"))
        })?;
        if let Some(page) = folder.read("deck.html").ok().and_then(|page| String::from_utf8(page).ok()) {
            context.decks().adopt(page);
        }
        match &ended.end {
            End::TooLong => {
                Err(Failure::TimedOut { limit: attempt.limit.unwrap_or_default(), still_runs: false })
            }
            End::Interrupted => Err(Failure::Interrupted),
            End::Exited(_) => ending::read(attempt.task, &folder, &ended, memory),
        }
    }

    /// What all attempts of a task share.
    fn plan(&self, task: &'static Entity) -> Result<Arc<Plan>, Failure> {
        if let Some(plan) = lock(&self.plans).get(task.name) {
            return Ok(Arc::clone(plan));
        }
        let plan = Arc::new(Plan::new(task, &self.program).map_err(|why| Failure::User(why.into()))?);
        lock(&self.plans).insert(task.name, Arc::clone(&plan));
        Ok(plan)
    }

    fn command(
        &self,
        attempt: &Attempt<'_>,
        plan: &Plan,
        folder: &Folder<'_>,
        inputs: &LiteralMap,
    ) -> Result<Command, Failure> {
        let context = Context::current();
        let raw = context.files().folder().map_err(system)?.to_string();
        let checkpoint = context.checkpoint();
        let [to, from] = checkpoint.places().map(|place| place.map(ToString::to_string));
        let places = Places {
            inputs: folder.text("inputs.pb"),
            output_prefix: Some(folder.text(&context.attempt().to_string())),
            raw_output_data_prefix: Some(raw),
            checkpoint_prefix: to,
            prev_checkpoint_prefix: from.unwrap_or_default(),
        };
        let arguments = plan.arguments.iter().map(String::as_str);
        let arguments = places.fill(arguments, &Names::local(), inputs);
        let arguments = arguments.map_err(|error| Failure::User(error.into()))?;
        let mut command = Command::new(&self.program.file);
        command.arg0(&self.program.path).args(arguments.iter().skip(1));
        command.current_dir(folder.room.path("work"));
        command.env_clear().envs(inherited()).env("TMPDIR", folder.room.text("tmp"));
        command.envs(OWN.into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        let settings = attempt.task.settings().unwrap_or(Settings::NONE);
        command.envs(secrets(settings, folder.room, &folder.room.text("secrets")).map_err(system)?);
        command.envs(of_container(attempt.task, &plan.env));
        let taken = attempt.task.inputs().into_iter().zip(attempt.elements).filter(|(_, is)| **is);
        for (input, _) in taken {
            command.arg("--element").arg(input.name);
        }
        if let Some(number) = context.map_index().filter(|_| attempt.elements.contains(&true)) {
            // As Flyte names a pod's element (flytepropeller `controller/nodes/array/execution_context.go`).
            command.env("BATCH_JOB_ARRAY_INDEX_VAR_NAME", "FLYTE_K8S_ARRAY_INDEX");
            command.env("FLYTE_K8S_ARRAY_INDEX", number.to_string());
        }
        Ok(command)
    }
}

/// A failure of what is around the task.
fn system(why: impl std::fmt::Display) -> Failure {
    Failure::System(why.to_string().into())
}

/// The folder of an attempt, as Flyte lays it out: the node's inputs, and in a folder for each attempt its outputs (flytepropeller
/// `pkg/apis/flyteworkflow/v1alpha1/node_status.go`).
struct Folder<'r> {
    room: &'r Room,
    /// The path below the room.
    below: String,
}

impl<'r> Folder<'r> {
    fn new(room: &'r Room) -> Result<Self, Failure> {
        let folder = Folder { room, below: format!("{}/data", Context::current().node()) };
        let outputs = room.path(&folder.below).join(Context::current().attempt().to_string());
        fs::create_dir_all(&outputs).map_err(|error| unwritten(&outputs, &error))?;
        Ok(folder)
    }

    fn text(&self, name: &str) -> String {
        self.room.text(&format!("{}/{name}", self.below))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.room.path(&self.below).join(name);
        fs::write(&path, bytes).map_err(|error| unwritten(&path, &error))
    }

    /// Reads a file that the attempt has written.
    fn read(&self, name: &str) -> std::io::Result<Vec<u8>> {
        let number = Context::current().attempt().to_string();
        fs::read(self.room.path(&self.below).join(number).join(name))
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    system(format_args!("{} can't be written: {error}", path.display()))
}
