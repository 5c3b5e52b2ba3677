//! The package: every spec in one archive, the same bytes every time.

use super::{Error, Specs};
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tar::{Builder, EntryType, Header};

/// Writes the package: complete, or not at all.
///
/// # Errors
/// When the file is there already and is not to be replaced, or can't be written.
pub(crate) fn write(specs: &Specs<'_>, path: &Path, replace: bool) -> Result<(), Error> {
    if !replace && path.exists() {
        return Err(Error::Exists(path.to_owned()));
    }
    let failed = |error| Error::Write { path: path.to_owned(), error };
    let aside = Aside::beside(path);
    let file = File::create(&aside.path).map_err(failed)?;
    archive(specs, BufWriter::new(file)).map_err(failed)?;
    fs::rename(&aside.path, path).map_err(failed)
}

/// A file on its way to its name; what is left of it on a failure is removed.
struct Aside {
    path: PathBuf,
}

impl Aside {
    fn beside(path: &Path) -> Self {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        Aside { path: path.with_file_name(name) }
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // Renamed already, or told as a failure.
        let _ = fs::remove_file(&self.path);
    }
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
