//! The files of a base, read from its layers without unpacking them: which paths there are, and what its libraries say of themselves.
//!
//! A later layer replaces and removes what earlier ones have. Source: the OCI image specification v1.1, `layer.md`.

mod archive;
mod decompress;

use super::elf::{self, Elf};
use super::tree::{self, WHITEOUT};
use super::{BaseImage, Layers, OciError, Tree};
use archive::{Archive, Kind};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

/// The files of a base, by their paths without a slash at either end. No path leads through a link.
#[derive(Clone, Debug, Default)]
pub(crate) struct BaseFiles {
    nodes: BTreeMap<String, Node>,
    /// The layer that is being read.
    layer: usize,
    /// The folders whose content of lower layers this layer has removed already.
    emptied: BTreeSet<String>,
    /// How much was kept, in bytes, and how many entries were read.
    kept: usize,
    entries: usize,
}

#[derive(Clone, Debug)]
struct Node {
    /// The last layer that had it.
    layer: usize,
    content: Content,
}

/// What is at a path, as far as anybody asks.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Folder,
    /// A symbolic link.
    Link(String),
    /// A library, or something else that the loader may load.
    Library(Arc<Elf>),
    /// A file of the loader's settings.
    Text(Arc<str>),
    Other,
}

/// What limits a hostile base. A real one has a tenth of it.
const MOST_BYTES: u64 = 1 << 37;
const MOST_ENTRIES: usize = 4_000_000;
const MOST_KEPT: usize = 1 << 30;
const LONGEST_PATH: usize = 4096;
/// As in Linux.
const MOST_LINKS: usize = 40;
/// A larger library is there, and its versions are not known.
const LARGEST_LIBRARY: usize = 1 << 27;
const LARGEST_TEXT: usize = 1 << 16;
/// How much of a file tells whether it is a library.
const START: usize = 20;

impl BaseFiles {
    /// Reads all layers of a base.
    pub(crate) fn read(base: &BaseImage, layers: &dyn Layers) -> Result<Self, OciError> {
        let mut files = BaseFiles::default();
        let mut left = MOST_BYTES;
        for layer in base.manifest.layers() {
            let failed = |error| OciError::Layer {
                base: base.reference.clone(),
                layer: layer.digest().clone(),
                error,
            };
            let bytes = layers.open(&base.repository, layer).map_err(failed)?;
            left = files.read_layer(bytes, left).map_err(|error| failed(error.into()))?;
        }
        Ok(files)
    }

    /// Reads a layer on top of those that were read, and returns how many bytes the next ones may have.
    pub(super) fn read_layer(&mut self, layer: Box<dyn Read + '_>, most: u64) -> io::Result<u64> {
        self.layer += 1;
        self.emptied.clear();
        let mut left = most;
        let bounded = Bounded { from: decompress::decompressed(layer)?, left: &mut left };
        let mut archive = Archive::new(bounded);
        while let Some(entry) = archive.next()? {
            self.entries += 1;
            if self.entries > MOST_ENTRIES {
                return Err(too_much("it has more than four million files"));
            }
            self.add(&mut archive, entry)?;
        }
        Ok(left)
    }

    /// Adds what a layer of our own puts on top.
    pub(crate) fn add_tree(&mut self, tree: &Tree) -> Result<(), OciError> {
        self.layer += 1;
        for (path, entry) in tree.entries() {
            let content = match entry {
                tree::Entry::Folder | tree::Entry::Temporary => Content::Folder,
                tree::Entry::Link(target) => Content::Link(target.clone()),
                tree::Entry::File { from, size, .. } => {
                    let read = File::open(from).and_then(|file| content(path, *size, file));
                    read.map_err(OciError::file("put into the image", from))?
                }
            };
            self.insert(path, content).map_err(OciError::file("put into the image", path))?;
        }
        Ok(())
    }

    /// What is at a path, after all links, and its own path.
    pub(super) fn find(&self, path: &str) -> Option<(&str, &Content)> {
        let (at, missing) = self.walk(path)?;
        let (path, node) = self.nodes.get_key_value(&at)?;
        missing.is_empty().then_some((path.as_str(), &node.content))
    }

    /// Every file is in a folder, and is found where it is.
    #[cfg(any(fuzzing, test))]
    pub(super) fn check(&self) {
        for (path, node) in &self.nodes {
            if let Some((folder, _)) = path.rsplit_once('/') {
                let content = self.nodes.get(folder).map(|node| &node.content);
                assert!(matches!(content, Some(Content::Folder)), "{path} is in no folder");
            }
            if !matches!(node.content, Content::Link(_)) {
                assert_eq!(self.find(path).map(|(path, _)| path), Some(path.as_str()));
            }
        }
    }

