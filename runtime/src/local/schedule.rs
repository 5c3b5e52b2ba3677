//! The workers' queue: decides what runs when.
//!
//! A worker continues with the first node that its last one made ready, so a chain of nodes needs no hand-over. Only
//! further nodes go through the queue, and only those wake or start other workers.

use crate::lock::lock;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What is ready, and the state of the workers.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    /// The largest number of workers.
    most: usize,
}

struct State<T> {
    ready: VecDeque<T>,
    workers: usize,
    /// How many workers have nothing to do: they sleep or are just starting.
    idle: usize,
    /// How many workers sleep and have not been woken. If there are none, the system call to wake one is saved.
    asleep: usize,
    /// How many items are with others than workers, and will come back.
    outside: usize,
    closed: bool,
}

/// What a worker takes from the queue.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Taken<T> {
    pub(super) item: T,
    /// The number of a worker to start.
    pub(super) start: Option<usize>,
}

impl<T> State<T> {
    /// Whether nothing is left to do, and nothing may become ready any more.
    fn is_over(&self) -> bool {
        self.ready.is_empty() && self.idle == self.workers && self.outside == 0
    }
}

impl<T> Queue<T> {
    /// An empty queue with one worker, number 0, which is at work.
    pub(super) fn new(most: usize) -> Self {
        let state =
            State { ready: VecDeque::new(), workers: 1, idle: 0, asleep: 0, outside: 0, closed: false };
        Queue { state: Mutex::new(state), changed: Condvar::new(), most }
    }

    /// How many workers there may be.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// Takes the first item of a worker that was started.
    pub(super) fn first(&self) -> Option<Taken<T>> {
        self.take(lock(&self.state))
    }

    /// Takes the next item of a worker that has nothing to do any more.
    pub(super) fn next(&self) -> Option<Taken<T>> {
        let mut state = lock(&self.state);
        state.idle += 1;
        self.take(state)
    }

    /// Takes an item. Waits while the queue is empty but another worker may still add some.
    fn take(&self, mut state: MutexGuard<'_, State<T>>) -> Option<Taken<T>> {
        loop {
            if state.closed || state.is_over() {
                self.changed.notify_all();
                return None;
            }
            if let Some(item) = state.ready.pop_front() {
                state.idle -= 1;
                return Some(Taken { item, start: self.help(&mut state) });
            }
            state.asleep += 1;
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Adds what has become ready. Returns the number of a worker to start, if one is needed.
    pub(super) fn add(&self, items: impl IntoIterator<Item = T>) -> Option<usize> {
        let mut state = lock(&self.state);
        state.ready.extend(items);
        self.help(&mut state)
    }

    /// Records that items go to others than workers.
    pub(super) fn leave(&self, count: usize) {
        lock(&self.state).outside += count;
    }

    /// Records that one of these has come back, and adds what it has made ready. Returns the number of a worker to start.
    pub(super) fn come_back(&self, item: Option<T>) -> Option<usize> {
        let mut state = lock(&self.state);
        state.outside -= 1;
        state.ready.extend(item);
        if state.is_over() {
            self.changed.notify_all();
        }
        self.help(&mut state)
    }

    /// Closes the queue: nothing more is taken.
    pub(super) fn close(&self) {
        lock(&self.state).closed = true;
        self.changed.notify_all();
    }

    /// What was added and never taken.
    pub(super) fn into_rest(self) -> VecDeque<T> {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).ready
    }

    /// Records that a worker could not be started. The others do its work.
    pub(super) fn lost_worker(&self) {
        let mut state = lock(&self.state);
        state.workers -= 1;
        state.idle -= 1;
        self.changed.notify_all();
    }

    /// If something is left in the queue, wakes one worker, and asks for a new one if there are too few. These call this
    /// function as well.
    fn help(&self, state: &mut State<T>) -> Option<usize> {
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
