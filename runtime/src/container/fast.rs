//! The start of a program that is not in the image: it is fetched, its SHA-256 is compared with the registered one, and this process
//! becomes it. Nothing of it runs before.

use super::ending::Ending;
use super::fault::Fault;
use super::{ExecuteOptions, Unfinished, signals};
use crate::fast;
use crate::logs;
use crate::sha256::{Sha256, is_sha256};
use crate::storage::{Address, Location, StorageError};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Write};

/// A program to fetch, and how it is called.
#[derive(Debug)]
pub(crate) struct FastExecuteOptions {
    /// Where it is.
    pub(crate) program: OsString,
    /// The SHA-256 that it has to have.
    pub(crate) sha256: String,
    /// Its arguments: those of `execute`.
    pub(crate) arguments: Vec<OsString>,
    /// The same arguments, as they are read here to report a failure.
    pub(crate) call: ExecuteOptions,
}

/// Becomes the program, which runs the task. Returns only if that fails, with `error.pb` written.
///
/// # Errors
/// Fails if the exit status has to report the failure.
pub(crate) fn fast_execute(options: &FastExecuteOptions) -> Result<(), Unfinished> {
    logs::start(false);
    let ending = Ending::new(&options.call)?;
    signals::end_at_once();
    let Err(fault) = fetched(options).and_then(|program| started(program, &options.arguments));
    ending.error(&fault)
}

/// A failure that each attempt would have.
fn fault(message: String) -> Fault {
    Fault::value("program", message)
}

fn not_fetched(error: &StorageError) -> Fault {
    let message = format!(
        "the program that was registered with `--fast` can't be fetched: {error}; if it is not there any more, register once more"
    );
    Fault { message, ..Fault::storage(error) }
}

fn not_kept(error: &io::Error) -> Fault {
    Fault::system(
        "program",
        format_args!(
            "the program that was registered with `--fast` has no place, neither in memory nor in a folder for temporary files: {error}; \
             give the task more memory, or register without `--fast`"
        ),
    )
}

/// Fetches the program and checks it.
fn fetched(options: &FastExecuteOptions) -> Result<File, Fault> {
    let FastExecuteOptions { program, sha256, .. } = options;
    if !is_sha256(sha256) {
        return Err(fault(format!("`--sha256 {sha256}` is no SHA-256: it has 64 digits, 0 to 9 and a to f")));
    }
    let location = Location::parse(program).map_err(|error| not_fetched(&error))?;
    let mut reader = location.open().map_err(|error| not_fetched(&error))?;
    let mut kept = place::new().map_err(|error| not_kept(&error))?;
    let (mut digest, mut header) = (Sha256::new(), Vec::with_capacity(fast::HEADER));
    let mut piece = vec![0; fast::PIECE];
    loop {
        let count = reader.read(&mut piece).map_err(|error| not_fetched(&error))?;
        let piece = &piece[..count];
        if piece.is_empty() {
            break;
        }
        digest.update(piece);
        header.extend(piece.iter().take(fast::HEADER - header.len()));
        kept.write_all(piece).map_err(|error| not_kept(&error))?;
    }
    let at = Address::new(program.to_string_lossy().into_owned());
    let found = digest.hex();
    if found != *sha256 {
        return Err(fault(format!(
            "what is at {at} is not the program that was registered: its SHA-256 is {found} and not {sha256}; it was replaced or \
             damaged, and nothing of it has run: register once more"
        )));
    }
    fast::check_elf(&header, std::env::consts::ARCH).map_err(|why| {
        fault(format!("the program at {at} can't run here: {why}; register with the program that was built for this machine"))
    })?;
    Ok(kept)
}

/// Becomes the program. Its arguments are the same as if it were the one in the image.
fn started(program: File, arguments: &[OsString]) -> Result<std::convert::Infallible, Fault> {
    Err(match place::execute(program, arguments) {
        error if error.kind() == io::ErrorKind::NotFound => fault(format!(
            "the program that was registered with `--fast` can't run in this image: {error}, so the image has no `/proc`, or not the \
             loader of libraries that the program was linked with; build it for the C library of the image, or register without `--fast`"
        )),
        error => fault(format!(
            "the program that was registered with `--fast` can't be started: {error}; register without `--fast`"
        )),
    })
}

/// Where the program lies while it runs.
#[cfg(target_os = "linux")]
mod place {
    use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
    use std::ffi::OsString;
    use std::fs::{File, OpenOptions, Permissions};
    use std::io::{self, Seek};
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    /// An empty file in memory, or one of a folder where that is not allowed.
    pub(super) fn new() -> io::Result<File> {
        let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
        // Kernels before 6.3 don't know that a program has to be told from data.
        let memory = memfd_create(c"program", flags | MemfdFlags::EXEC).or_else(|error| match error {
            rustix::io::Errno::INVAL => memfd_create(c"program", flags),
            error => Err(error),
        });
        memory.map(File::from).or_else(|_| in_folder(None))
    }

    /// A file of a fresh folder that nobody else can look into. Its name is gone at once, so that nothing has to be removed.
    fn in_folder(contents: Option<&mut File>) -> io::Result<File> {
        let folder = tempfile::Builder::new()
            .prefix("program")
            .permissions(Permissions::from_mode(0o700))
            .tempdir()?;
        let path = folder.path().join("program");
        let mut file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o700).open(&path)?;
        if let Some(contents) = contents {
            contents.rewind()?;
            io::copy(contents, &mut file)?;
        }
        Ok(file)
    }

    /// Becomes the program. Returns only if that fails.
    pub(super) fn execute(mut program: File, arguments: &[OsString]) -> io::Error {
        // From now on nobody can change what is in memory. Only that has seals.
        let seals = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
        if fcntl_add_seals(&program, seals).is_err() {
            return read_only(program)
                .map_or_else(|error| error, |program| by_descriptor(&program, arguments));
        }
        let error = by_descriptor(&program, arguments);
        // Where programs in memory are forbidden.
        if error.kind() != io::ErrorKind::PermissionDenied {
            return error;
        }
        let in_folder = in_folder(Some(&mut program)).and_then(read_only);
        in_folder.map_or(error, |program| by_descriptor(&program, arguments))
    }

    /// The same file. Linux runs none that is open for writing.
    fn read_only(file: File) -> io::Result<File> {
        let again = File::open(path(&file));
        drop(file);
        again
    }

    fn path(file: &File) -> String {
        format!("/proc/self/fd/{}", file.as_raw_fd())
    }

    fn by_descriptor(program: &File, arguments: &[OsString]) -> io::Error {
        let mut command = Command::new(path(program));
        if let Some(own) = std::env::args_os().next() {
            command.arg0(own);
        }
        command.args(arguments).exec()
    }
}

#[cfg(not(target_os = "linux"))]
mod place {
    use std::ffi::OsString;
    use std::fs::File;
    use std::io;

    pub(super) fn new() -> io::Result<File> {
        tempfile::tempfile()
    }

    pub(super) fn execute(_: File, _: &[OsString]) -> io::Error {
        io::Error::new(io::ErrorKind::Unsupported, "only Linux can do that")
    }
}
