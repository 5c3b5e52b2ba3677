//! What tests of images need: programs of any platform, and bases that are in memory.

use super::digest::sha256;
use super::{BaseImage, LayerError, Layers};
use flate2::write::GzEncoder;
use oci_spec::image::{Descriptor, ImageConfiguration, ImageManifest, MediaType};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{Read, Write as _};
use tar::{EntryType, Header};

/// An ELF file that is to be written. It has one segment, which is the whole file, at the address 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct ElfFile<'t> {
    pub(crate) machine: u16,
    pub(crate) is_32: bool,
    pub(crate) is_big: bool,
    /// Nothing is a library.
    pub(crate) entry: u64,
    pub(crate) interpreter: Option<&'t str>,
    pub(crate) soname: Option<&'t str>,
    pub(crate) needed: &'t [&'t str],
    pub(crate) run_path: Option<&'t str>,
    pub(crate) rpath: Option<&'t str>,
    /// Of each library, the versions and whether each is weak.
    pub(crate) needed_versions: &'t [(&'t str, &'t [(&'t str, bool)])],
    pub(crate) versions: &'t [&'t str],
}

pub(crate) const AMD64: u16 = 62;

impl ElfFile<'_> {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        // The tables come first, since their offsets are needed in the headers.
        let header = if self.is_32 { 52 } else { 64 };
        let segment = if self.is_32 { 32 } else { 56 };
        let start = header + 3 * segment;
        let mut names = vec![0_u8];
        let mut name = |text: &str| {
            let at = names.len();
            names.extend(text.as_bytes());
            names.push(0);
            at as u64
        };
        let mut dynamic = Vec::new();
        dynamic.extend(self.needed.iter().map(|text| (1, name(text))));
        dynamic.extend(self.soname.iter().map(|text| (14, name(text))));
        dynamic.extend(self.rpath.iter().map(|text| (15, name(text))));
        dynamic.extend(self.run_path.iter().map(|text| (29, name(text))));
        let interpreter = self.interpreter.map(&mut name);
        let mut tables = Vec::new();
        for (position, (library, versions)) in self.needed_versions.iter().enumerate() {
            let next = if position + 1 == self.needed_versions.len() { 0 } else { 16 + 16 * versions.len() };
            let count = u16::try_from(versions.len()).unwrap();
            self.put(
                &mut tables,
                &[(1, 2), (count.into(), 2), (name(library), 4), (16, 4), (next as u64, 4)],
            );
            for (position, (version, is_weak)) in versions.iter().enumerate() {
                let next = if position + 1 == versions.len() { 0 } else { 16 };
                let weak = if *is_weak { 2 } else { 0 };
                self.put(&mut tables, &[(0, 4), (weak, 2), (2, 2), (name(version), 4), (next, 4)]);
            }
        }
        let defined = tables.len();
        for (position, version) in self.versions.iter().enumerate() {
            let next = if position + 1 == self.versions.len() { 0 } else { 28 };
            self.put(
                &mut tables,
                &[(1, 2), (0, 2), (1, 2), (1, 2), (0, 4), (20, 4), (next, 4), (name(version), 4), (0, 4)],
            );
        }
        let names_at = (start + tables.len()) as u64;
        dynamic.push((5, names_at));
        if !self.needed_versions.is_empty() {
            dynamic.extend([(0x6fff_fffe, start as u64), (0x6fff_ffff, self.needed_versions.len() as u64)]);
        }
        if !self.versions.is_empty() {
            dynamic
                .extend([(0x6fff_fffc, (start + defined) as u64), (0x6fff_fffd, self.versions.len() as u64)]);
        }
        dynamic.push((0, 0));
        while (start + tables.len() + names.len()) % 8 != 0 {
            names.push(0);
        }
        let dynamic_at = (start + tables.len() + names.len()) as u64;
        let word = if self.is_32 { 4 } else { 8 };
        let dynamic_size = (dynamic.len() * 2 * word) as u64;
        let size = dynamic_at + dynamic_size;

        let mut file =
            vec![0x7f, b'E', b'L', b'F', if self.is_32 { 1 } else { 2 }, if self.is_big { 2 } else { 1 }, 1];
        file.resize(16, 0);
        self.put(
            &mut file,
            &[(3, 2), (self.machine.into(), 2), (1, 4), (self.entry, word), (header as u64, word), (0, word)],
        );
        self.put(
            &mut file,
            &[(0, 4), (header as u64, 2), (segment as u64, 2), (3, 2), (0, 2), (0, 2), (0, 2)],
        );
        let interpreter = match (self.interpreter, interpreter) {
            (Some(text), Some(at)) => (3, names_at + at, text.len() as u64 + 1),
            _ => (0, 0, 0),
        };
        for (kind, at, size) in [(1, 0, size), (2, dynamic_at, dynamic_size), interpreter] {
            if self.is_32 {
                self.put(
                    &mut file,
                    &[(kind, 4), (at, 4), (at, 4), (at, 4), (size, 4), (size, 4), (5, 4), (1, 4)],
                );
            } else {
                self.put(
                    &mut file,
                    &[(kind, 4), (5, 4), (at, 8), (at, 8), (at, 8), (size, 8), (size, 8), (1, 8)],
                );
            }
        }
        file.extend(tables);
        file.extend(names);
        for (tag, value) in dynamic {
            self.put(&mut file, &[(tag, word), (value, word)]);
        }
        assert_eq!(file.len() as u64, size);
        file
    }

    /// Writes numbers, each with its size.
    fn put(&self, to: &mut Vec<u8>, numbers: &[(u64, usize)]) {
        for (number, size) in numbers {
            if self.is_big {
                to.extend(&number.to_be_bytes()[8 - size..]);
            } else {
                to.extend(&number.to_le_bytes()[..*size]);
            }
        }
    }
}

