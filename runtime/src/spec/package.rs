//! The package: every spec in one archive, the same bytes every time.

use super::{Error, Specs};
use crate::storage;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tar::{Builder, EntryType, Header};

/// Writes the package: complete, or not at all.
///
/// # Errors
/// When the file is there already and is not to be replaced, or can't be written.
pub(crate) fn write(specs: &Specs<'_>, path: &Path, replace: bool) -> Result<(), Error> {
    if !replace && path.is_file() {
        return Err(Error::Exists(path.to_owned()));
    }
    storage::save(path, |file| archive(specs, BufWriter::new(file)))
        .map_err(|error| Error::Write { path: path.to_owned(), error })
}

/// The package as bytes.
///
/// # Errors
/// When there is no room for them.
pub(crate) fn bytes(specs: &Specs<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    archive(specs, &mut bytes)?;
    Ok(bytes)
}

/// The archive, without the times, owners and places that would differ from run to run.
fn archive(specs: &Specs<'_>, to: impl Write) -> io::Result<()> {
    let gzip: GzEncoder<_> = GzBuilder::new().write(to, Compression::fast());
    let mut tar = Builder::new(gzip);
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    let mut bytes = Vec::new();
    for file in specs.files() {
        bytes.clear();
        file.spec.encode(&mut bytes);
        header.set_size(bytes.len() as u64);
        tar.append_data(&mut header, format!("{}.pb", file.name), &*bytes)?;
    }
    tar.into_inner()?.finish()?.flush()
}
