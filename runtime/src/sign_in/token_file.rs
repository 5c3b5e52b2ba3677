//! A file of tokens that only its owner can read.

use super::kept::Kept;
use hmac_sha256::Hash;
use secrecy::ExposeSecret;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// More than any tokens take.
const LONGEST: u64 = 1 << 20;

/// The tokens of an address, and what is odd about their file. A file that has none is as good as no file.
pub(super) fn load(folder: &Path, endpoint: &str) -> (Option<Kept>, Option<String>) {
    let path = path(folder, endpoint);
    let (bytes, odd) = match read(&path) {
        Ok(read) => read,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (None, None),
        Err(error) => {
            let message = format!(
                "The tokens in `{}` are left alone ({error}), and you sign in anew: remove it.",
                path.display()
            );
            return (None, Some(message));
        }
    };
    (Kept::read(&bytes), odd)
}

/// Writes the file, whole or not at all.
pub(super) fn save(folder: &Path, kept: &Kept) -> io::Result<()> {
    make(folder)?;
    // Made with mode 0600, and renamed when it is whole.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(kept.write().expose_secret().as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path(folder, &kept.owner.endpoint)).map_err(|error| error.error)?;
    Ok(())
}

/// Removes what a keyring has now.
#[cfg(feature = "keyring")]
pub(super) fn remove(folder: &Path, endpoint: &str) {
    // What can't be removed is older than what the keyring has.
    let _ = fs::remove_file(path(folder, endpoint));
}

/// The file of an address: a name that people know again, and a digest, since different addresses may look alike.
fn path(folder: &Path, endpoint: &str) -> PathBuf {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-.".contains(c) { c } else { '_' };
    let name: String = endpoint.chars().map(plain).take(80).collect();
    let digest = Hash::hash(endpoint.as_bytes());
    let digest = u64::from_be_bytes(digest[..8].try_into().expect("8 bytes"));
    folder.join(format!("{name}-{digest:016x}.json"))
}

fn read(path: &Path) -> io::Result<(Vec<u8>, Option<String>)> {
    let file = open(path)?;
    let odd = mend(&file, path)?;
    let mut bytes = Vec::new();
    file.take(LONGEST).read_to_end(&mut bytes)?;
    Ok((bytes, odd))
}

/// Opens the file. A link leads to what may be someone else's.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits();
    OpenOptions::new().read(true).custom_flags(flags.cast_signed()).open(path)
}

/// Takes the file from others that may read it, and says so.
#[cfg(unix)]
fn mend(file: &File, path: &Path) -> io::Result<Option<String>> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    check_owner(&metadata)?;
    if !is_open(&metadata) {
        return Ok(None);
    }
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    Ok(Some(format!(
        "Others could read the tokens in `{}`, which was mended: if you share this machine with people whom you don't trust, have \
         your sessions ended where you sign in.",
        path.display()
    )))
}

/// Makes the folder; only its owner can read it.
#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let metadata = fs::metadata(folder)?;
    check_owner(&metadata)?;
    if is_open(&metadata) {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Whether others may do anything with it.
#[cfg(unix)]
fn is_open(metadata: &Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0
}

#[cfg(unix)]
fn check_owner(metadata: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let own = metadata.uid() == rustix::process::geteuid().as_raw();
    if own { Ok(()) } else { Err(io::Error::other("it is another user's")) }
}

// Elsewhere, a user's folder is closed to others.

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(not(unix))]
fn mend(_: &File, _: &Path) -> io::Result<Option<String>> {
    Ok(None)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(folder)
}
