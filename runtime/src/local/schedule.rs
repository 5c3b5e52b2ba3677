//! Which step runs when: the workers' queue.
//!
//! A worker goes on with the first step that its own last one has made ready, so a chain costs no hand-over. Only what
//! is ready besides passes through the queue, and only then are other workers woken, or started.

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
    idle: usize,
    closed: bool,
}

/// Help that the queue wants for what is still in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Help {
    /// None, or a sleeping worker was woken.
    None,
    /// One more worker, with this number.
    Start(usize),
}

impl Queue {
    /// With one worker, who is about to take.
    pub(super) fn new(ready: impl Iterator<Item = usize>, most: usize) -> Self {
        let state = State { ready: ready.collect(), workers: 1, idle: 0, closed: false };
        Queue { state: Mutex::new(state), changed: Condvar::new(), most }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds what has become ready.
    pub(super) fn add(&self, steps: &[usize]) -> Help {
        let mut state = self.lock();
        state.ready.extend(steps);
        self.help(&mut state)
    }

    /// The next step; waits for it while another worker may still add one.
    pub(super) fn take(&self) -> Option<(usize, Help)> {
        let mut state = self.lock();
        state.idle += 1;
        loop {
            if state.closed || (state.ready.is_empty() && state.idle == state.workers) {
                self.changed.notify_all();
                return None;
            }
            if let Some(step) = state.ready.pop_front() {
                state.idle -= 1;
                return Some((step, self.help(&mut state)));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Nothing more is handed out.
    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// A worker that was wanted could not be started: the others do its work.
    pub(super) fn lost_worker(&self) {
        self.lock().workers -= 1;
        self.changed.notify_all();
    }

    /// Whoever sees a step that nobody takes gets one worker more for it; that one does the same.
    fn help(&self, state: &mut State) -> Help {
        if state.ready.is_empty() || state.closed {
            return Help::None;
        }
        if state.idle > 0 {
            self.changed.notify_one();
            return Help::None;
        }
        if state.workers >= self.most {
            return Help::None;
        }
        state.workers += 1;
        Help::Start(state.workers - 1)
    }
}
