//! Where `async` tasks wait for a driver: decides how many are under way, and which driver takes the next.
//!
//! A driver takes one task after the other while none that it has needs to be polled. Before it polls a new one, another driver
//! is woken or started if more tasks wait, so tasks that compute run in parallel, as those of workers do.

use crate::lock::lock;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::task::Waker;

/// The `async` tasks that no driver has taken yet.
pub(super) struct Inbox<T> {
    state: Mutex<State<T>>,
    /// The largest number of drivers.
    drivers: usize,
}

struct State<T> {
    waiting: VecDeque<T>,
    /// Numbers for tasks under way. There are as many as tasks may be under way.
    numbers: Vec<usize>,
    drivers: Vec<Driver>,
    closed: bool,
}

/// What a driver does.
enum Driver {
    AtWork,
    Resting(Waker),
    /// It could not be started.
    Lost,
}

/// Whether a driver may rest.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Rest {
    Yes,
    /// There is something to take.
    No,
    /// Nothing more is taken. It ends when its last task has.
    Over,
}

/// What a driver takes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Call<T> {
    pub(super) item: T,
    /// A number that no other task under way has.
    pub(super) number: usize,
    /// The number of a driver to start.
    pub(super) start: Option<usize>,
}

impl<T> Inbox<T> {
    /// An empty inbox for so many drivers, with these numbers for tasks under way.
    pub(super) fn new(drivers: usize, numbers: impl DoubleEndedIterator<Item = usize>) -> Self {
        let numbers = numbers.rev().collect();
        let state = State { waiting: VecDeque::new(), numbers, drivers: Vec::new(), closed: false };
        Inbox { state: Mutex::new(state), drivers }
    }

    /// Adds tasks that are ready. Returns the number of a driver to start, if one is needed.
    pub(super) fn add(&self, items: impl IntoIterator<Item = T>) -> Option<usize> {
        let mut state = lock(&self.state);
        state.waiting.extend(items);
        self.help(&mut state)
    }

    /// Takes the next task, unless too many are under way.
    pub(super) fn take(&self, driver: usize) -> Option<Call<T>> {
        let mut state = lock(&self.state);
        state.drivers[driver] = Driver::AtWork;
        if state.closed || state.waiting.is_empty() {
            return None;
        }
        let number = state.numbers.pop()?;
        let item = state.waiting.pop_front()?;
        Some(Call { item, number, start: self.help(&mut state) })
    }

    /// Records that a driver has nothing to do. Returns whether it may rest, until this waker is woken.
    pub(super) fn rest(&self, driver: usize, waker: &Waker) -> Rest {
        let mut state = lock(&self.state);
        if state.closed {
            return Rest::Over;
        }
        if !state.waiting.is_empty() && !state.numbers.is_empty() {
            return Rest::No;
        }
        state.drivers[driver] = Driver::Resting(waker.clone());
        Rest::Yes
    }

    /// Records that the task with this number has ended. Returns the number of a driver to start.
    pub(super) fn ended(&self, number: usize) -> Option<usize> {
        let mut state = lock(&self.state);
        state.numbers.push(number);
        self.help(&mut state)
    }

    /// Closes the inbox: nothing more is taken.
    pub(super) fn close(&self) {
        let mut state = lock(&self.state);
        state.closed = true;
        for driver in &state.drivers {
            if let Driver::Resting(waker) = driver {
                waker.wake_by_ref();
            }
        }
    }

    /// Records that a driver could not be started. If there is no other, returns what waits.
    pub(super) fn lost_driver(&self, driver: usize) -> VecDeque<T> {
        let mut state = lock(&self.state);
        state.drivers[driver] = Driver::Lost;
        let is_last = state.drivers.iter().all(|driver| matches!(driver, Driver::Lost));
        if is_last { std::mem::take(&mut state.waiting) } else { VecDeque::new() }
    }

    /// What was added and never taken.
    pub(super) fn into_rest(self) -> VecDeque<T> {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).waiting
    }

    /// If a task can be taken, wakes a driver that has nothing to do, or asks for a new one.
    fn help(&self, state: &mut State<T>) -> Option<usize> {
        if state.closed || state.waiting.is_empty() || state.numbers.is_empty() {
            return None;
        }
        let resting = state.drivers.iter_mut().find(|driver| matches!(driver, Driver::Resting(_)));
        if let Some(driver) = resting {
            if let Driver::Resting(waker) = std::mem::replace(driver, Driver::AtWork) {
                waker.wake();
            }
            return None;
        }
        // All are at work. They take it when they come to it, unless there may be another.
        let number = state.drivers.len();
        (number < self.drivers).then(|| {
            state.drivers.push(Driver::AtWork);
            number
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Call, Inbox, Rest};
    use std::task::Waker;

    #[expect(clippy::unnecessary_wraps, reason = "as it is taken")]
    fn call(item: &str, number: usize, start: Option<usize>) -> Option<Call<&str>> {
        Some(Call { item, number, start })
    }

    fn rest(inbox: &Inbox<&str>, driver: usize) -> Rest {
        inbox.rest(driver, Waker::noop())
    }

    #[test]
    fn drivers_are_started_while_tasks_wait_and_no_driver_rests() {
        let inbox = Inbox::new(2, 5..9);
        assert_eq!(inbox.add(["a", "b", "c"]), Some(0));
        assert_eq!(inbox.take(0), call("a", 5, Some(1)));
        assert_eq!(inbox.take(1), call("b", 6, None));
        assert_eq!(inbox.take(1), call("c", 7, None));
        assert_eq!((inbox.take(0), rest(&inbox, 0)), (None, Rest::Yes));
        assert_eq!(inbox.add(["d"]), None);
        assert_eq!(rest(&inbox, 1), Rest::No);
    }

    #[test]
    fn no_more_tasks_are_under_way_than_there_are_numbers() {
        let inbox = Inbox::new(1, 0..1);
        assert_eq!(inbox.add(["a", "b"]), Some(0));
        assert_eq!(inbox.take(0), call("a", 0, None));
        assert_eq!((inbox.take(0), rest(&inbox, 0)), (None, Rest::Yes));
        assert_eq!(inbox.ended(0), None);
        assert_eq!(inbox.take(0), call("b", 0, None));
    }

    #[test]
    fn nothing_is_taken_once_it_is_closed() {
        let inbox = Inbox::new(1, 0..1);
        inbox.add(["a"]);
        inbox.close();
        assert_eq!((inbox.take(0), rest(&inbox, 0)), (None, Rest::Over));
        assert_eq!(inbox.into_rest(), ["a"]);
    }

    #[test]
    fn without_a_driver_all_is_given_back() {
        let inbox = Inbox::new(2, 0..2);
        assert_eq!(inbox.add(["a"]), Some(0));
        assert_eq!(inbox.add(["b"]), Some(1));
        assert!(inbox.lost_driver(1).is_empty());
        assert_eq!(inbox.lost_driver(0), ["a", "b"]);
    }
}
