//! A package of specs: a compressed archive of flat files, as `flytectl register files --archive` takes it.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// The files of a package by name, in order.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// The name and the content of each file.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Package {
    /// Reads an archive.
    ///
    /// # Errors
    /// If the file can't be read or is not a compressed archive.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut archive = tar::Archive::new(GzDecoder::new(File::open(path)?));
        let mut files = Vec::new();
        for entry in archive.entries()? {
            let mut entry = entry?;
            let name = entry.path()?.to_string_lossy().into_owned();
            let mut content = Vec::new();
            entry.read_to_end(&mut content)?;
            files.push((name, content));
        }
        Ok(Self { files })
    }

    /// The files of several archives, to be registered one after the other.
    ///
    /// # Errors
    /// If a file can't be read or is not a compressed archive.
    pub fn read_all(paths: &[&Path]) -> io::Result<Self> {
        let mut files = Vec::new();
        for (at, path) in paths.iter().enumerate() {
            let package = Package::read(path)?;
            files.extend(package.files.into_iter().map(|(name, content)| (format!("{at}{name}"), content)));
        }
        Ok(Self { files })
    }

    /// Writes the archive.
    ///
    /// # Errors
    /// If the file can't be written, or a name is too long for an archive.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut archive = tar::Builder::new(GzEncoder::new(File::create(path)?, Compression::fast()));
        for (name, content) in &self.files {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, name, content.as_slice())?;
        }
        archive.into_inner()?.finish()?;
        Ok(())
    }
}
