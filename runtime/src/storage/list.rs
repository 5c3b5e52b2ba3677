//! The files below a prefix.

use super::local::special;
use super::{ListedFile, Location, StorageError};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder on the way, and where the links lay that led to it.
struct Folder {
    name: String,
    links: Vec<PathBuf>,
}

/// All files below a directory of this machine. What a link leads to belongs to it; what is neither a file nor a
/// directory has no bytes that could be kept.
pub(super) fn local(root: &Path) -> Result<Vec<ListedFile>, StorageError> {
    let mut found = Vec::new();
    let mut folders = vec![Folder { name: String::new(), links: Vec::new() }];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder.name);
        for one in fs::read_dir(&path).map_err(|error| unreadable(&path, error))? {
            let one = one.map_err(|error| unreadable(&path, error))?;
            let (name, told) = look(&one).map_err(|error| unreadable(&one.path(), error))?;
            let name = if folder.name.is_empty() { name } else { format!("{}/{name}", folder.name) };
            if told.is_dir() {
                let links = links(&folder, &path, &one).map_err(|error| unreadable(&one.path(), error))?;
                folders.push(Folder { name, links });
            } else {
                found.push(ListedFile { name, size: told.len() });
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn unreadable(path: &Path, error: io::Error) -> StorageError {
    StorageError::Read { location: Location::Local(path.to_owned()), error }
}

/// The name, and what is behind it.
fn look(one: &fs::DirEntry) -> io::Result<(String, fs::Metadata)> {
    let name = one.file_name().into_string().map_err(|_| {
        io::Error::new(io::ErrorKind::InvalidInput, "its name is no text, and no store could keep it")
    })?;
    let told = fs::metadata(one.path()).map_err(|error| match fs::read_link(one.path()) {
        Ok(to) => io::Error::new(error.kind(), format!("it is a link to `{}`: {error}", to.display())),
        Err(_) => error,
    })?;
    match special(told.file_type()) {
        Some(error) => Err(error),
        None => Ok((name, told)),
    }
}

/// The links on the way to a folder.
///
/// # Errors
/// When one leads back to where another lies: such a way has no end.
fn links(folder: &Folder, path: &Path, one: &fs::DirEntry) -> io::Result<Vec<PathBuf>> {
    let mut links = folder.links.clone();
    if one.file_type()?.is_symlink() {
        let target = fs::canonicalize(one.path())?;
        links.push(fs::canonicalize(path)?);
        if links.iter().any(|link| link.starts_with(&target)) {
            let why = format!("it is a link to `{}`, a folder that it lies in", target.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
    }
    Ok(links)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn refused(made: impl FnOnce(&Path)) -> String {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::write(folder.path().join("a/file"), "1").unwrap();
        made(folder.path());
        let told = local(folder.path()).unwrap_err().to_string();
        told.replace(&*fs::canonicalize(folder.path()).unwrap().to_string_lossy(), "")
    }

    #[test]
    fn what_a_link_leads_to_belongs_to_the_folder() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(other.path().join("file"), "12").unwrap();
        symlink(other.path(), folder.path().join("to a folder")).unwrap();
        symlink(other.path(), folder.path().join("once more")).unwrap();
        symlink(other.path().join("file"), folder.path().join("to a file")).unwrap();
        let found: Vec<_> =
            local(folder.path()).unwrap().into_iter().map(|one| (one.name, one.size)).collect();
        let found: Vec<_> = found.iter().map(|(name, size)| (&**name, *size)).collect();
        assert_eq!(found, [("once more/file", 2), ("to a file", 2), ("to a folder/file", 2)]);
    }

    #[test]
    fn a_link_to_nothing_is_named() {
        let told = refused(|folder| symlink("nothing", folder.join("a/b/link")).unwrap());
        let want =
            "`/a/b/link` can't be read: it is a link to `nothing`: No such file or directory (os error 2)";
        assert_eq!(told, want);
    }

    #[test]
    fn a_way_without_an_end_is_named() {
        let told = refused(|folder| symlink("..", folder.join("a/b/link")).unwrap());
        assert_eq!(told, "`/a/b/link` can't be read: it is a link to `/a`, a folder that it lies in");
        // By way of a folder elsewhere.
        let other = tempfile::tempdir().unwrap();
        let told = refused(|folder| {
            symlink(other.path(), folder.join("a/b/out")).unwrap();
            symlink(folder, other.path().join("back")).unwrap();
        });
        assert!(told.starts_with("`/a/b/out/back` can't be read: it is a link to `"), "{told}");
    }

    #[test]
    fn what_is_no_file_is_named() {
        let told = refused(|folder| symlink("/dev/zero", folder.join("a/b/zeros")).unwrap());
        assert_eq!(
            told,
            "`/a/b/zeros` can't be read: it is a device, and only files and directories are kept"
        );
        let told = refused(|folder| {
            let socket = std::os::unix::net::UnixListener::bind(folder.join("a/socket"));
            std::mem::forget(socket.unwrap());
        });
        assert_eq!(
            told,
            "`/a/socket` can't be read: it is a socket, and only files and directories are kept"
        );
    }
}
