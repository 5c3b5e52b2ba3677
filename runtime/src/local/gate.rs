//! Gates in a local run: their answers come from flags, or from the terminal.

use super::RunError;
use super::templates::Templates;
use crate::context::must_end;
use crate::graph::{Gate, Work};
use crate::lock::lock;
use crate::setup::{GateAnswer, Setup};
use crate::types::FlyteType;
use aileron_grammar::suggest;
use aileron_idl::core::Literal;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write, stderr, stdin};
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// The gates that a person answers, by name.
fn gates(templates: &Templates) -> BTreeMap<String, Gate> {
    let mut gates = BTreeMap::new();
    templates.each_node(&mut |node| {
        if let Work::Gate(gate) = &node.work {
            gates.extend(gate.name().map(|name| (name.to_owned(), gate.clone())));
        }
    });
    gates
}

/// Checks that each answer is one to a gate of the run, of the gate's type.
pub(super) fn check(templates: &Templates, setup: &Setup) -> Result<(), RunError> {
    if setup.answers.is_empty() {
        return Ok(());
    }
    let gates = gates(templates);
    let mut has_dynamic = false;
    templates.each_task(&mut |task| has_dynamic |= task.is_dynamic());
    let problem = setup.answers.iter().find_map(|(name, answer)| {
        let flag = flag(name, answer);
        match (gates.get(name), answer) {
            // What it makes is not known yet.
            (None, _) if has_dynamic => None,
            (None, _) if gates.is_empty() => {
                Some(format!("`{flag}`: this workflow has no gate that is answered; remove the flag"))
            }
            (None, _) => {
                let hint = suggest::did_you_mean(name, gates.keys().map(String::as_str));
                Some(format!("`{flag}`: there is no gate `{name}`; {hint}"))
            }
            (Some(Gate::Signal { .. }), GateAnswer::Approved) => Some(format!(
                "`{flag}`: the gate `{name}` waits for a value; write `--signal {name}=VALUE`"
            )),
            (Some(Gate::Signal { read, .. }), GateAnswer::Given(text)) => {
                read(text).err().map(|error| format!("`{flag}`: {error}"))
            }
            (Some(Gate::Approve { .. }), GateAnswer::Given(text)) => approval(text)
                .is_none()
                .then(|| format!("`{flag}`: the gate `{name}` waits for an approval; write `--approve {name}`, or `--signal {name}=false` to reject it")),
            (Some(_), GateAnswer::Approved) | (Some(Gate::Sleep(_)), GateAnswer::Given(_)) => None,
        }
    });
    problem.map_or(Ok(()), |problem| Err(RunError::Answers(problem)))
}

fn flag(name: &str, answer: &GateAnswer) -> String {
    match answer {
        GateAnswer::Approved => format!("--approve {name}"),
        GateAnswer::Given(text) => format!("--signal {name}={text}"),
    }
}

fn approval(text: &str) -> Option<bool> {
    text.parse().ok()
}

/// Whether it takes time to pass the gate: it sleeps, or asks a person.
pub(super) fn waits(gate: &Gate, setup: &Setup) -> bool {
    let is_given = gate.name().is_some_and(|name| setup.given.contains_key(name));
    match gate {
        _ if is_given => false,
        Gate::Sleep(time) => !time.is_zero(),
        Gate::Approve { name } | Gate::Signal { name, .. } => {
            !setup.answers.contains_key(name) && !setup.is_guest && has_terminal()
        }
    }
}

