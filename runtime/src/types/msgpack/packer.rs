//! Writing values as MessagePack.

use super::super::{FlyteType, ValueError};
use super::FLOAT;
use super::{DEEPEST, too_deep};
use rmp::encode::{self, ByteBuf};

/// MessagePack that is being written.
#[derive(Default)]
pub struct Packer {
    bytes: ByteBuf,
    depth: u8,
}

/// Each number is written in its shortest form, as Python's msgpack writes it. Writing to memory can't fail, so the results
/// of `rmp` are dropped.
impl Packer {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes.into_vec()
    }

    pub(crate) fn nil(&mut self) {
        let _ = encode::write_nil(&mut self.bytes);
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        let _ = encode::write_bool(&mut self.bytes, value);
    }

    pub(crate) fn integer(&mut self, value: i64) {
        let _ = encode::write_sint(&mut self.bytes, value);
    }

    pub(crate) fn unsigned(&mut self, value: u64) {
        let _ = encode::write_uint(&mut self.bytes, value);
    }

    pub(crate) fn float(&mut self, value: f64) {
        // Written at once: there may be a million floats.
        let mut bytes = [FLOAT; 9];
        bytes[1..].copy_from_slice(&value.to_be_bytes());
        self.bytes.as_mut_vec().extend_from_slice(&bytes);
    }

    pub(crate) fn text(&mut self, value: &str) -> Result<(), ValueError> {
        length(value.len(), "bytes of a string")?;
        let _ = encode::write_str(&mut self.bytes, value);
        Ok(())
    }

    pub(crate) fn binary(&mut self, value: &[u8]) -> Result<(), ValueError> {
        length(value.len(), "bytes")?;
        let _ = encode::write_bin(&mut self.bytes, value);
        Ok(())
    }

    pub(crate) fn array(&mut self, items: usize) -> Result<(), ValueError> {
        let _ = encode::write_array_len(&mut self.bytes, length(items, "items of a list")?);
        // Each item takes at least one byte.
        self.bytes.as_mut_vec().reserve(items);
        Ok(())
    }

    /// Begins a map; a key and a value must follow for each entry.
    ///
    /// # Errors
    /// If there are more entries than MessagePack can count.
    pub fn map(&mut self, entries: usize) -> Result<(), ValueError> {
        let _ = encode::write_map_len(&mut self.bytes, length(entries, "entries of a map")?);
        Ok(())
    }

    /// Writes an entry of a map.
    pub(crate) fn field<T: FlyteType>(&mut self, name: &str, value: T) -> Result<(), ValueError> {
        self.text(name)?;
        value.pack(self).map_err(|error| error.within(format_args!("{name:?}")))
    }

    /// Writes the contents of a list or a map of unknown type, no deeper than it can be read.
    pub(crate) fn within(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), ValueError>,
    ) -> Result<(), ValueError> {
        if self.depth == DEEPEST {
            return Err(too_deep());
        }
        self.depth += 1;
        write(self)?;
        self.depth -= 1;
        Ok(())
    }

    /// Appends MessagePack that was written elsewhere.
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.as_mut_vec().extend_from_slice(bytes);
    }
}

fn length(of: usize, what: &str) -> Result<u32, ValueError> {
    u32::try_from(of).map_err(|_| ValueError::new(format!("MessagePack can't count {of} {what}")))
}
