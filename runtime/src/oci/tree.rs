//! What goes into a layer: files, folders and links, each at its path in the image.

use super::OciError;
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// What a layer adds, sorted by path. Paths are relative to the root of the image and have no slash at either end, so a folder comes
/// before what is in it.
#[derive(Debug, Default)]
pub(crate) struct Tree(BTreeMap<String, Entry>);

/// One entry of a layer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entry {
    Folder,
    /// A folder in which every user may write.
    Temporary,
    File {
        from: PathBuf,
        size: u64,
        is_executable: bool,
    },
    /// What a symbolic link leads to.
    Link(String),
}

/// A layer hides a file of the layers below with a file whose name begins so (OCI image specification, `layer.md`).
pub(super) const WHITEOUT: &str = ".wh.";

/// The longest path of an image. Linux has no longer ones.
const LONGEST: usize = 4096;

impl Tree {
    /// Adds a program. It is executable in the image, whatever it is here.
    pub(crate) fn program(&mut self, from: &Path, to: &str) -> Result<(), OciError> {
        let found = fs::metadata(from).map_err(OciError::file("read the program", from))?;
        if !found.is_file() {
            return Err(OciError::Wrong(format!(
                "`{}` is no file, so it can't be the program of an image",
                from.display()
            )));
        }
        let entry = Entry::File { from: from.to_owned(), size: found.len(), is_executable: true };
        self.insert(&inside(to)?.join("/"), entry)
    }

    /// Adds a file, or all that is in a folder. A file keeps its name if `to` ends with a slash.
    pub(crate) fn add(&mut self, from: &Path, to: &str) -> Result<(), OciError> {
        let mut path = inside(to)?;
        // A link that the user names is followed, as other builders do.
        let found = fs::metadata(from).map_err(OciError::file("put into the image", from))?;
        if found.is_dir() {
            return self.add_folder(from, &path.join("/"));
        }
        let own;
        if to.ends_with('/') {
            own = name(from)?;
            path.push(&own);
        }
        self.insert(&path.join("/"), file(from, &found)?)
    }

    /// Adds the folder of temporary files. This crate needs it for what does not fit into memory, and a user who is not root can't
    /// make it.
    pub(crate) fn temporary(&mut self) -> Result<(), OciError> {
        match self.0.insert("tmp".to_owned(), Entry::Temporary) {
            None | Some(Entry::Folder | Entry::Temporary) => Ok(()),
            Some(_) => Err(twice("tmp")),
        }
    }

    /// Checks that another layer, which comes on top of this one, replaces nothing of it.
    pub(crate) fn check_beside(&self, above: &Tree) -> Result<(), OciError> {
        for (path, entry) in &above.0 {
            match self.0.get(path) {
                Some(Entry::Folder) if matches!(entry, Entry::Folder | Entry::Temporary) => {}
                Some(_) => return Err(twice(path)),
                None => {}
            }
        }
        Ok(())
    }

    /// Whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.0.iter().map(|(path, entry)| (path.as_str(), entry))
    }

    /// Whether something is in a folder.
    pub(super) fn has_inside(&self, folder: &str) -> bool {
        let first = format!("{folder}/");
        self.0.range(first.clone()..).next().is_some_and(|(path, _)| path.starts_with(&first))
    }

    fn add_folder(&mut self, root: &Path, to: &str) -> Result<(), OciError> {
        let mut waiting = vec![(root.to_owned(), to.to_owned(), 0)];
        while let Some((folder, to, depth)) = waiting.pop() {
            if !to.is_empty() {
                self.insert(&to, Entry::Folder)?;
            }
            let failed = || OciError::file("put into the image", &folder);
            for item in fs::read_dir(&folder).map_err(failed())? {
                let item = item.map_err(failed())?;
                let from = item.path();
                let path = join(&to, &name(&from)?);
                // The metadata of an item are those of a link itself.
                let found = item.metadata().map_err(OciError::file("put into the image", &from))?;
                if found.is_dir() {
                    waiting.push((from, path, depth + 1));
                } else if found.is_symlink() {
                    self.insert(&path, link(&from, root, depth)?)?;
                } else {
                    self.insert(&path, file(&from, &found)?)?;
                }
            }
        }
        Ok(())
    }

    /// Adds an entry, and the folders that lead to it.
    fn insert(&mut self, path: &str, entry: Entry) -> Result<(), OciError> {
        if path.is_empty() {
            return Err(OciError::Wrong(
                "a file of an image can't be its root `/`: write a path below it".to_owned(),
            ));
        }
        if path.len() > LONGEST {
            return Err(OciError::Wrong(format!(
                "the path `/{}…` in the image has more than {LONGEST} bytes",
                start(path)
            )));
        }
        for (slash, _) in path.match_indices('/') {
            match self.0.entry(path[..slash].to_owned()).or_insert(Entry::Folder) {
                Entry::Folder | Entry::Temporary => {}
                Entry::File { .. } | Entry::Link(_) => return Err(twice(&path[..slash])),
            }
        }
        match self.0.get(path) {
            None => drop(self.0.insert(path.to_owned(), entry)),
            Some(Entry::Folder) if entry == Entry::Folder => {}
            Some(_) => return Err(twice(path)),
        }
        Ok(())
    }
}

