//! The workers' queue: decides which step runs when.
//!
//! A worker continues with the first step that its last step made ready, so a chain of steps needs no hand-over. Only
//! further steps go through the queue, and only those wake or start other workers.

use crate::lock::lock;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The ready steps and the state of the workers.
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    /// The largest number of workers.
    most: usize,
}

struct State {
    ready: VecDeque<usize>,
    workers: usize,
    /// How many workers have no step: they sleep or are just starting.
    idle: usize,
    /// How many workers sleep and have not been woken. If there are none, the system call to wake one is saved.
    asleep: usize,
    closed: bool,
}

/// What a worker takes from the queue.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) step: usize,
    /// The number of a worker to start.
    pub(super) start: Option<usize>,
}

impl Queue {
    /// A queue with one worker, number 0, which is about to take its first step.
    pub(super) fn new(ready: impl Iterator<Item = usize>, most: usize) -> Self {
        let state = State { ready: ready.collect(), workers: 1, idle: 1, asleep: 0, closed: false };
        Queue { state: Mutex::new(state), changed: Condvar::new(), most }
    }

    /// Takes a worker's first step.
    pub(super) fn first(&self) -> Option<Taken> {
        self.take(lock(&self.state))
    }

    /// Takes the next step of a worker that has finished its last one.
    pub(super) fn next(&self) -> Option<Taken> {
        let mut state = lock(&self.state);
        state.idle += 1;
        self.take(state)
    }

    /// Takes a step. Waits while the queue is empty but another worker may still add steps.
    fn take(&self, mut state: MutexGuard<'_, State>) -> Option<Taken> {
        loop {
            if state.closed || (state.ready.is_empty() && state.idle == state.workers) {
                self.changed.notify_all();
                return None;
            }
            if let Some(step) = state.ready.pop_front() {
                state.idle -= 1;
                return Some(Taken { step, start: self.help(&mut state) });
            }
            state.asleep += 1;
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Adds steps that have become ready. Returns the number of a worker to start, if one is needed.
    pub(super) fn add(&self, steps: &[usize]) -> Option<usize> {
        let mut state = lock(&self.state);
        state.ready.extend(steps);
        self.help(&mut state)
    }

    /// Closes the queue: no more steps are taken.
    pub(super) fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_all();
    }

    /// Records that a worker could not be started. The others do its work.
    pub(super) fn lost_worker(&self) {
        let mut state = lock(&self.state);
        state.workers -= 1;
        state.idle -= 1;
        self.changed.notify_all();
    }

    /// If steps are left in the queue, wakes one worker, and asks for a new one if there are too few. These call this
    /// function as well.
    fn help(&self, state: &mut State) -> Option<usize> {
        if state.ready.is_empty() || state.closed {
            return None;
        }
        if state.asleep > 0 {
            state.asleep -= 1;
            self.changed.notify_one();
        }
        if state.ready.len() <= state.idle || state.workers >= self.most {
            return None;
        }
        state.workers += 1;
        state.idle += 1;
        Some(state.workers - 1)
    }
}
