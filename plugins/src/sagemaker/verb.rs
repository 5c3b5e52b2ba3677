//! The verb `train`, with which SageMaker starts this program.

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

/// The message and the place of the last panic.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Trains if the job names this task, or no task.
pub(super) fn start(task: &PluginTask<'_>, all: &[&str], trainer: &impl Trains) -> Option<ExitCode> {
    let machine = Machine::here();
    let result = match machine.task() {
        Ok(name) if name == task.name() => run(&machine, task, trainer),
        Ok(name) if all.contains(&&*name) => return None,
        Ok(name) => Err(format!(
            "this program has no trainer for the task `{name}`, only for `{}`; use the image with which the task was \
             registered",
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

/// With `panic = "abort"`, the panic hook is the last code that runs.
fn remember_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        before(info);
        let place = info.location().map(|place| format!(" at {place}")).unwrap_or_default();
        let said = info.payload_as_str().unwrap_or("a value that is not a string");
        let message = format!("the trainer panicked{place}: {said}");
        if cfg!(panic = "abort") {
            fail(&Machine::here(), &message);
            process::exit(1);
        }
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = Some(message);
    }));
}

/// Reports the error to SageMaker, and in the log.
fn fail(machine: &Machine, message: &str) {
    // Nothing can be done about a closed stderr.
    let _ = writeln!(io::stderr(), "error: {message}");
    if let Err(error) = machine.fail(message) {
        let _ = writeln!(
            io::stderr(),
            "SageMaker does not get this error, since its file can't be written: {error}"
        );
    }
}

/// The error and its causes.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    for cause in std::iter::successors(error.source(), |error| error.source()) {
        let cause = cause.to_string();
        // Many errors print their source as well. Print it once.
        if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}
