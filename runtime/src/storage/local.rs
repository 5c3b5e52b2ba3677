//! Files of this machine.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

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
    // A pipe does not have a size.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(ReadError::TooLarge) } else { Ok(bytes) }
}

/// Writes a file beside the path and renames it. Not synced to the disk: readers on this machine see the file whole, and a
/// machine that loses power loses the pod too, which then runs again.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut writing = create(path)?;
    writing.write_all(bytes)?;
    writing.finish()
}

/// A file that is being written. If it is dropped before it is finished, no file is made.
pub(super) struct Writing {
    file: NamedTempFile,
    path: PathBuf,
}

/// Begins a file, and makes the directories that lead to it.
pub(super) fn create(path: &Path) -> io::Result<Writing> {
    if path.file_name().is_none() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // In the same directory, because a rename does not cross file systems.
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let file = match aside(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            aside(folder)?
        }
        created => created?,
    };
    Ok(Writing { file, path: path.to_owned() })
}

/// A new file with a short name of its own: the name of the final file may have the greatest length already.
fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut aside = tempfile::Builder::new();
    aside.prefix(".aileron-").suffix(".tmp");
    // With the mode that the user's mask gives to any new file. The error is the system's own, without a path: the caller
    // reports a better one.
    aside.make_in(folder, |path| File::create_new(path))
}

/// Opens a file for reading. If it is not a file, it does not wait, as opening a pipe would.
///
/// # Errors
/// If it can't be opened or is not a file.
pub(crate) fn open_plain(path: &Path) -> io::Result<(File, Metadata)> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path).map_err(|error| {
        // A socket can't be opened at all.
        fs::metadata(path).ok().and_then(|metadata| special(metadata.file_type())).unwrap_or(error)
    })?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    match special(metadata.file_type()) {
        Some(error) => Err(error),
        None => Ok((file, metadata)),
    }
}

/// The error for anything other than a file or a directory.
pub(crate) fn special(kind: fs::FileType) -> Option<io::Error> {
    if kind.is_file() || kind.is_dir() {
        return None;
    }
    #[cfg(unix)]
    let what = {
        use std::os::unix::fs::FileTypeExt;
        match kind {
            kind if kind.is_fifo() => "a pipe",
            kind if kind.is_socket() => "a socket",
            _ => "a device",
        }
    };
    #[cfg(not(unix))]
    let what = "something else";
    let why = format!("it is {what}, and only files and directories can be kept");
    Some(io::Error::new(io::ErrorKind::InvalidInput, why))
}

impl Writing {
    /// Copies another file whole; on one machine, the kernel does it.
    pub(super) fn fill(&mut self, source: &mut File) -> io::Result<u64> {
        io::copy(source, self.file.as_file_mut())
    }

    /// Sets who may read and write the file.
    pub(super) fn set_permissions(&mut self, permissions: fs::Permissions) -> io::Result<()> {
        self.file.as_file().set_permissions(permissions)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        self.file.persist(self.path).map(drop).map_err(|failed| failed.error)
    }
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_file_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_file_mut().flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_larger_than_the_limit_is_not_read() {
        let path = std::env::temp_dir().join(format!("aileron-limit-{}", std::process::id()));
        write(&path, b"four").unwrap_or_else(|error| panic!("{error}"));
        assert!(matches!(read(&path, 4), Ok(bytes) if bytes == b"four"));
        assert!(matches!(read(&path, 3), Err(ReadError::TooLarge)));
        let _ = fs::remove_file(path);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_limit_holds_for_files_without_a_size() {
        assert!(matches!(read(Path::new("/dev/zero"), 1000), Err(ReadError::TooLarge)));
    }

    #[test]
    fn a_failed_write_leaves_nothing_behind() {
        let directory = tempfile::tempdir().unwrap();
        let taken = directory.path().join("outputs.pb");
        fs::create_dir_all(taken.join("in the way")).unwrap();
        assert!(write(&taken, b"bytes").is_err());
        assert_eq!(fs::read_dir(&directory).map(Iterator::count).ok(), Some(1));
    }

    #[test]
    fn a_name_may_be_as_long_as_names_can_be() {
        let directory = tempfile::tempdir().unwrap();
        for length in [1, 233, 234, 235, 254, 255] {
            let path = directory.path().join("n".repeat(length));
            write(&path, b"bytes").unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"bytes");
        }
        let long = directory.path().join("n".repeat(256));
        assert_eq!(write(&long, b"bytes").unwrap_err().kind(), io::ErrorKind::InvalidFilename);
        assert_eq!(fs::read_dir(&directory).map(Iterator::count).ok(), Some(6));
    }

    #[cfg(unix)]
    #[test]
    fn a_written_file_has_the_usual_mode() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let mode = |name: &str| {
            let metadata = fs::metadata(directory.path().join(name)).unwrap();
            metadata.permissions().mode()
        };
        File::create(directory.path().join("plain")).unwrap();
        write(&directory.path().join("written"), b"").unwrap();
        assert_eq!(mode("written"), mode("plain"));
    }

    #[cfg(unix)]
    #[test]
    fn opening_a_pipe_is_an_error_at_once() {
        let directory = tempfile::tempdir().unwrap();
        let pipe = directory.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        for (path, what) in [(&*pipe, "a pipe"), (Path::new("/dev/null"), "a device")] {
            let error = open_plain(path).unwrap_err().to_string();
            assert!(error.starts_with(&format!("it is {what}, ")), "{error}");
        }
        assert_eq!(open_plain(directory.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }
}
