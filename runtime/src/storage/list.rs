//! The files below a prefix.

use super::local::special;
use super::{ListedFile, Location, StorageError};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder that is being listed, and the links that led to it.
struct Folder {
    name: String,
    links: Vec<PathBuf>,
}

/// All files below a directory of this machine. Links are followed. Anything other than a file or a directory is an error,
/// because it has no bytes that could be kept.
pub(super) fn local(root: &Path) -> Result<Vec<ListedFile>, StorageError> {
    let mut found = Vec::new();
    let mut folders = vec![Folder { name: String::new(), links: Vec::new() }];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder.name);
        for one in fs::read_dir(&path).map_err(|error| unreadable(&path, error))? {
            let one = one.map_err(|error| unreadable(&path, error))?;
            let (name, metadata) = look(&one).map_err(|error| unreadable(&one.path(), error))?;
            let name = if folder.name.is_empty() { name } else { format!("{}/{name}", folder.name) };
            if metadata.is_dir() {
                let links = links(&folder, &path, &one).map_err(|error| unreadable(&one.path(), error))?;
                folders.push(Folder { name, links });
            } else {
                found.push(ListedFile { name, size: metadata.len() });
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn unreadable(path: &Path, error: io::Error) -> StorageError {
    StorageError::Read { location: Location::Local(path.to_owned()), error }
}

/// The name of an entry, and the metadata of the file or folder that it leads to.
fn look(one: &fs::DirEntry) -> io::Result<(String, fs::Metadata)> {
    let name = one.file_name().into_string().map_err(|_| {
        io::Error::new(io::ErrorKind::InvalidInput, "its name is not UTF-8, so no store can keep it")
    })?;
    let metadata = fs::metadata(one.path()).map_err(|error| match fs::read_link(one.path()) {
        Ok(to) => io::Error::new(error.kind(), format!("it is a link to `{}`: {error}", to.display())),
        Err(_) => error,
    })?;
    match special(metadata.file_type()) {
        Some(error) => Err(error),
        None => Ok((name, metadata)),
    }
}

/// The links on the path to a folder.
///
/// # Errors
/// If a link leads back to a folder that it is in: the listing would not end.
fn links(folder: &Folder, path: &Path, one: &fs::DirEntry) -> io::Result<Vec<PathBuf>> {
    let mut links = folder.links.clone();
    if one.file_type()?.is_symlink() {
        let target = fs::canonicalize(one.path())?;
        links.push(fs::canonicalize(path)?);
        if links.iter().any(|link| link.starts_with(&target)) {
            let why = format!("it is a link to `{}`, a folder that contains it", target.display());
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
        let error = local(folder.path()).unwrap_err().to_string();
        error.replace(&*fs::canonicalize(folder.path()).unwrap().to_string_lossy(), "")
    }

    #[test]
    fn links_are_followed() {
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
    fn an_error_names_a_link_to_nothing() {
        let error = refused(|folder| symlink("nothing", folder.join("a/b/link")).unwrap());
        let want =
            "`/a/b/link` can't be read: it is a link to `nothing`: No such file or directory (os error 2)";
        assert_eq!(error, want);
    }

    #[test]
    fn an_error_names_a_link_that_leads_back() {
        let error = refused(|folder| symlink("..", folder.join("a/b/link")).unwrap());
        assert_eq!(error, "`/a/b/link` can't be read: it is a link to `/a`, a folder that contains it");
        // Through a folder elsewhere.
        let other = tempfile::tempdir().unwrap();
        let error = refused(|folder| {
            symlink(other.path(), folder.join("a/b/out")).unwrap();
            symlink(folder, other.path().join("back")).unwrap();
        });
        assert!(error.starts_with("`/a/b/out/back` can't be read: it is a link to `"), "{error}");
    }

    #[test]
    fn an_error_names_what_is_not_a_file() {
        let error = refused(|folder| symlink("/dev/zero", folder.join("a/b/zeros")).unwrap());
        assert_eq!(
            error,
            "`/a/b/zeros` can't be read: it is a device, and only files and directories can be kept"
        );
        let error = refused(|folder| {
            let socket = std::os::unix::net::UnixListener::bind(folder.join("a/socket"));
            std::mem::forget(socket.unwrap());
        });
        assert_eq!(
            error,
            "`/a/socket` can't be read: it is a socket, and only files and directories can be kept"
        );
    }
}
