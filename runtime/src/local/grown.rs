//! A list that only grows, so that what is in it stays where it is while others add to it.

use std::array;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A list that only grows. Each chunk is twice as long as the one before it.
pub(super) struct Grown<T> {
    chunks: [OnceLock<Box<[OnceLock<T>]>>; usize::BITS as usize],
    len: AtomicUsize,
}

impl<T> Default for Grown<T> {
    fn default() -> Self {
        Grown { chunks: array::from_fn(|_| OnceLock::new()), len: AtomicUsize::new(0) }
    }
}

impl<T> Grown<T> {
    /// Adds something. It can be used as long as the list.
    pub(super) fn push(&self, value: T) -> &T {
        let number = self.len.fetch_add(1, Ordering::Relaxed) + 1;
        let chunk = number.ilog2() as usize;
        let slots = self.chunks[chunk].get_or_init(|| (0..1 << chunk).map(|_| OnceLock::new()).collect());
        slots[number - (1 << chunk)].get_or_init(|| value)
    }
}

#[cfg(test)]
mod tests {
    use super::Grown;

    #[test]
    fn what_is_in_it_stays_there() {
        let grown = Grown::default();
        let mut all: Vec<&usize> = std::thread::scope(|scope| {
            let add = |from: usize| (from..from + 500).map(|value| grown.push(value)).collect::<Vec<_>>();
            let threads: Vec<_> = (0..4).map(|thread| scope.spawn(move || add(thread * 500))).collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
        });
        all.sort_unstable();
        assert!(all.into_iter().copied().eq(0..2000));
    }
}
