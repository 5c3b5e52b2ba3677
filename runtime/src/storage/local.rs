//! Files of this machine.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

pub(super) enum ReadError {
    Io(io::Error),
    TooLarge,
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        ReadError::Io(error)
    }
}

pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Err(ReadError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // A pipe doesn't tell its size.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(ReadError::TooLarge) } else { Ok(bytes) }
}

/// Writes aside and renames. Not synced to the disk: who reads the file on this machine sees it whole, and a machine
/// that loses its power loses the pod too, which is then run again.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut writing = create(path)?;
    writing.write_all(bytes)?;
    writing.finish()
}

/// A file that is being written. Dropped before it is finished, it never was.
pub(super) struct Writing {
    file: File,
    aside: Aside,
    path: PathBuf,
}

/// Begins a file, and the directories that lead to it.
pub(super) fn create(path: &Path) -> io::Result<Writing> {
    let aside = Aside::of(path)?;
    let file = match File::create_new(&aside.path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(aside.path.parent().unwrap_or(Path::new(".")))?;
            File::create_new(&aside.path)?
        }
        created => created?,
    };
    Ok(Writing { file, aside, path: path.to_owned() })
}

impl Writing {
    /// Takes in all of another file: on one machine, the kernel's work.
    pub(super) fn fill(&mut self, source: &mut File) -> io::Result<u64> {
        io::copy(source, &mut self.file)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        drop(self.file);
        self.aside.rename(&self.path)
    }
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A file that is being written; removed again if that fails.
struct Aside {
    path: PathBuf,
    renamed: bool,
}

impl Aside {
    /// In the same directory, since a rename does not cross file systems.
    fn of(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
        let mut aside = std::ffi::OsString::from(".");
        aside.push(name);
        aside.push(format!(".{:016x}.tmp", super::random::number()));
        Ok(Aside { path: path.with_file_name(aside), renamed: false })
    }

    fn rename(mut self, to: &Path) -> io::Result<()> {
        fs::rename(&self.path, to)?;
        self.renamed = true;
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.renamed {
            // It may not even have been created.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_larger_than_the_limit_is_not_read() {
        let path = std::env::temp_dir().join(format!("aileron-limit-{}", std::process::id()));
        write(&path, b"four").unwrap_or_else(|error| panic!("{error}"));
        assert!(matches!(read(&path, 4), Ok(bytes) if bytes == b"four"));
        assert!(matches!(read(&path, 3), Err(ReadError::TooLarge)));
        let _ = fs::remove_file(path);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_limit_holds_where_the_size_is_not_told() {
        assert!(matches!(read(Path::new("/dev/zero"), 1000), Err(ReadError::TooLarge)));
    }

    #[test]
    fn a_failed_write_leaves_nothing_behind() {
        let directory = std::env::temp_dir().join(format!("aileron-aside-{}", std::process::id()));
        let taken = directory.join("outputs.pb");
        fs::create_dir_all(taken.join("in the way")).unwrap_or_else(|error| panic!("{error}"));
        assert!(write(&taken, b"bytes").is_err());
        let left = fs::read_dir(&directory).map(Iterator::count).ok();
        let _ = fs::remove_dir_all(&directory);
        assert_eq!(left, Some(1));
    }
}
