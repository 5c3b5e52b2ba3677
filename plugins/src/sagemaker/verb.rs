//! `train`: how SageMaker starts this program.

use super::machine::Machine;
use super::stopping;
use super::trainer::Trains;
use aileron::plugin::{Error, PluginTask, Verb};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{self, ExitCode};
use std::sync::{Mutex, PoisonError};

/// The one argument of a training container (Amazon's "How SageMaker Runs Your Training Image").
pub(super) const TRAIN: Verb =
    Verb { name: "train", about: "Trains a model in its container, for SageMaker" };

/// What the last panic said, and where.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Trains if this task is meant, or if no task is.
pub(super) fn start(task: &PluginTask<'_>, all: &[&str], trainer: &impl Trains) -> Option<ExitCode> {
    let machine = Machine::here();
    let result = match machine.task() {
        Ok(name) if name == task.name() => run(&machine, task, trainer),
        Ok(name) if all.contains(&&*name) => return None,
        Ok(name) => Err(format!(
            "this program has no trainer for the task `{name}`, but for `{}`: the image is another than the one that the \
             task was registered with",
            all.join("`, `")
        )),
        Err(error) => Err(error.to_string()),
    };
    Some(match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            fail(&machine, &message);
            ExitCode::FAILURE
        }
    })
}

fn run(machine: &Machine, task: &PluginTask<'_>, trainer: &impl Trains) -> Result<(), String> {
    stopping::end_by_signal();
    remember_panics();
    if let Ok(trained) = catch_unwind(AssertUnwindSafe(|| machine.train(task, trainer))) {
        return trained.map_err(|error| chain(&error));
    }
    let said = PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    Err(said.unwrap_or_else(|| "the trainer panicked".to_owned()))
}

/// Where panics abort, their hook is the last code to run.
fn remember_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        before(info);
        let place = info.location().map(|place| format!(" at {place}")).unwrap_or_default();
        let said = info.payload_as_str().unwrap_or("a value that is no text");
        let message = format!("the trainer panicked{place}: {said}");
        if cfg!(panic = "abort") {
            fail(&Machine::here(), &message);
            process::exit(1);
        }
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(message);
    }));
}

/// Tells SageMaker, and who reads the log.
fn fail(machine: &Machine, message: &str) {
    // A closed stderr can't be told of.
    let _ = writeln!(io::stderr(), "error: {message}");
    if let Err(error) = machine.fail(message) {
        let _ = writeln!(io::stderr(), "SageMaker can't be told, since its file can't be written: {error}");
    }
}

/// The error and what caused it.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    for cause in std::iter::successors(error.source(), |error| error.source()) {
        let cause = cause.to_string();
        // Many errors print their source as well: say it once.
        if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}
