//! Memory for bytes that are being transferred, which is reused.
//!
//! Allocators keep pieces of this size for each thread that ever freed one, which would be several times what is in use.

use crate::lock::lock;
use bytes::Bytes;
use std::io::{self, Read};
use std::sync::Mutex;

/// How many bytes move at a time. Stores accept no parts below 5 MiB. Smaller ranges cost more in requests than they save in
/// waiting, and larger ones take longer to send again.
pub(super) const SIZE: usize = 8 << 20;
/// How many pieces move at once in each direction, which bounds the memory of a transfer.
pub(super) const PARALLEL: usize = 3;

static FREE: Mutex<Vec<Vec<u8>>> = Mutex::new(Vec::new());

/// Bytes that grow.
#[derive(Default)]
pub(super) struct Piece(Vec<u8>);

impl Piece {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Appends bytes.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.make_room(self.len() + bytes.len());
        self.0.extend_from_slice(bytes);
    }

    /// Reads from a source, up to a length; returns how many bytes were read.
    pub(super) fn fill(&mut self, source: &mut impl Read, length: usize) -> io::Result<usize> {
        self.make_room(length);
        source.take((length - self.len()) as u64).read_to_end(&mut self.0)
    }

    /// The same memory, shared; it is reused when nobody needs it any more.
    pub(super) fn freeze(self) -> Bytes {
        Bytes::from_owner(self)
    }

    /// Once the bytes exceed a few pages, they get the memory of a whole piece.
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
            // Enough for a transfer in each direction, and the pieces at its ends.
            if free.len() < 2 * PARALLEL + 2 {
                free.push(memory);
            }
        }
    }
}
