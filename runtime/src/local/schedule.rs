//! Which step runs when: the workers' queue.
//!
//! A worker goes on with the first step that its own last one has made ready, so a chain costs no hand-over. Only what
//! is ready besides passes through the queue, and only then are other workers woken, or started.

use crate::lock::lock;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The steps that are ready, and the workers.
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    /// How many workers there may be.
    most: usize,
}

struct State {
    ready: VecDeque<usize>,
    workers: usize,
    /// How many of them have no step: they sleep, or are just being started.
    idle: usize,
    /// How many of these sleep and have not been woken: waking nobody would still be a system call.
    asleep: usize,
    closed: bool,
}

/// What a worker gets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) step: usize,
    /// The number of a worker to start.
    pub(super) start: Option<usize>,
}

impl Queue {
    /// With one worker, number 0, who is about to take its first step.
    pub(super) fn new(ready: impl Iterator<Item = usize>, most: usize) -> Self {
        let state = State { ready: ready.collect(), workers: 1, idle: 1, asleep: 0, closed: false };
        Queue { state: Mutex::new(state), changed: Condvar::new(), most }
    }

    /// A worker's first step.
    pub(super) fn first(&self) -> Option<Taken> {
        self.take(lock(&self.state))
    }

    /// The next step of a worker that has done its last one.
    pub(super) fn next(&self) -> Option<Taken> {
        let mut state = lock(&self.state);
        state.idle += 1;
        self.take(state)
    }

    /// Waits while another worker may still add a step.
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

    /// Adds what has become ready; gives the number of a worker to start.
    pub(super) fn add(&self, steps: &[usize]) -> Option<usize> {
        let mut state = lock(&self.state);
        state.ready.extend(steps);
        self.help(&mut state)
    }

    /// Nothing more is handed out.
    pub(super) fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_all();
    }

    /// A worker could not be started: the others do its work.
    pub(super) fn lost_worker(&self) {
        let mut state = lock(&self.state);
        state.workers -= 1;
        state.idle -= 1;
        self.changed.notify_all();
    }

    /// Whoever sees steps that nobody has taken yet wakes one worker and starts one if there are too few; these do the
    /// same in turn.
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