    /// The texts in a folder.
    pub(super) fn texts(&self, folder: &str) -> Vec<&str> {
        let Some((folder, Content::Folder)) = self.find(folder) else { return Vec::new() };
        let inside = self.inside(folder).filter_map(|path| match self.find(path) {
            Some((_, Content::Text(text))) => Some(&**text),
            _ => None,
        });
        inside.collect()
    }

    /// The paths of all that is in a folder, at any depth.
    pub(super) fn inside(&self, folder: &str) -> impl Iterator<Item = &str> {
        let first = format!("{folder}/");
        let nodes = self.nodes.range(first.clone()..).map(|(path, _)| path.as_str());
        nodes.take_while(move |path| path.starts_with(&first))
    }

    fn add(&mut self, archive: &mut Archive<impl Read>, entry: archive::Entry) -> io::Result<()> {
        let path = plain(&entry.path);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        if name.is_empty() {
            return Ok(());
        }
        if let Some(hidden) = name.strip_prefix(WHITEOUT) {
            return self.hide(folder, hidden);
        }
        let content = match entry.kind {
            Kind::Folder => Content::Folder,
            Kind::Link(target) => Content::Link(target),
            Kind::HardLink(target) => self.named(&plain(&target)),
            Kind::Special => Content::Other,
            Kind::File => content(&path, entry.size, Reading(archive))?,
        };
        self.insert(&path, content)
    }

    /// What a hard link names: a file of this layer, or of one below.
    fn named(&self, path: &str) -> Content {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let at = self.walk(folder).map(|(at, _)| join(&at, name));
        let node = at.and_then(|at| self.nodes.get(&at));
        node.map(|node| node.content.clone())
            .filter(|content| !matches!(content, Content::Folder))
            .unwrap_or(Content::Other)
    }

    /// A whiteout: this layer removes a file of lower layers, or all of them in its folder.
    fn hide(&mut self, folder: &str, hidden: &str) -> io::Result<()> {
        let Some((folder, missing)) = self.walk(folder) else { return Ok(()) };
        if !missing.is_empty() {
            return Ok(());
        }
        // `.wh..wh..opq`; other names that begin so are of other tools' bookkeeping.
        let path = match hidden.strip_prefix(WHITEOUT) {
            Some(".opq") => folder,
            Some(_) => return Ok(()),
            None if hidden.is_empty() => return Ok(()),
            None => join(&folder, hidden),
        };
        if !self.emptied.insert(path.clone()) {
            return Ok(());
        }
        self.keep(path.len())?;
        let is_opaque = hidden.starts_with(WHITEOUT);
        let first = if path.is_empty() { String::new() } else { format!("{path}/") };
        let lower = |node: &Node| node.layer < self.layer;
        let inside = self.nodes.range(first.clone()..).take_while(|(path, _)| path.starts_with(&first));
        let mut removed: Vec<String> =
            inside.filter(|(_, node)| lower(node)).map(|(path, _)| path.clone()).collect();
        if !is_opaque && self.nodes.get(&path).is_some_and(lower) {
            removed.push(path);
        }
        for path in removed {
            self.nodes.remove(&path);
        }
        Ok(())
    }

