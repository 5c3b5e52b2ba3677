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

/// How well a layer is compressed. The next levels take twice the time for a hundredth of the size.
const LEVEL: Compression = Compression::new(6);

/// A layer that was made.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    pub(crate) blob: Blob,
    /// The digest of the archive before it was compressed, by which a configuration names the layer.
    pub(crate) diff_id: Digest,
    /// The bytes of the archive before it was compressed.
    pub(crate) unpacked: u64,
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
    let (gzip, diff_id, unpacked) = archive.into_inner().map_err(failed())?.finish();
    let (file, digest, size) = gzip.finish().map_err(failed())?.finish();
    let file = file.into_inner().map_err(io::IntoInnerError::into_error).map_err(failed())?;
    let path = into.join(digest.digest());
    file.persist(&path).map_err(|error| error.error).map_err(failed())?;
    let descriptor = Descriptor::new(MediaType::ImageLayerGzip, size, digest);
    Ok(Layer { blob: Blob { descriptor, content: Content::File(path) }, diff_id, unpacked })
}

/// Adds an entry without what differs from machine to machine: times, owners, and modes that a umask made.
fn append(archive: &mut Builder<impl Write>, path: &str, entry: &Entry) -> Result<(), OciError> {
    let mut header = Header::new_gnu();
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    let failed = || OciError::file("write into a layer", path);
    match entry {
        Entry::Folder => {
            header.set_entry_type(EntryType::Directory);
            header.set_mode(0o755);
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
