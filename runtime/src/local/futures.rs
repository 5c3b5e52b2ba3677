//! Futures that one thread polls, each only when it was woken.

use crate::lock::lock;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

/// Futures that one thread polls, each with what it is for.
pub(super) struct Futures<A, T> {
    slots: Vec<Option<Slot<A, T>>>,
    free: Vec<usize>,
    woken: Arc<Woken>,
}

struct Slot<A, T> {
    about: A,
    future: Pin<Box<dyn Future<Output = T>>>,
    waker: Arc<One>,
}

/// The slots whose futures were woken, in that order.
#[derive(Default)]
struct Woken {
    slots: Mutex<VecDeque<Arc<One>>>,
    /// Wakes the thread.
    thread: Mutex<Option<Waker>>,
}

/// The waker of one future.
struct One {
    slot: usize,
    is_woken: AtomicBool,
    woken: Arc<Woken>,
}

impl Wake for One {
    fn wake(self: Arc<Self>) {
        if self.is_woken.swap(true, Ordering::AcqRel) {
            return;
        }
        let woken = Arc::clone(&self.woken);
        lock(&woken.slots).push_back(self);
        let thread = lock(&woken.thread).clone();
        thread.iter().for_each(Waker::wake_by_ref);
    }
}

impl<A, T> Default for Futures<A, T> {
    fn default() -> Self {
        Futures { slots: Vec::new(), free: Vec::new(), woken: Arc::default() }
    }
}

impl<A, T> Futures<A, T> {
    pub(super) fn is_empty(&self) -> bool {
        self.slots.len() == self.free.len()
    }

    /// Adds a future, which is polled soon.
    pub(super) fn add(&mut self, about: A, future: Pin<Box<dyn Future<Output = T>>>) {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() - 1
        });
        let waker = Arc::new(One { slot, is_woken: AtomicBool::new(false), woken: Arc::clone(&self.woken) });
        self.slots[slot] = Some(Slot { about, future, waker: Arc::clone(&waker) });
        waker.wake();
    }

    /// Polls the first future that was woken. Returns whether there was one, and its end.
    pub(super) fn poll_one(&mut self, polled: &Context<'_>) -> (bool, Option<(A, T)>) {
        loop {
            let Some(waker) = self.next(polled) else { return (false, None) };
            waker.is_woken.store(false, Ordering::Release);
            let Some(slot) = self.slots[waker.slot].as_mut().filter(|slot| Arc::ptr_eq(&slot.waker, &waker))
            else {
                // Something woke a future that has ended.
                continue;
            };
            let own = Waker::from(Arc::clone(&waker));
            return match slot.future.as_mut().poll(&mut Context::from_waker(&own)) {
                Poll::Pending => (true, None),
                Poll::Ready(end) => {
                    self.free.push(waker.slot);
                    (true, self.slots[waker.slot].take().map(|slot| (slot.about, end)))
                }
            };
        }
    }

    /// The next waker that was woken. If there is none, the thread will be woken.
    fn next(&self, polled: &Context<'_>) -> Option<Arc<One>> {
        let first = lock(&self.woken.slots).pop_front();
        first.or_else(|| {
            *lock(&self.woken.thread) = Some(polled.waker().clone());
            lock(&self.woken.slots).pop_front()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Futures;
    use std::cell::Cell;
    use std::future::{pending, poll_fn};
    use std::rc::Rc;
    use std::task::{Context, Poll, Waker};

    fn polled() -> Context<'static> {
        Context::from_waker(Waker::noop())
    }

    #[test]
    fn a_future_is_polled_only_when_it_was_woken() {
        let mut futures = Futures::default();
        let (polls, waker) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(None)));
        let (own, left) = (Rc::clone(&polls), Rc::clone(&waker));
        let second_time = poll_fn(move |polled| {
            own.set(own.get() + 1);
            left.set(Some(polled.waker().clone()));
            if own.get() == 2 { Poll::Ready("done") } else { Poll::Pending }
        });
        futures.add("second", Box::pin(second_time));
        futures.add("never", Box::pin(pending()));
        assert_eq!(futures.poll_one(&polled()), (true, None));
        assert_eq!(futures.poll_one(&polled()), (true, None));
        assert_eq!(futures.poll_one(&polled()), (false, None));
        let woken: Waker = waker.take().unwrap();
        woken.wake_by_ref();
        woken.wake_by_ref();
        assert_eq!(futures.poll_one(&polled()), (true, Some(("second", "done"))));
        assert_eq!(polls.get(), 2);
        // What comes into its place is not woken by it.
        futures.add("next", Box::pin(pending()));
        assert_eq!(futures.poll_one(&polled()), (true, None));
        woken.wake();
        assert_eq!(futures.poll_one(&polled()), (false, None));
        assert!(!futures.is_empty());
    }
}
