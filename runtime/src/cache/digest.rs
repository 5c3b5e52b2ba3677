//! The contents of files and directories, as digests.

use crate::lock::lock;
use crate::storage::open_plain;
use hmac_sha256::Hash as Sha256;
use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

pub(super) type Digest = [u8; 32];

/// How many bytes are read at once.
const PIECE: usize = 1 << 18;

/// Digests of files that were read already: a thousand tasks may take one file.
#[derive(Debug, Default)]
pub(super) struct Digests(Mutex<HashMap<PathBuf, (Stamp, Digest)>>);

/// What changes when a file is written.
type Stamp = (u64, Option<SystemTime>, u64);

impl Digests {
    /// The digest of a file or a directory: of its contents, and of the names in a directory.
    ///
    /// # Errors
    /// If it can't be read, or is neither.
    pub(super) fn of(&self, path: &Path) -> io::Result<Digest> {
        if !fs::metadata(path)?.is_dir() {
            return self.of_file(path);
        }
        let mut names: Vec<_> = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<Result<_, _>>()?;
        names.sort_unstable();
        let mut to = Sha256::new();
        to.update(b"directory");
        for name in names {
            let below = path.join(&name);
            let bytes = name.as_encoded_bytes();
            to.update((bytes.len() as u64).to_le_bytes());
            to.update(bytes);
            to.update(self.of(&below)?);
        }
        Ok(to.finalize())
    }

    fn of_file(&self, path: &Path) -> io::Result<Digest> {
        let (mut file, metadata) = open_plain(path)?;
        let stamp = stamp(&metadata);
        if let Some((known, digest)) = lock(&self.0).get(path)
            && *known == stamp
        {
            return Ok(*digest);
        }
        let mut to = Sha256::new();
        to.update(b"file");
        let mut piece = vec![0; PIECE.min(usize::try_from(metadata.len()).unwrap_or(PIECE) + 1)];
        loop {
            match file.read(&mut piece)? {
                0 => break,
                count => to.update(&piece[..count]),
            }
        }
        let digest = to.finalize();
        lock(&self.0).insert(path.to_owned(), (stamp, digest));
        Ok(digest)
    }
}

#[cfg(unix)]
fn stamp(metadata: &Metadata) -> Stamp {
    (metadata.len(), metadata.modified().ok(), std::os::unix::fs::MetadataExt::ino(metadata))
}

#[cfg(not(unix))]
fn stamp(metadata: &Metadata) -> Stamp {
    (metadata.len(), metadata.modified().ok(), 0)
}