/// Waits as the gate says. Returns the outputs of its node, or why it fails.
pub(super) fn pass(
    gate: &Gate,
    inputs: Vec<Literal>,
    timeout: Option<Duration>,
    setup: &Setup,
) -> Result<Vec<Literal>, String> {
    if let Some(value) = gate.name().and_then(|name| setup.given.get(name)) {
        return answered(gate, inputs, value.clone());
    }
    let asked = |question: &str| if setup.is_guest { None } else { asked(question) };
    let unanswered = |name: &str, flag: String| {
        let how = if setup.is_guest {
            format!("give one before the run, with `answer({name:?}, …)`")
        } else {
            flag
        };
        format!("it has no answer: {how}")
    };
    match gate {
        Gate::Sleep(time) => {
            if let Some(timeout) = timeout.filter(|timeout| timeout < time) {
                sleep(timeout)?;
                Err(format!(
                    "it sleeps longer than its timeout of {}",
                    aileron_grammar::duration::print(timeout)
                ))
            } else {
                sleep(*time)?;
                Ok(Vec::new())
            }
        }
        Gate::Approve { name } => {
            let is_approved = match setup.answers.get(name) {
                Some(GateAnswer::Approved) => true,
                Some(GateAnswer::Given(text)) => approval(text).unwrap_or_default(),
                None => match asked(&format!("Approve `{name}`? [y/N] ")) {
                    Some(answer) => ["y", "yes", "true"].contains(&answer.to_lowercase().as_str()),
                    None => return Err(unanswered(name, format!("write `--approve {name}`"))),
                },
            };
            if is_approved { Ok(inputs) } else { Err("it was rejected".to_owned()) }
        }
        Gate::Signal { name, read, .. } => {
            let text = match setup.answers.get(name) {
                Some(GateAnswer::Given(text)) => text.clone(),
                _ => asked(&format!("Value for `{name}`: "))
                    .ok_or_else(|| unanswered(name, format!("write `--signal {name}=VALUE`")))?,
            };
            read(&text).map(|value| vec![value]).map_err(|error| error.to_string())
        }
    }
}

/// The outputs of the node of a gate that code has answered, or why it fails.
fn answered(gate: &Gate, inputs: Vec<Literal>, value: Literal) -> Result<Vec<Literal>, String> {
    let unfit = |error| format!("its answer does not fit: {error}");
    match gate {
        Gate::Approve { .. } => {
            let is_approved = bool::from_literal(value).map_err(unfit)?;
            if is_approved { Ok(inputs) } else { Err("it was rejected".to_owned()) }
        }
        Gate::Signal { check, .. } => check(value).map(|value| vec![value]).map_err(unfit),
        Gate::Sleep(_) => Ok(Vec::new()),
    }
}

/// How often a gate that waits looks whether the run has to end.
const PAUSE: Duration = Duration::from_millis(50);

/// Sleeps, unless the run has to end.
fn sleep(time: Duration) -> Result<(), String> {
    let began = Instant::now();
    while let Some(left) = time.checked_sub(began.elapsed()).filter(|left| !left.is_zero()) {
        if must_end() {
            return Err("the run was interrupted".to_owned());
        }
        thread::sleep(left.min(PAUSE));
    }
    Ok(())
}

/// Whether there is a person to ask.
fn has_terminal() -> bool {
    stdin().is_terminal() && stderr().is_terminal()
}

/// What a person answers on the terminal; none if there is no terminal, and if the run has to end.
fn asked(question: &str) -> Option<String> {
    /// One question at a time, of all gates that wait.
    static ASKING: Mutex<()> = Mutex::new(());
    if !has_terminal() {
        return None;
    }
    let _asking = lock(&ASKING);
    if must_end() {
        return None;
    }
    let mut terminal = stderr().lock();
    terminal.write_all(question.as_bytes()).and_then(|()| terminal.flush()).ok()?;
    drop(terminal);
    // The thread may wait for ever; it ends with this program.
    let (sender, answered) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = String::new();
        let _ = sender.send(stdin().read_line(&mut answer).ok().filter(|read| *read > 0).map(|_| answer));
    });
    loop {
        match answered.recv_timeout(PAUSE) {
            Err(RecvTimeoutError::Timeout) if !must_end() => {}
            answer => return Some(answer.ok()??.trim().to_owned()),
        }
    }
}
