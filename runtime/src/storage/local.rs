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
    file: NamedTempFile,
    path: PathBuf,
}

/// Begins a file, and the directories that lead to it.
pub(super) fn create(path: &Path) -> io::Result<Writing> {
    if path.file_name().is_none() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // In the same directory, since a rename does not cross file systems.
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

/// A new file of a short name of its own: that of the file to be may be as long as names can be.
fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut aside = tempfile::Builder::new();
    aside.prefix(".aileron-").suffix(".tmp");
    // As any other new file: what the user's mask leaves of it. And an error is the system's own: whoever is told knows a
    // better path than this one.
    aside.make_in(folder, |path| File::create_new(path))
}

/// Opens a file to read, whatever it turns out to be: it doesn't wait, as for the other end of a pipe.
///
/// # Errors
/// When it can't be opened, or is no file.
pub(crate) fn open_plain(path: &Path) -> io::Result<(File, Metadata)> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path).map_err(|error| {
        // A socket can't even be opened.
        fs::metadata(path).ok().and_then(|told| special(told.file_type())).unwrap_or(error)
    })?;
    let told = file.metadata()?;
    if told.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    match special(told.file_type()) {
        Some(error) => Err(error),
        None => Ok((file, told)),
    }
}

/// The error of what is neither a file nor a directory.
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
    let why = format!("it is {what}, and only files and directories are kept");
    Some(io::Error::new(io::ErrorKind::InvalidInput, why))
}

impl Writing {
    /// Takes in all of another file: on one machine, the kernel's work.
    pub(super) fn fill(&mut self, source: &mut File) -> io::Result<u64> {
        io::copy(source, self.file.as_file_mut())
    }

    /// Who may read and write it.
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
    fn a_written_file_is_as_any_other() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let mode = |name: &str| {
            let told = fs::metadata(directory.path().join(name)).unwrap();
            told.permissions().mode()
        };
        File::create(directory.path().join("plain")).unwrap();
        write(&directory.path().join("written"), b"").unwrap();
        assert_eq!(mode("written"), mode("plain"));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_waits_for_what_is_no_file() {
        let directory = tempfile::tempdir().unwrap();
        let pipe = directory.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        for (path, what) in [(&*pipe, "a pipe"), (Path::new("/dev/null"), "a device")] {
            let told = open_plain(path).unwrap_err().to_string();
            assert!(told.starts_with(&format!("it is {what}, ")), "{told}");
        }
        assert_eq!(open_plain(directory.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }
}
