//! A layer: a tree as an archive, compressed. The same tree gives the same bytes, on every machine.

use super::digest::Hashing;
use super::tree::Entry;
use super::{Blob, Content, OciError, Tree};
use flate2::{Compression, GzBuilder};
use oci_spec::image::{Descriptor, Digest, MediaType};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use tar::{Builder, EntryType, Header};

/// How well a layer is compressed. A program of 4 MB takes 0.1 s; the best level takes two and a half times as long for a fiftieth of
/// the size.
const LEVEL: Compression = Compression::new(6);

/// A layer that was made.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    pub(crate) blob: Blob,
    /// The digest of the archive before it was compressed, by which a configuration names the layer.
    pub(crate) diff_id: Digest,
}

/// What the folders of a tree are when the layer is unpacked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Folders {
    /// Nobody else makes them.
    Written,
    /// The base may have them. They are left to it, unless they are empty: an entry would replace a folder's mode and owner, and a
    /// folder that is a link, as `/lib` often is, with all that it leads to.
    LeftToBase,
}

/// Writes a tree as a layer, into a file of the folder that is named by its digest.
pub(crate) fn layer(tree: &Tree, folders: Folders, into: &Path) -> Result<Layer, OciError> {
    let failed = || OciError::file("write a layer into", into);
    let file = tempfile::NamedTempFile::new_in(into).map_err(failed())?;
    let gzip = GzBuilder::new().write(Hashing::new(BufWriter::new(file)), LEVEL);
    let mut archive = Builder::new(Hashing::new(gzip));
    for (path, entry) in tree.entries() {
        let is_left = folders == Folders::LeftToBase && *entry == Entry::Folder && tree.has_inside(path);
        if !is_left {
            append(&mut archive, path, entry)?;
        }
    }
    let (gzip, diff_id, _) = archive.into_inner().map_err(failed())?.finish();
    let (file, digest, size) = gzip.finish().map_err(failed())?.finish();
    let file = file.into_inner().map_err(io::IntoInnerError::into_error).map_err(failed())?;
    let path = into.join(digest.digest());
    file.persist(&path).map_err(|error| error.error).map_err(failed())?;
    let descriptor = Descriptor::new(MediaType::ImageLayerGzip, size, digest);
    Ok(Layer { blob: Blob { descriptor, content: Content::File(path) }, diff_id })
}

/// Adds an entry without what differs from machine to machine: times, owners, and modes that a umask made.
fn append(archive: &mut Builder<impl Write>, path: &str, entry: &Entry) -> Result<(), OciError> {
    let mut header = Header::new_gnu();
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    let failed = || OciError::file("write into a layer", path);
    match entry {
        Entry::Folder | Entry::Temporary => {
            header.set_entry_type(EntryType::Directory);
            header.set_mode(if *entry == Entry::Temporary { 0o1777 } else { 0o755 });
            header.set_size(0);
            archive.append_data(&mut header, format!("{path}/"), io::empty()).map_err(failed())
        }
        Entry::Link(target) => {
            header.set_entry_type(EntryType::Symlink);
            header.set_mode(0o777);
            header.set_size(0);
            archive.append_link(&mut header, path, target).map_err(failed())
        }
        Entry::File { from, size, is_executable } => {
            header.set_entry_type(EntryType::Regular);
            header.set_mode(if *is_executable { 0o755 } else { 0o644 });
            header.set_size(*size);
            let file = File::open(from).map_err(OciError::file("put into the image", from))?;
            let exact = Exact { from: file, left: *size };
            archive.append_data(&mut header, path, exact).map_err(OciError::file("put into the image", from))
        }
    }
}

/// A file whose size has been written already. One that has become shorter would spoil the archive.
struct Exact {
    from: File,
    left: u64,
}

impl Read for Exact {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        match self.from.read(&mut buffer[..most])? {
            0 => Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it became shorter while it was read")),
            count => {
                self.left -= count as u64;
                Ok(count)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::digest::sha256;
    use super::super::testing::entries;
    use super::*;
    use flate2::read::GzDecoder;
    use std::fs;

    /// Makes the files of the tests, each time the other way round, with other times, and with other modes.
    fn files(folder: &Path, is_other: bool) {
        let long = "d".repeat(80);
        let mut names =
            vec!["plain.txt".to_owned(), "tool".to_owned(), format!("{long}/{long}/Grüße 你好.txt")];
        if is_other {
            names.reverse();
        }
        for name in &names {
            let path = folder.join("assets").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, format!("the content of {name}")).unwrap();
            let file = File::options().write(true).open(&path).unwrap();
            let seconds = if is_other { 1_000_000_000 } else { 1 };
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds)).unwrap();
            mode(&path, is_other, name == "tool");
        }
        fs::create_dir(folder.join("assets/empty")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("../plain.txt", folder.join("assets/empty/link")).unwrap();
        fs::create_dir(folder.join("assets/none")).unwrap();
    }

