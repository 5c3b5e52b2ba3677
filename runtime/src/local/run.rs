//! Runs a plan: values in their slots, steps on their workers.

use super::RunError;
use super::plan::{Plan, Source};
use super::progress::Board;
use super::schedule::{Queue, Taken};
use super::step::{Failed, attempt};
use crate::context::{Attempt, Context};
use crate::lock::lock;
use crate::setup::Setup;
use crate::types::{ValueError, literal, path};
use aileron_idl::core::{Literal, LiteralCollection, LiteralMap, literal::Value};
use aileron_idl::prost::Message;
use aileron_idl::try_map;
use std::num::NonZeroUsize;

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, Scope};

/// The stack of a worker, in bytes: as large as a main thread's on most systems, so a task does not overflow only
/// because it runs on a worker.
const STACK: usize = 8 << 20;

/// Runs a plan. Returns the outputs, or the failure of the first failed step in the order of the body.
pub(super) fn run(
    plan: &Plan,
    inputs: Vec<Literal>,
    jobs: NonZeroUsize,
    board: Option<&Board>,
    setup: Arc<Setup>,
) -> Result<Vec<Literal>, RunError> {
    let ready = plan.steps.iter().enumerate().filter(|(_, step)| step.waits == 0).map(|(index, _)| index);
    let run = Run {
        plan,
        slots: plan.uses.iter().map(|uses| Mutex::new(Slot { value: None, uses: *uses })).collect(),
        waits: plan.steps.iter().map(|step| AtomicU32::new(step.waits)).collect(),
        queue: Queue::new(ready, plan.workers(jobs)),
        failed: AtomicBool::new(false),
        failures: Mutex::new(Vec::new()),
        board,
        context: Context::local(setup),
    };
    inputs.into_iter().enumerate().for_each(|(slot, literal)| run.keep(slot, literal));
    std::thread::scope(|scope| run.work(scope, 0));
    let context = run.context.clone();
    let ended = run.end();
    context.files().remove(|| match &ended {
        Ok(outputs) => outputs.iter().flat_map(Message::encode_to_vec).collect(),
        Err(error) => error.to_string().into_bytes(),
    });
    ended
}

struct Run<'p> {
    plan: &'p Plan,
    slots: Vec<Mutex<Slot>>,
    /// For each step, how many steps it still waits for.
    waits: Vec<AtomicU32>,
    queue: Queue,
    failed: AtomicBool,
    failures: Mutex<Vec<(usize, Failed)>>,
    board: Option<&'p Board>,
    /// The context that all tasks of the run share, since each file has its own folder.
    context: Context,
}

/// A value, and how many times it will still be used.
struct Slot {
    value: Option<Literal>,
    uses: u32,
}

impl Run<'_> {
    /// The loop of a worker.
    fn work<'s>(&'s self, scope: &'s Scope<'s, '_>, worker: usize) {
        let mut taken = self.queue.first();
        while let Some(Taken { step, start }) = taken {
            self.start(scope, start);
            let mut next = Some(step);
            while let Some(step) = next {
                next = self.step(step, scope, worker);
            }
            taken = self.queue.next();
        }
    }

    fn start<'s>(&'s self, scope: &'s Scope<'s, '_>, worker: Option<usize>) {
        let Some(worker) = worker else { return };
        let builder = Builder::new().name(format!("worker {worker}")).stack_size(STACK);
        if builder.spawn_scoped(scope, move || self.work(scope, worker)).is_err() {
            self.queue.lost_worker();
        }
    }

    /// Runs a step and returns one that has become ready.
    fn step<'s>(&'s self, index: usize, scope: &'s Scope<'s, '_>, worker: usize) -> Option<usize> {
        let step = &self.plan.steps[index];
        if let Some(board) = self.board {
            board.begin(worker, index);
        }
        let arguments: Result<_, _> = step.arguments.iter().map(|source| self.value(source)).collect();
        let node = step.place.map_or(0, |place| place.node);
        let context = |number| {
            self.context.with_attempt(Attempt::Local { task: Some(step.task), step: index, node, number })
        };
        let result = arguments
            .map_err(|error| Failed::before(&error))
            .and_then(|arguments| attempt(step, self.plan.steps.len() == 1, arguments, context));
        if let Some(board) = self.board {
            board.end(worker);
        }
        match result {
            Ok(outputs) => {
                let used = step.outputs.iter().zip(outputs);
                used.filter_map(|(slot, literal)| Some(((*slot)?, literal)))
                    .for_each(|(slot, literal)| self.keep(slot, literal));
                self.release(&step.next, scope)
            }
            Err(failed) => {
                lock(&self.failures).push((index, failed));
                self.failed.store(true, Ordering::Relaxed);
                self.queue.close();
                None
            }
        }
    }

    /// Tells the waiting steps that a step finished. Returns the first that is ready, and queues the others.
    fn release<'s>(&'s self, next: &[usize], scope: &'s Scope<'s, '_>) -> Option<usize> {
        let mut ready = next.iter().copied().filter(|step| {
            // Acquire and release: the thread that runs this step must see the values that the other steps stored.
            self.waits[*step].fetch_sub(1, Ordering::AcqRel) == 1
        });
        let first = ready.next();
        let others: Vec<usize> = ready.collect();
        if !others.is_empty() {
            self.start(scope, self.queue.add(&others));
        }
        first.filter(|_| !self.failed.load(Ordering::Relaxed))
    }

    fn keep(&self, slot: usize, literal: Literal) {
        let mut slot = lock(&self.slots[slot]);
        if slot.uses > 0 {
            slot.value = Some(literal);
        }
    }

    /// The value of a source: moved out at its last use, copied before.
    fn value(&self, source: &Source) -> Result<Literal, ValueError> {
        Ok(match source {
            Source::Slot(slot) => {
                let mut slot = lock(&self.slots[*slot]);
                slot.uses = slot.uses.saturating_sub(1);
                if slot.uses == 0 { slot.value.take() } else { slot.value.clone() }.unwrap_or_default()
            }
            Source::Constant(literal) => Literal::clone(literal),
            Source::List(items) => {
                let literals = items.iter().map(|item| self.value(item)).collect::<Result<_, _>>()?;
                literal::with(Value::Collection(LiteralCollection { literals }))
            }
            Source::Map(items) => {
                let literals = items.iter().map(|(key, item)| Ok((key.clone(), self.value(item)?)));
                literal::with(Value::Map(LiteralMap { literals: try_map(literals)? }))
            }
            Source::Part(whole, path) => path::take(self.value(whole)?, path)?,
        })
    }

    fn end(self) -> Result<Vec<Literal>, RunError> {
        let mut failures = std::mem::take(&mut *lock(&self.failures));
        failures.sort_unstable_by_key(|(step, _)| *step);
        let others = failures.len().saturating_sub(1);
        if let Some((step, Failed { attempts, failure })) = failures.into_iter().next() {
            return Err(self.plan.failed(step, attempts, failure, others));
        }
        let outputs = self.plan.outputs.iter().map(|source| self.value(source));
        outputs.collect::<Result<_, _>>().map_err(RunError::Output)
    }
}