/// A program of glibc for amd64, which needs these versions of the C library.
pub(crate) fn glibc_program(versions: &[(&str, bool)]) -> Vec<u8> {
    ElfFile {
        machine: AMD64,
        entry: 0x1000,
        interpreter: Some("/lib64/ld-linux-x86-64.so.2"),
        needed: &["libgcc_s.so.1", "libc.so.6", "ld-linux-x86-64.so.2"],
        needed_versions: &[("libc.so.6", versions)],
        ..ElfFile::default()
    }
    .bytes()
}

/// A library for amd64.
pub(crate) fn library(soname: &str, versions: &[&str]) -> Vec<u8> {
    ElfFile { machine: AMD64, soname: Some(soname), versions, ..ElfFile::default() }.bytes()
}

/// An archive that is to be written, as other tools do it.
#[derive(Default)]
pub(crate) struct Archive(Vec<u8>);

impl Archive {
    pub(crate) fn file(self, path: &str, content: &[u8]) -> Self {
        self.entry(EntryType::Regular, path, "", content)
    }

    pub(crate) fn folder(self, path: &str) -> Self {
        self.entry(EntryType::Directory, path, "", b"")
    }

    pub(crate) fn link(self, path: &str, target: &str) -> Self {
        self.entry(EntryType::Symlink, path, target, b"")
    }

    pub(crate) fn hard_link(self, path: &str, target: &str) -> Self {
        self.entry(EntryType::Link, path, target, b"")
    }

    fn entry(mut self, kind: EntryType, path: &str, target: &str, content: &[u8]) -> Self {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_mode(0o644);
        header.set_size(content.len() as u64);
        header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
        header.set_link_name_literal(target).unwrap();
        header.set_cksum();
        self.0.extend(header.as_bytes());
        self.0.extend(content);
        self.0.resize(self.0.len().next_multiple_of(512), 0);
        self
    }