    /// Puts something at a path. The folders that lead to it are made where they are missing; links on the way are followed.
    fn insert(&mut self, path: &str, content: Content) -> io::Result<()> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = self.folder(folder)?;
        self.put(join(&folder, name), content)
    }

    fn folder(&mut self, path: &str) -> io::Result<String> {
        let (mut at, missing) = self.walk(path).ok_or_else(|| too_much("its links lead in a circle"))?;
        // Folders that were there are this layer's as well, so no whiteout of it removes them.
        for end in at.match_indices('/').map(|(end, _)| end).chain([at.len()]).filter(|end| *end > 0) {
            self.put(at[..end].to_owned(), Content::Folder)?;
        }
        for part in missing {
            at = join(&at, &part);
            self.put(at.clone(), Content::Folder)?;
        }
        Ok(at)
    }

    fn put(&mut self, path: String, content: Content) -> io::Result<()> {
        let is_folder = matches!(content, Content::Folder);
        self.keep(size(&content))?;
        if let Some(node) = self.nodes.get_mut(&path) {
            node.layer = self.layer;
            let was_folder = matches!(node.content, Content::Folder);
            node.content = content;
            if was_folder && !is_folder {
                let inside: Vec<String> = self.inside(&path).map(str::to_owned).collect();
                for path in inside {
                    self.nodes.remove(&path);
                }
            }
            return Ok(());
        }
        if path.len() > LONGEST_PATH {
            return Err(too_much("it has a path of more than 4096 bytes"));
        }
        self.keep(path.len())?;
        self.nodes.insert(path, Node { layer: self.layer, content });
        Ok(())
    }

    fn keep(&mut self, bytes: usize) -> io::Result<()> {
        self.kept = self.kept.saturating_add(bytes);
        if self.kept > MOST_KEPT { Err(too_much("its names need more than a gigabyte")) } else { Ok(()) }
    }

    /// Follows a path and the links on it: how far it leads, and the parts that are missing there. A file counts as missing if the
    /// path goes on. `None` if there are too many links.
    fn walk(&self, path: &str) -> Option<(String, Vec<String>)> {
        let mut waiting: Vec<String> = parts(path).rev().map(str::to_owned).collect();
        let mut at = String::new();
        let mut links = 0;
        while let Some(part) = waiting.pop() {
            if part == ".." {
                at.truncate(at.rfind('/').unwrap_or(0));
                continue;
            }
            let next = join(&at, &part);
            match self.nodes.get(&next).map(|node| &node.content) {
                Some(Content::Link(target)) => {
                    links += 1;
                    if links > MOST_LINKS {
                        return None;
                    }
                    if target.starts_with('/') {
                        at.clear();
                    }
                    waiting.extend(parts(target).rev().map(str::to_owned));
                }
                Some(Content::Folder) => at = next,
                Some(_) if waiting.is_empty() => at = next,
                _ => {
                    waiting.push(part);
                    waiting.reverse();
                    return Some((at, plain_parts(waiting)));
                }
            }
        }
        Some((at, Vec::new()))
    }
}