    #[cfg(unix)]
    fn mode(path: &Path, is_other: bool, is_executable: bool) {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = match (is_other, is_executable) {
            (false, false) => 0o600,
            (false, true) => 0o700,
            (true, false) => 0o664,
            (true, true) => 0o775,
        };
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[cfg(not(unix))]
    fn mode(_: &Path, _: bool, _: bool) {}

    fn tree(folder: &Path) -> Tree {
        let mut tree = Tree::default();
        tree.add(&folder.join("assets"), "/opt/app/").unwrap();
        tree.program(&folder.join("assets/plain.txt"), "/usr/local/bin/app").unwrap();
        tree
    }

    #[test]
    fn the_same_files_give_the_same_bytes_whatever_their_times_modes_and_order() {
        let digests = [false, true].map(|is_other| {
            let folder = tempfile::tempdir().unwrap();
            files(folder.path(), is_other);
            let layer = layer(&tree(folder.path()), Folders::Written, folder.path()).unwrap();
            (layer.diff_id, layer.blob.descriptor)
        });
        assert_eq!(digests[0], digests[1]);
        // What this crate, its libraries or a machine change would be new digests of all images.
        #[cfg(unix)]
        assert_eq!(digests[0].0.digest(), "b3ecd1e505c52a9ff04f585d89abc15936dfcc13f4ee43e7d4f6e20f407fa4ad");
        #[cfg(unix)]
        assert_eq!(
            digests[0].1.digest().digest(),
            "ad3fc1fec6ccba4b0a1af09e494cca6ae3514abdc3c3e4550ec3fa0ef8512b52"
        );
    }

    #[test]
    fn a_layer_has_the_files_with_their_folders_and_both_digests() {
        let folder = tempfile::tempdir().unwrap();
        files(folder.path(), false);
        let layer = layer(&tree(folder.path()), Folders::Written, folder.path()).unwrap();
        let Content::File(path) = &layer.blob.content else { panic!("{layer:?}") };
        let bytes = fs::read(path).unwrap();
        assert_eq!(layer.blob.descriptor.digest(), &sha256(&bytes));
        assert_eq!(layer.blob.descriptor.size(), bytes.len() as u64);
        // No time, and no system.
        assert_eq!(bytes[..10], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
        let mut archive = Vec::new();
        GzDecoder::new(bytes.as_slice()).read_to_end(&mut archive).unwrap();
        assert_eq!(layer.diff_id, sha256(&archive));
        let long = "d".repeat(80);
        let mut expected = vec![
            ("opt/".to_owned(), 0o755, String::new()),
            ("opt/app/".to_owned(), 0o755, String::new()),
            (format!("opt/app/{long}/"), 0o755, String::new()),
            (format!("opt/app/{long}/{long}/"), 0o755, String::new()),
            (
                format!("opt/app/{long}/{long}/Grüße 你好.txt"),
                0o644,
                format!("the content of {long}/{long}/Grüße 你好.txt"),
            ),
            ("opt/app/empty/".to_owned(), 0o755, String::new()),
            ("opt/app/none/".to_owned(), 0o755, String::new()),
            ("opt/app/plain.txt".to_owned(), 0o644, "the content of plain.txt".to_owned()),
            (
                "opt/app/tool".to_owned(),
                if cfg!(unix) { 0o755 } else { 0o644 },
                "the content of tool".to_owned(),
            ),
            ("usr/".to_owned(), 0o755, String::new()),
            ("usr/local/".to_owned(), 0o755, String::new()),
            ("usr/local/bin/".to_owned(), 0o755, String::new()),
            ("usr/local/bin/app".to_owned(), 0o755, "the content of plain.txt".to_owned()),
        ];
        if cfg!(unix) {
            expected.insert(6, ("opt/app/empty/link".to_owned(), 0o777, "-> ../plain.txt".to_owned()));
        }
        assert_eq!(entries(&archive), expected);
    }

    #[test]
    fn on_a_base_only_empty_folders_are_written() {
        let folder = tempfile::tempdir().unwrap();
        files(folder.path(), false);
        let layer = layer(&tree(folder.path()), Folders::LeftToBase, folder.path()).unwrap();
        let Content::File(path) = &layer.blob.content else { panic!("{layer:?}") };
        let mut archive = Vec::new();
        GzDecoder::new(File::open(path).unwrap()).read_to_end(&mut archive).unwrap();
        let folders: Vec<_> =
            entries(&archive).into_iter().filter(|(path, ..)| path.ends_with('/')).collect();
        let mut expected = vec![("opt/app/none/".to_owned(), 0o755, String::new())];
        if cfg!(not(unix)) {
            expected.insert(0, ("opt/app/empty/".to_owned(), 0o755, String::new()));
        }
        assert_eq!(folders, expected);
    }

    #[test]
    fn every_user_may_write_temporary_files() {
        let folder = tempfile::tempdir().unwrap();
        let mut tree = Tree::default();
        tree.temporary().unwrap();
        let layer = layer(&tree, Folders::Written, folder.path()).unwrap();
        let Content::File(path) = &layer.blob.content else { panic!("{layer:?}") };
        let mut archive = Vec::new();
        GzDecoder::new(File::open(path).unwrap()).read_to_end(&mut archive).unwrap();
        assert_eq!(entries(&archive), [("tmp/".to_owned(), 0o1777, String::new())]);
    }

    #[test]
    fn a_file_that_becomes_shorter_is_an_error_and_leaves_no_layer() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "0123456789").unwrap();
        let mut tree = Tree::default();
        tree.add(&file, "/file").unwrap();
        fs::write(&file, "01234").unwrap();
        let into = tempfile::tempdir().unwrap();
        let error = layer(&tree, Folders::Written, into.path()).unwrap_err();
        assert!(error.to_string().contains("file`") && !error.is_mistake(), "{error}");
        assert_eq!(fs::read_dir(into.path()).unwrap().count(), 0);
        // One that grows is what it was.
        fs::write(&file, "0123456789abc").unwrap();
        layer(&tree, Folders::Written, into.path()).unwrap();
    }
}