    /// Any bytes.
    pub(crate) fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend(bytes);
        self
    }

    /// With the two blocks that end it.
    pub(crate) fn bytes(mut self) -> Vec<u8> {
        self.0.resize(self.0.len() + 1024, 0);
        self.0
    }
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// What is in an archive: path, mode, content or target.
pub(crate) fn entries(archive: &[u8]) -> Vec<(String, u32, String)> {
    let mut archive = tar::Archive::new(archive);
    let entry = |entry: std::io::Result<tar::Entry<'_, _>>| {
        let mut entry = entry.unwrap();
        let header = entry.header();
        assert_eq!((header.uid().unwrap(), header.gid().unwrap(), header.mtime().unwrap()), (0, 0, 0));
        let path = String::from_utf8(entry.path_bytes().into_owned()).unwrap();
        let mode = header.mode().unwrap();
        let mut content = String::new();
        match entry.link_name().unwrap() {
            Some(target) => content = format!("-> {}", target.display()),
            None => drop(entry.read_to_string(&mut content).unwrap()),
        }
        (path, mode, content)
    };
    archive.entries().unwrap().map(entry).collect()
}

/// Layers by their digests, and how often each was read.
#[derive(Default)]
pub(crate) struct Memory {
    layers: HashMap<String, Vec<u8>>,
    pub(crate) opened: RefCell<Vec<String>>,
}

impl Layers for Memory {
    fn open(&self, repository: &str, layer: &Descriptor) -> Result<Box<dyn Read + '_>, LayerError> {
        assert_eq!(repository, "registry.example.com/bases/debian");
        let digest = layer.digest().to_string();
        self.opened.borrow_mut().push(digest.clone());
        let bytes = self.layers.get(&digest).ok_or("the registry does not answer")?;
        Ok(Box::new(bytes.as_slice()))
    }
}

impl Memory {
    pub(crate) fn insert(&mut self, bytes: Vec<u8>) -> Descriptor {
        let digest = sha256(&bytes);
        let descriptor = Descriptor::new(MediaType::ImageLayerGzip, bytes.len() as u64, digest.clone());
        self.layers.insert(digest.to_string(), bytes);
        descriptor
    }

    pub(crate) fn replace(&mut self, layer: &Descriptor, bytes: Vec<u8>) {
        self.layers.insert(layer.digest().to_string(), bytes);
    }

    /// A base for amd64 with these layers, whose configuration has what `config` says.
    pub(crate) fn base(&mut self, layers: Vec<Vec<u8>>, config: &Value) -> BaseImage {
        let layers: Vec<Descriptor> = layers.into_iter().map(|layer| self.insert(layer)).collect();
        let diff_ids: Vec<_> = layers.iter().map(|layer| json!(layer.digest().as_ref())).collect();
        let history: Vec<_> = layers.iter().map(|_| json!({ "created_by": "a builder" })).collect();
        let mut document = json!({
            "os": "linux", "architecture": "amd64", "created": "2020-02-02T00:00:00Z", "history": history,
            "rootfs": { "type": "layers", "diff_ids": diff_ids },
        });
        document.as_object_mut().unwrap().extend(config.as_object().unwrap().clone());
        let config_bytes = document.to_string().into_bytes();
        let descriptor =
            Descriptor::new(MediaType::ImageConfig, config_bytes.len() as u64, sha256(&config_bytes));
        let manifest = json!({ "schemaVersion": 2, "config": descriptor, "layers": layers });
        let manifest_bytes = manifest.to_string();
        BaseImage {
            reference: "registry.example.com/bases/debian:12".to_owned(),
            repository: "registry.example.com/bases/debian".to_owned(),
            digest: sha256(manifest_bytes.as_bytes()),
            manifest: ImageManifest::from_reader(manifest_bytes.as_bytes()).unwrap(),
            config: ImageConfiguration::from_reader(config_bytes.as_slice()).unwrap(),
            config_bytes,
        }
    }
}
