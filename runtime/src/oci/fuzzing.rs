//! Targets of the fuzzer: what reads the programs and the layers of others.

use super::BaseFiles;
use super::elf;
use tar::{EntryType, Header};

/// Any bytes as a program.
pub(crate) fn elf(bytes: &[u8]) {
    if let Ok(elf) = elf::read(bytes) {
        assert!(elf.machine.is_some());
    }
}

/// The most that a layer may be when it is decompressed.
const MOST: u64 = 1 << 24;

/// Any bytes as a layer, or as a script that makes layers.
pub(crate) fn layers(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let mut files = BaseFiles::default();
    if *first == b's' {
        for layer in script(rest) {
            // Links in a circle are an error.
            let _ = files.read_layer(Box::new(&*layer), MOST);
            files.check();
        }
    } else {
        let _ = files.read_layer(Box::new(bytes), MOST);
        files.check();
    }
}

/// Archives with few names, so that entries meet each other: three bytes are one entry.
fn script(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut layers = vec![Vec::new()];
    for entry in bytes.as_chunks::<3>().0 {
        let (path, target) = (path(entry[1]), path(entry[2]));
        let (folder, name) = path.rsplit_once('/').unwrap_or((".", &path));
        let whiteout = format!("{folder}/.wh.{name}");
        let opaque = format!("{path}/.wh..wh..opq");
        let (kind, path, target) = match entry[0] % 8 {
            0 => (EntryType::Regular, &path, ""),
            1 => (EntryType::Directory, &path, ""),
            2 => (EntryType::Symlink, &path, target.as_str()),
            3 => (EntryType::Link, &path, target.as_str()),
            4 => (EntryType::Regular, &whiteout, ""),
            5 => (EntryType::Regular, &opaque, ""),
            6 => (EntryType::Fifo, &path, ""),
            _ => {
                layers.push(Vec::new());
                continue;
            }
        };
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
        header.set_link_name_literal(target).expect("a short name");
        header.set_cksum();
        if let Some(layer) = layers.last_mut() {
            layer.extend(header.as_bytes());
        }
    }
    layers
}

/// Each two bits are a part of the path.
fn path(byte: u8) -> String {
    let part = |shift: u8| ["", "a", "b", ".."][usize::from((byte >> shift) & 3)];
    [6, 4, 2, 0].map(part).join("/")
}
