//! The package: an archive with every spec. The same specs give the same bytes.

use super::{Error, Specs};
use crate::storage;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tar::{Builder, EntryType, Header};

/// Writes the package. The file is complete or is not written at all.
///
/// # Errors
/// Fails if the file exists and must not be replaced, or can't be written.
pub(crate) fn write(specs: &Specs<'_>, path: &Path, replace: bool) -> Result<(), Error> {
    if !replace && path.is_file() {
        return Err(Error::Exists(path.to_owned()));
    }
    storage::save(path, |file| archive(specs, BufWriter::new(file)))
        .map_err(|error| Error::Write { path: path.to_owned(), error })
}

/// Returns the bytes of the package.
///
/// # Errors
/// Fails if there is not enough memory.
pub(crate) fn bytes(specs: &Specs<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    archive(specs, &mut bytes)?;
    Ok(bytes)
}

/// The archive, without times, owners and paths, which would differ from run to run.
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