/// Parts that don't exist, without `..`.
fn plain_parts(parts: Vec<String>) -> Vec<String> {
    let mut plain = Vec::with_capacity(parts.len());
    for part in parts {
        if part == ".." {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

fn size(content: &Content) -> usize {
    let names = |names: &[String]| names.iter().map(String::len).sum::<usize>();
    match content {
        Content::Folder | Content::Other => 0,
        Content::Link(target) => target.len(),
        Content::Text(text) => text.len(),
        Content::Library(elf) => {
            let versions = |set: &BTreeSet<String>| set.iter().map(String::len).sum::<usize>();
            let needed: usize =
                elf.needed_versions.iter().map(|(name, set)| name.len() + versions(set)).sum();
            names(&elf.needed) + names(&elf.run_path) + versions(&elf.versions) + needed
        }
    }
}

/// What a file has that somebody may ask for.
fn content(path: &str, size: u64, mut file: impl Read) -> io::Result<Content> {
    let mut read = |most: usize, bytes: &mut Vec<u8>| file.by_ref().take(most as u64).read_to_end(bytes);
    let mut bytes = Vec::new();
    if is_loader_setting(path) && size <= LARGEST_TEXT as u64 {
        read(LARGEST_TEXT, &mut bytes)?;
        return Ok(Content::Text(String::from_utf8_lossy(&bytes).into()));
    }
    read(START, &mut bytes)?;
    if !is_library(&bytes) || size > LARGEST_LIBRARY as u64 {
        return Ok(Content::Other);
    }
    read(LARGEST_LIBRARY, &mut bytes)?;
    Ok(match elf::read(bytes.as_slice()) {
        // The C library has an interpreter, too.
        Ok(elf) if elf.interpreter.is_none() || elf.soname.is_some() => Content::Library(Arc::new(elf)),
        _ => Content::Other,
    })
}

fn is_loader_setting(path: &str) -> bool {
    path == "etc/ld.so.conf" || path.starts_with("etc/ld.so.conf.d/") || path.starts_with("etc/ld-musl-")
}

/// Whether a file begins as a library does: it is an ELF file that is loaded anywhere (`ET_DYN`).
fn is_library(start: &[u8]) -> bool {
    start.starts_with(b"\x7fELF") && matches!(start.get(16..18), Some([3, 0] | [0, 3]))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn parts(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|part| !matches!(*part, "" | "."))
}

/// A path of an archive, which may not leave the root.
fn plain(path: &str) -> String {
    plain_parts(parts(path).map(str::to_owned).collect()).join("/")
}

fn too_much(problem: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

/// The content of the entry that an archive is at.
struct Reading<'a, R>(&'a mut Archive<R>);

impl<R: Read> Read for Reading<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_content(buffer)
    }
}

/// A reader that fails after so many bytes: a small layer can be very large when it is decompressed.
struct Bounded<'l, R> {
    from: R,
    left: &'l mut u64,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(buffer)?;
        *self.left =
            self.left.checked_sub(count as u64).ok_or_else(|| too_much("it has more than 128 GiB"))?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Archive, Memory, gzip, library};
    use super::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use serde_json::json;

    /// Reads layers from the lowest to the highest.
    fn read<const N: usize>(layers: [Archive; N]) -> BaseFiles {
        let mut files = BaseFiles::default();
        for layer in layers {
            files.read_layer(Box::new(&*layer.bytes()), u64::MAX).unwrap();
        }
        files
    }

    fn paths(files: &BaseFiles) -> Vec<&str> {
        files.nodes.keys().map(String::as_str).collect()
    }

    fn fault(layer: &[u8]) -> String {
        BaseFiles::default().read_layer(Box::new(layer), u64::MAX).unwrap_err().to_string()
    }

    #[test]
    fn a_layer_adds_replaces_and_removes() {
        let files = read([
            Archive::default()
                .folder("a/")
                .file("a/one", b"1")
                .file("a/two", b"2")
                .file("b/c/three", b"3")
                .file("d", b"4"),
            Archive::default()
                .file("./a/one", b"new")
                .file("a/.wh.two", b"")
                .file(".wh.d", b"")
                .file("b/.wh.c", b""),
            Archive::default().file("b", b"a file where a folder was").folder("d/").file("/d/e", b""),
        ]);
        assert_eq!(paths(&files), ["a", "a/one", "b", "d", "d/e"]);
    }

    #[test]
    fn a_whiteout_hides_lower_layers_only() {
        let files = read([
            Archive::default()
                .file("a/old", b"")
                .file("b/old", b"")
                .file("b/below/old", b"")
                .file("deep/below/old", b""),
            // In either order.
            Archive::default()
                .file("a/new", b"")
                .file(".wh.a", b"")
                .file("b/new", b"")
                .file("b/.wh..wh..opq", b"")
                .file("b/below/new", b"")
                .file("deep/below/new", b"")
                .file(".wh.deep", b"")
                .file(".wh.", b"")
                .file("c/.wh..wh.plnk", b"")
                .file("absent/.wh.file", b""),
        ]);
        let left =
            ["a", "a/new", "b", "b/below", "b/below/new", "b/new", "deep", "deep/below", "deep/below/new"];
        assert_eq!(paths(&files), left);
    }

    #[test]
    fn an_opaque_root_hides_all() {
        let files = read([
            Archive::default().file("a/old", b"").file("b", b""),
            Archive::default().file(".wh..wh..opq", b"").file("c", b""),
        ]);
        assert_eq!(paths(&files), ["c"]);
    }

    #[test]
    fn a_path_that_leads_through_links_is_found_and_written_where_it_leads() {
        let files = read([
            Archive::default()
                .link("lib", "usr/lib")
                .folder("usr/lib/")
                .link("usr/lib64", "/lib")
                .link("up", "usr/../usr/./lib/../lib")
                .link("far/away", "../../../../usr/lib")
                .link("circle", "circle"),
            Archive::default()
                .file("lib/libc.so.6", &library("libc.so.6", &[]))
                .link("lib/libc.so", "libc.so.6"),
        ]);
        for path in [
            "/lib/libc.so.6",
            "/usr/lib/libc.so.6",
            "/usr/lib64/libc.so",
            "up/libc.so.6",
            "/far/away/libc.so",
            "/../lib/libc.so",
        ] {
            assert!(matches!(files.find(path), Some(("usr/lib/libc.so.6", Content::Library(_)))), "{path}");
        }
        for path in
            ["/lib/absent", "/lib/libc.so.6/below", "/circle", "/circle/file", "/absent/../lib/libc.so.6"]
        {
            assert!(files.find(path).is_none(), "{path}");
        }
        assert!(matches!(files.find("/lib"), Some(("usr/lib", Content::Folder))));
        // A folder in the place of a link replaces it.
        let files = read([
            Archive::default().link("lib", "usr/lib").file("usr/lib/file", b""),
            Archive::default().folder("lib/"),
        ]);
        assert!(files.find("/lib/file").is_none() && files.find("/usr/lib/file").is_some());
    }

    #[test]
    fn a_hard_link_has_the_content_of_its_file() {
        let libc = library("libc.so.6", &["GLIBC_2.36"]);
        let files = read([
            Archive::default().link("lib", "usr/lib").file("usr/lib/libc-2.36.so", &libc),
            Archive::default()
                .hard_link("lib/libc.so.6", "lib/libc-2.36.so")
                .hard_link("lib/of-folder", "usr/lib")
                .hard_link("lib/of-nothing", "absent"),
        ]);
        let Some((_, Content::Library(elf))) = files.find("/lib/libc.so.6") else { panic!("{files:?}") };
        assert!(elf.versions.contains("GLIBC_2.36"));
        for path in ["/lib/of-folder", "/lib/of-nothing"] {
            assert!(matches!(files.find(path), Some((_, Content::Other))), "{path}");
        }
    }

    #[test]
    fn only_libraries_and_settings_of_the_loader_are_kept() {
        let files = read([Archive::default()
            .file("etc/ld.so.conf", b"include /etc/ld.so.conf.d/*.conf")
            .file("etc/ld.so.conf.d/own.conf", b"/opt/lib")
            .file("etc/passwd", b"root:x:0:0")
            .file("bin/tool", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0")
            .file("bin/broken", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0")]);
        assert_eq!(files.texts("/etc/ld.so.conf.d"), ["/opt/lib"]);
        for path in ["/etc/passwd", "/bin/tool", "/bin/broken"] {
            assert!(matches!(files.find(path), Some((_, Content::Other))), "{path}");
        }
    }

    #[test]
    fn a_layer_is_decompressed_by_what_it_is() {
        let layer = Archive::default().file("a", b"1").bytes();
        let zstd = |bytes: &[u8]| compress_to_vec(bytes, CompressionLevel::Fastest);
        let (start, end) = layer.split_at(700);
        // A frame to skip: its number, its length, and so many bytes.
        let skipped = [&[0x52, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3][..]].concat();
        for bytes in [
            layer.clone(),
            gzip(&layer),
            [gzip(start), gzip(end)].concat(),
            zstd(&layer),
            [skipped.clone(), zstd(start), skipped.clone(), zstd(end), skipped].concat(),
        ] {
            let mut files = BaseFiles::default();
            files.read_layer(Box::new(&*bytes), u64::MAX).unwrap();
            assert_eq!(paths(&files), ["a"]);
            // Every cut is an error or the end of whole entries, and no panic.
            for end in 0..bytes.len() {
                let _ = BaseFiles::default().read_layer(Box::new(&bytes[..end]), u64::MAX);
            }
        }
    }

    #[test]
    fn a_bomb_is_no_more_than_its_limit() {
        let zeros = vec![0; 1 << 20];
        let layer = gzip(&Archive::default().file("a", &zeros).file("b", &zeros).bytes());
        assert!(layer.len() < 1 << 15);
        let mut files = BaseFiles::default();
        let error = files.read_layer(Box::new(&*layer), 1 << 20).unwrap_err();
        assert!(error.to_string().contains("128 GiB"), "{error}");
        let left = files.read_layer(Box::new(&*layer), 1 << 22).unwrap();
        assert!(left < 1 << 21, "{left}");
        let huge = Archive::default().file(&format!("{}.", "a/".repeat(40)), b"").raw(&[]);
        let _ = read([huge]);
        // A name that claims to have 60 GiB.
        let mut name = tar::Header::new_gnu();
        name.set_entry_type(tar::EntryType::GNULongName);
        name.set_size(60 << 30);
        name.set_cksum();
        assert!(fault(name.as_bytes()).contains("more than a million bytes"));
    }

    #[test]
    fn a_base_that_can_t_be_read_is_told_with_its_layer() {
        let mut memory = Memory::default();
        let base = memory
            .base(vec![Archive::default().file("a", b"1").bytes(), b"no archive".repeat(100)], &json!({}));
        let error = BaseFiles::read(&base, &memory).unwrap_err();
        let bad = base.manifest.layers()[1].digest();
        let expected =
            format!("can't read the layer {bad} of the base `registry.example.com/bases/debian:12`");
        assert_eq!(error.to_string(), expected);
        assert!(std::error::Error::source(&error).unwrap().to_string().contains("checksum"), "{error:?}");
    }
}