fn start(path: &str) -> String {
    path.chars().take(60).collect()
}

fn twice(path: &str) -> OciError {
    OciError::Wrong(format!(
        "two files of the image have the path `/{path}`, or one is where another needs a folder: give each a path of its own"
    ))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The parts of a path in an image.
fn inside(path: &str) -> Result<Vec<&str>, OciError> {
    let wrong = |why: &str| OciError::Wrong(format!("`{path}` can't be a path in an image: {why}"));
    let Some(below) = path.strip_prefix('/') else {
        return Err(wrong("it does not begin with a slash; write the whole path, such as `/opt/app/data`"));
    };
    let below = below.strip_suffix('/').unwrap_or(below);
    let parts: Vec<&str> = below.split('/').filter(|_| !below.is_empty()).collect();
    for part in &parts {
        match *part {
            "" => return Err(wrong("it has two slashes in a row")),
            "." | ".." => {
                return Err(wrong("it has a part that is `.` or `..`; write the path that it leads to"));
            }
            part => checked(part).map_err(|why| wrong(&why))?,
        }
    }
    Ok(parts)
}

/// Says why a file of an image can't have this name.
fn checked(name: &str) -> Result<(), String> {
    if name.starts_with(WHITEOUT) {
        return Err(format!(
            "`{name}` begins with `{WHITEOUT}`, by which a layer says that it removes a file of the base; rename it"
        ));
    }
    if name.contains('\0') {
        return Err("it has a zero byte".to_owned());
    }
    Ok(())
}

/// The name of a file of this machine, if a file of an image may have it.
fn name(path: &Path) -> Result<String, OciError> {
    let wrong =
        |why: &str| OciError::Wrong(format!("`{}` can't be put into an image: {why}", path.display()));
    let name = path.file_name().ok_or_else(|| wrong("it has no name"))?;
    let name = name.to_str().ok_or_else(|| wrong("its name is not UTF-8; rename it"))?;
    checked(name).map_err(|why| wrong(&why))?;
    Ok(name.to_owned())
}

fn file(from: &Path, found: &Metadata) -> Result<Entry, OciError> {
    if !found.is_file() {
        return Err(OciError::Wrong(format!(
            "`{}` can't be put into an image: it is no file, folder or link, but a socket, a pipe or a device",
            from.display()
        )));
    }
    Ok(Entry::File { from: from.to_owned(), size: found.len(), is_executable: is_executable(found) })
}

#[cfg(unix)]
fn is_executable(found: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    found.permissions().mode() & 0o111 != 0
}

/// Other systems have no such bit.
#[cfg(not(unix))]
fn is_executable(_: &Metadata) -> bool {
    false
}

/// A link in a copied folder, at this depth below its root. It is the same link in the image, so it may not leave the folder.
fn link(from: &Path, root: &Path, depth: usize) -> Result<Entry, OciError> {
    let target = fs::read_link(from).map_err(OciError::file("read the link", from))?;
    let wrong = |why: &str| {
        OciError::Wrong(format!(
            "the link `{}` to `{}` can't be put into an image: {why}",
            from.display(),
            target.display()
        ))
    };
    let text = target.to_str().ok_or_else(|| wrong("what it leads to is not UTF-8"))?.replace('\\', "/");
    let mut depth = Some(depth);
    for part in text.split('/') {
        depth = match part {
            "" | "." => depth,
            ".." => depth.and_then(|depth| depth.checked_sub(1)),
            _ => depth.map(|depth| depth + 1),
        };
    }
    if target.has_root() || depth.is_none() {
        return Err(wrong(&format!(
            "it leaves the folder `{}`, and the image does not have what is outside; put a file into its place",
            root.display()
        )));
    }
    Ok(Entry::Link(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(tree: &Tree) -> Vec<&str> {
        tree.entries().map(|(path, _)| path).collect()
    }

    /// A folder with one file.
    fn folder(file: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "content").unwrap();
        folder
    }

    #[test]
    fn a_file_gets_its_name_or_the_one_that_is_written() {
        let folder = folder("model.bin");
        let file = folder.path().join("model.bin");
        let mut tree = Tree::default();
        assert!(tree.is_empty());
        tree.add(&file, "/opt/").unwrap();
        tree.add(&file, "/data/other.bin").unwrap();
        tree.add(&file, "/root").unwrap();
        tree.add(&folder.path().join("."), "/srv/all").unwrap();
        tree.add(folder.path(), "/").unwrap();
        let expected = [
            "data",
            "data/other.bin",
            "model.bin",
            "opt",
            "opt/model.bin",
            "root",
            "srv",
            "srv/all",
            "srv/all/model.bin",
        ];
        assert_eq!(paths(&tree), expected);
    }

    #[test]
    fn a_path_in_an_image_is_whole_and_plain() {
        let folder = folder("file");
        let file = folder.path().join("file");
        for (path, why) in [
            ("opt/file", "does not begin with a slash"),
            ("", "does not begin with a slash"),
            ("/opt//file", "two slashes"),
            ("/opt/../file", "`.` or `..`"),
            ("/opt/./file", "`.` or `..`"),
            ("/opt/.wh.file", "removes a file of the base"),
            ("/.wh..wh..opq", "removes a file of the base"),
            ("/opt/a\0b", "a zero byte"),
        ] {
            let error = Tree::default().add(&file, path).unwrap_err();
            assert!(error.is_mistake() && error.to_string().contains(why), "{path}: {error}");
        }
        let error = Tree::default().program(&file, "/").unwrap_err();
        assert!(error.to_string().contains("can't be its root"), "{error}");
        let error = Tree::default().add(&file, &format!("/{}", "a/".repeat(2100))).unwrap_err();
        assert!(error.to_string().contains("more than 4096 bytes"), "{error}");
    }

    #[test]
    fn a_file_that_would_remove_one_of_the_base_is_refused() {
        let folder = folder("deep/.wh.passwd");
        let error = Tree::default().add(folder.path(), "/etc").unwrap_err();
        assert!(
            error.is_mistake() && error.to_string().contains("`.wh.passwd` begins with `.wh.`"),
            "{error}"
        );
    }

    #[test]
    fn two_files_have_two_paths() {
        let folder = folder("file");
        let file = folder.path().join("file");
        let tree = || {
            let mut tree = Tree::default();
            tree.add(&file, "/opt/app").unwrap();
            tree
        };
        for path in ["/opt/app", "/opt/app/below", "/opt"] {
            let error = tree().add(&file, path).unwrap_err();
            assert!(error.is_mistake() && error.to_string().contains("a path of its own"), "{path}: {error}");
        }
        let mut program = Tree::default();
        program.program(&file, "/opt/app/program").unwrap();
        let error = tree().check_beside(&program).unwrap_err();
        assert!(error.to_string().contains("`/opt/app`"), "{error}");
        let mut program = Tree::default();
        program.program(&file, "/opt/program").unwrap();
        tree().check_beside(&program).unwrap();
    }

    #[test]
    fn temporary_files_have_one_folder() {
        let folder = folder("file");
        let file = folder.path().join("file");
        let mut below = Tree::default();
        below.add(&file, "/tmp/cached").unwrap();
        let mut above = Tree::default();
        above.program(&file, "/tmp/app").unwrap();
        above.temporary().unwrap();
        assert_eq!(above.entries().next(), Some(("tmp", &Entry::Temporary)));
        above.add(&file, "/tmp/other").unwrap();
        below.check_beside(&above).unwrap();
        let mut file_at = Tree::default();
        file_at.program(&file, "/tmp").unwrap();
        assert!(file_at.temporary().unwrap_err().to_string().contains("`/tmp`"));
    }

    #[test]
    fn what_is_not_there_and_what_is_no_file_is_told() {
        let folder = folder("file");
        let error = Tree::default().add(&folder.path().join("absent"), "/opt").unwrap_err();
        assert!(error.is_mistake() && error.to_string().contains("absent`"), "{error}");
        assert!(std::error::Error::source(&error).is_some());
        let error = Tree::default().program(folder.path(), "/opt/app").unwrap_err();
        assert!(error.is_mistake() && error.to_string().contains("is no file"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_in_its_folder_or_is_refused() {
        use std::os::unix::fs::symlink;
        let folder = folder("deep/file");
        let root = folder.path();
        symlink("file", root.join("deep/same")).unwrap();
        symlink("../deep/file", root.join("deep/up")).unwrap();
        symlink("nowhere", root.join("dangling")).unwrap();
        symlink(".", root.join("circle")).unwrap();
        let mut tree = Tree::default();
        tree.add(root, "/opt").unwrap();
        let links: Vec<_> = tree.entries().filter(|(_, entry)| matches!(entry, Entry::Link(_))).collect();
        let link = |target: &str| Entry::Link(target.to_owned());
        let expected = [
            ("opt/circle", &link(".")),
            ("opt/dangling", &link("nowhere")),
            ("opt/deep/same", &link("file")),
            ("opt/deep/up", &link("../deep/file")),
        ];
        assert_eq!(links, expected);

        for target in ["/etc/passwd", "../../outside", "../deep/../../outside/../deep"] {
            let path = root.join("deep/leaves");
            let _ = fs::remove_file(&path);
            symlink(target, &path).unwrap();
            let error = Tree::default().add(root, "/opt").unwrap_err();
            assert!(
                error.is_mistake() && error.to_string().contains("it leaves the folder"),
                "{target}: {error}"
            );
        }
        // One that is named is followed.
        symlink(root.join("deep/file"), root.join("named")).unwrap();
        let mut tree = Tree::default();
        tree.add(&root.join("named"), "/opt/").unwrap();
        assert!(matches!(tree.entries().last(), Some(("opt/named", Entry::File { size: 7, .. }))));
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_refused() {
        let folder = folder("file");
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        let error = Tree::default().add(folder.path(), "/opt").unwrap_err();
        assert!(error.is_mistake() && error.to_string().contains("socket, a pipe or a device"), "{error}");
    }
}
