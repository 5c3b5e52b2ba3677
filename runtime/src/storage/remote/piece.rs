//! The memory of what is on its way, used again and again.
//!
//! Allocators keep such large pieces for each thread that ever freed one, which would be several times what is in use.

use crate::lock::lock;
use bytes::Bytes;
use std::io::{self, Read};
use std::sync::Mutex;

/// What moves at a time. Stores take no parts below 5 MiB, smaller ranges cost more in requests than they save in
/// waiting, and larger ones wait longer when they have to be sent again.
pub(super) const SIZE: usize = 8 << 20;
/// As many are under way in each direction, and so is bounded what a transfer takes of the memory.
pub(super) const PARALLEL: usize = 3;

static FREE: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// Some bytes, which grow.
#[derive(Default)]
pub(super) struct Piece(Vec<u8>);

impl Piece {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes these bytes in.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.make_room(self.len() + bytes.len());
        self.0.extend_from_slice(bytes);
    }

    /// Takes in what there is to read, up to a length of its own; tells how much that was.
    pub(super) fn fill(&mut self, source: &mut impl Read, length: usize) -> io::Result<usize> {
        self.make_room(length);
        source.take((length - self.len()) as u64).read_to_end(&mut self.0)
    }

    /// The same memory, to be shared; it returns when nobody uses it any more.
    pub(super) fn freeze(self) -> Bytes {
        Bytes::from_owner(self)
    }

    /// What grows beyond a few pages takes the memory of a whole piece.
    fn make_room(&mut self, length: usize) {
        const SMALL: usize = 64 << 10;
        if length <= self.0.capacity() || length <= SMALL || length > SIZE {
            return;
        }
        let free = lock(&FREE).pop();
        let mut larger = free.unwrap_or_else(|| Vec::with_capacity(SIZE));
        larger.extend_from_slice(&self.0);
        self.0 = larger;
    }
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        if self.0.capacity() == SIZE {
            let mut memory = std::mem::take(&mut self.0);
            memory.clear();
            let mut free = lock(&FREE);
            // As many as a transfer in each direction takes, and the pieces at its ends.
            if free.len() < 2 * PARALLEL + 2 {
                free.push(memory);
            }
        }
    }
}
