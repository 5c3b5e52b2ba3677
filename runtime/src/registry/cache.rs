//! Parts of bases on this machine, by their digests.

use super::error::RegistryError;
use crate::oci;
use oci_spec::image::Digest;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The folder of the cache.
#[derive(Clone, Debug)]
pub(super) struct Cache(PathBuf);

impl Cache {
    pub(super) fn at(folder: &Path) -> Self {
        Cache(folder.to_owned())
    }

    fn place(&self, digest: &Digest) -> PathBuf {
        self.0.join(digest.algorithm().to_string()).join(digest.digest())
    }

    /// The file of this digest, if it is whole: a disk may have lost a part of it.
    pub(super) fn find(&self, digest: &Digest) -> Result<Option<PathBuf>, RegistryError> {
        let place = self.place(digest);
        let mut file = match File::open(&place) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(RegistryError::file(place)(error)),
        };
        let found = oci::sha256_of(&mut file).map_err(RegistryError::file(&place))?;
        if found == *digest {
            return Ok(Some(place));
        }
        fs::remove_file(&place).map_err(RegistryError::file(&place))?;
        Ok(None)
    }

    /// A file to write into, which nobody finds until it is put into its place.
    pub(super) fn new_file(&self) -> Result<NamedTempFile, RegistryError> {
        let folder = self.0.join("incoming");
        fs::create_dir_all(&folder).map_err(RegistryError::file(&folder))?;
        NamedTempFile::new_in(&folder).map_err(RegistryError::file(&folder))
    }

    /// Puts what was written into its place. Another program may have done so meanwhile, with the same bytes.
    pub(super) fn put(&self, file: NamedTempFile, digest: &Digest) -> Result<PathBuf, RegistryError> {
        let place = self.place(digest);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(RegistryError::file(folder))?;
        }
        file.persist(&place).map_err(|error| RegistryError::file(&place)(error.error))?;
        Ok(place)
    }
}
