//! An image as files of this machine: a folder in the image layout, and an archive that Docker, Podman and skopeo load.
//!
//! Source: the OCI image specification v1.1, `image-layout.md`; the archive has what `docker save` writes as well.

use super::digest::Hashing;
use super::manifest::described;
use super::{Blob, Built, Content, Image, Layers, OciError, Platform, json};
use crate::storage::{self, Scratch};
use oci_spec::image::{Descriptor, ImageIndexBuilder, MediaType, OciLayoutBuilder, SCHEMA_VERSION};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tar::{Builder, EntryType, Header};

/// An image that is to be written, and where the bytes of its base are.
pub(crate) struct Layout<'b> {
    built: &'b Built,
    /// The reference, with its tag if it has one.
    reference: &'b str,
    tag: Option<&'b str>,
    layers: &'b dyn Layers,
}

impl<'b> Layout<'b> {
    /// An image with a reference, whose tag this is.
    pub(crate) fn new(
        built: &'b Built,
        reference: &'b str,
        tag: Option<&'b str>,
        layers: &'b dyn Layers,
    ) -> Self {
        Layout { built, reference, tag, layers }
    }

    /// Writes a folder. It is complete or not there at all. One that is a layout already, or empty, is replaced.
    pub(crate) fn write_folder(&self, to: &Path) -> Result<(), OciError> {
        check_replaced(to)?;
        let failed = || OciError::file("write the image", to);
        let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(failed())?;
        let scratch = Scratch::within(parent);
        let beside = scratch.folder().map_err(io::Error::other).map_err(failed())?;
        // That folder is its user's alone; the one in it is as open as any other.
        let new = beside.join("new");
        fs::create_dir_all(new.join(BLOBS)).map_err(failed())?;
        for (path, blob) in self.blobs() {
            let mut file = File::create(new.join(&path)).map_err(failed())?;
            self.copy(blob, &mut file, to)?;
        }
        fs::write(new.join("index.json"), self.index()).map_err(failed())?;
        // A folder with this file is a layout, so it is the last one.
        fs::write(new.join("oci-layout"), marker()).map_err(failed())?;
        if to.exists() {
            fs::rename(to, beside.join("old")).map_err(failed())?;
        }
        fs::rename(new, to).map_err(failed())
    }

    /// Writes an archive. It is complete or not there at all.
    pub(crate) fn write_archive(&self, to: &Path) -> Result<(), OciError> {
        // What fails within is told as it is; `save` wants the error of a file.
        let mut fault = None;
        let saved = storage::save(to, |file| {
            self.archive(io::BufWriter::with_capacity(1 << 16, file), to).map_err(|error| {
                fault = Some(error);
                io::Error::other("the image can't be read")
            })
        });
        match fault {
            Some(error) => Err(error),
            None => saved.map_err(OciError::file("write the image", to)),
        }
    }

    fn archive(&self, file: impl Write, to: &Path) -> Result<(), OciError> {
        let failed = || OciError::file("write the image", to);
        let mut archive = Builder::new(file);
        append(&mut archive, "oci-layout", &marker()).map_err(failed())?;
        for folder in ["blobs", BLOBS] {
            let mut header = header(EntryType::Directory, 0o755, 0);
            archive.append_data(&mut header, format!("{folder}/"), io::empty()).map_err(failed())?;
        }
        for (path, blob) in self.blobs() {
            let mut header = header(EntryType::Regular, 0o644, blob.descriptor.size());
            header.set_path(&path).map_err(failed())?;
            header.set_cksum();
            let file = archive.get_mut();
            file.write_all(header.as_bytes()).map_err(failed())?;
            self.copy(blob, file, to)?;
            let padding = usize::try_from(blob.descriptor.size().wrapping_neg() % BLOCK).unwrap_or(0);
            file.write_all(&[0; 512][..padding]).map_err(failed())?;
        }
        append(&mut archive, "index.json", &self.index()).map_err(failed())?;
        append(&mut archive, "manifest.json", &self.docker_manifest()).map_err(failed())?;
        archive.into_inner().and_then(|mut file| file.flush()).map_err(failed())
    }

    /// All blobs, each once, by the paths that they get.
    fn blobs(&self) -> BTreeMap<String, &'b Blob> {
        let images = self.built.images.iter();
        let blobs = images.flat_map(|image| image.layers.iter().chain([&image.config, &image.manifest]));
        blobs.chain(&self.built.index).map(|blob| (path(&blob.descriptor), blob)).collect()
    }

    /// Writes the bytes of a blob, if they are those that its digest names.
    fn copy(&self, blob: &Blob, to: &mut dyn Write, into: &Path) -> Result<(), OciError> {
        let mut hashing = Hashing::new(to);
        let (mut bytes, base): (Box<dyn Read + '_>, _) = match &blob.content {
            Content::Bytes(bytes) => (Box::new(bytes.as_slice()), None),
            Content::File(path) => {
                (Box::new(File::open(path).map_err(OciError::file("read the layer", path))?), None)
            }
            Content::Base(repository) => {
                let opened = self.layers.open(repository, &blob.descriptor);
                (opened.map_err(|error| layer(repository, blob, error))?, Some(repository))
            }
        };
        copy_all(&mut *bytes, &mut hashing).map_err(|fault| match (fault, base) {
            (Fault::Read(error), Some(base)) => layer(base, blob, error.into()),
            (Fault::Read(error) | Fault::Write(error), _) => OciError::file("write the image", into)(error),
        })?;
        let (_, digest, size) = hashing.finish();
        if (&digest, size) != (blob.descriptor.digest(), blob.descriptor.size()) {
            let other = format!("its bytes have another digest or size: {digest}, and {size} bytes");
            return Err(layer(base.map_or("", String::as_str), blob, other.into()));
        }
        Ok(())
    }

    /// The file in which readers begin: what the reference names.
    fn index(&self) -> Vec<u8> {
        let mut root = match (&self.built.index, self.built.images.first()) {
            (Some(index), _) => index.descriptor.clone(),
            (None, Some(image)) => described(image),
            (None, None) => return Vec::new(),
        };
        let mut names = HashMap::from([("io.containerd.image.name".to_owned(), self.reference.to_owned())]);
        if let Some(tag) = self.tag {
            names.insert("org.opencontainers.image.ref.name".to_owned(), tag.to_owned());
        }
        root.set_annotations(Some(names));
        let index = ImageIndexBuilder::default()
            .schema_version(SCHEMA_VERSION)
            .media_type(MediaType::ImageIndex)
            .manifests([root])
            .build()
            .expect("all that an index needs");
        json::bytes(&index)
    }

    /// The file in which Docker begins. It takes one image of a name: that of this machine, if there is one.
    fn docker_manifest(&self) -> Vec<u8> {
        let images = &self.built.images;
        let own = Platform::own().architecture;
        let is_own = |image: &&Image| image.platform.architecture == own;
        let Some(image) = images.iter().find(is_own).or(images.first()) else { return Vec::new() };
        let layers: Vec<String> = image.layers.iter().map(|layer| path(&layer.descriptor)).collect();
        let tags: Vec<&str> = self.tag.iter().map(|_| self.reference).collect();
        json::bytes(
            &json!([{ "Config": path(&image.config.descriptor), "RepoTags": tags, "Layers": layers }]),
        )
    }
}

const BLOBS: &str = "blobs/sha256";
/// What an archive's files are padded to.
const BLOCK: u64 = 512;

fn path(descriptor: &Descriptor) -> String {
    let digest = descriptor.digest();
    format!("blobs/{}/{}", digest.algorithm(), digest.digest())
}

fn marker() -> Vec<u8> {
    json::bytes(&OciLayoutBuilder::default().image_layout_version("1.0.0").build().expect("a version"))
}

fn check_replaced(to: &Path) -> Result<(), OciError> {
    let Ok(mut items) = fs::read_dir(to) else {
        return if to.exists() { Err(in_the_way(to, "it is a file")) } else { Ok(()) };
    };
    if to.join("oci-layout").is_file() || items.next().is_none() {
        return Ok(());
    }
    Err(in_the_way(to, "it has files in it that are no image"))
}

fn in_the_way(to: &Path, why: &str) -> OciError {
    let to: PathBuf = to.into();
    OciError::Wrong(format!(
        "the image can't be written to the folder `{}`: {why}; name another folder",
        to.display()
    ))
}

fn header(kind: EntryType, mode: u32, size: u64) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_mode(mode);
    header.set_size(size);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    header
}

fn append(archive: &mut Builder<impl Write>, path: &str, bytes: &[u8]) -> io::Result<()> {
    archive.append_data(&mut header(EntryType::Regular, 0o644, bytes.len() as u64), path, bytes)
}

fn layer(base: &str, blob: &Blob, error: super::LayerError) -> OciError {
    OciError::Layer { base: base.to_owned(), layer: blob.descriptor.digest().clone(), error }
}

/// Which side of a copy failed.
enum Fault {
    Read(io::Error),
    Write(io::Error),
}

fn copy_all(from: &mut dyn Read, to: &mut dyn Write) -> Result<(), Fault> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => to.write_all(&buffer[..count]).map_err(Fault::Write)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Fault::Read(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Memory;
    use super::super::{BaseImage, built, image, sha256};
    use super::*;
    use serde_json::Value;

    const REFERENCE: &str = "registry.example.com/team/app:v1";

    /// An image on a base, for each platform.
    fn image_on(base: &BaseImage, platforms: &[&str], folder: &Path) -> Built {
        let images = platforms.iter().map(|platform| {
            let path = folder.join("layer");
            fs::write(&path, "our own layer").unwrap();
            let descriptor = Descriptor::new(MediaType::ImageLayerGzip, 13, sha256(b"our own layer"));
            let own = vec![Blob { descriptor, content: Content::File(path) }];
            let config = json::blob(MediaType::ImageConfig, &json!({ "architecture": platform }));
            image(platform.parse().unwrap(), Some(base), config, own, &BTreeMap::new())
        });
        built(images.collect(), &BTreeMap::new()).unwrap()
    }

    fn base() -> (Memory, BaseImage) {
        let mut memory = Memory::default();
        let base = memory.base(vec![b"lowest".to_vec()], &json!({}));
        (memory, base)
    }

    /// The files of a folder.
    fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut waiting = vec![folder.to_owned()];
        while let Some(next) = waiting.pop() {
            for item in fs::read_dir(next).unwrap().map(|item| item.unwrap().path()) {
                if item.is_dir() {
                    waiting.push(item);
                } else {
                    let path = item.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                    files.insert(path, fs::read(item).unwrap());
                }
            }
        }
        files
    }

    fn json_of(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Value {
        serde_json::from_slice(&files[path]).unwrap()
    }

    fn blob_path(descriptor: &Value) -> String {
        format!("blobs/{}", descriptor["digest"].as_str().unwrap().replace(':', "/"))
    }

    #[test]
    fn a_folder_has_every_blob_under_its_digest() {
        let (memory, base) = base();
        let folder = tempfile::tempdir().unwrap();
        let built = image_on(&base, &["linux/amd64"], folder.path());
        let to = folder.path().join("deep/image");
        Layout::new(&built, REFERENCE, Some("v1"), &memory).write_folder(&to).unwrap();
        let files = files(&to);
        assert_eq!(json_of(&files, "oci-layout"), json!({ "imageLayoutVersion": "1.0.0" }));
        let root = json_of(&files, "index.json")["manifests"][0].clone();
        assert_eq!(root["annotations"]["org.opencontainers.image.ref.name"], "v1");
        assert_eq!(root["annotations"]["io.containerd.image.name"], REFERENCE);
        assert_eq!(root["platform"], json!({ "os": "linux", "architecture": "amd64" }));
        let manifest = json_of(&files, &blob_path(&root));
        let layers = manifest["layers"].as_array().unwrap();
        let contents: Vec<_> = layers.iter().map(|layer| files[&blob_path(layer)].as_slice()).collect();
        assert_eq!(contents, [&b"lowest"[..], b"our own layer"]);
        assert!(files.contains_key(&blob_path(&manifest["config"])));
        assert_eq!(files.len(), 6);
        for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("blobs/")) {
            assert!(path.ends_with(sha256(bytes).digest()), "{path}");
        }
        // Nothing else is left beside it.
        assert_eq!(fs::read_dir(to.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn an_archive_has_the_same_files_and_docker_s() {
        let (memory, base) = base();
        let folder = tempfile::tempdir().unwrap();
        let own = Platform::own().to_string();
        let built = image_on(&base, &["linux/s390x", &own], folder.path());
        let layout = Layout::new(&built, REFERENCE, Some("v1"), &memory);
        let archives = ["one.tar", "two.tar"].map(|name| {
            let path = folder.path().join(name);
            layout.write_archive(&path).unwrap();
            fs::read(path).unwrap()
        });
        assert_eq!(archives[0], archives[1]);
        let mut archive = tar::Archive::new(archives[0].as_slice());
        let mut found = BTreeMap::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            found.insert(entry.path().unwrap().to_str().unwrap().to_owned(), bytes);
        }
        let docker: Value = serde_json::from_slice(&found.remove("manifest.json").unwrap()).unwrap();
        let [config, first, last] = [&docker[0]["Config"], &docker[0]["Layers"][0], &docker[0]["Layers"][1]]
            .map(|path| path.as_str().unwrap());
        assert_eq!(docker[0]["RepoTags"], json!([REFERENCE]));
        assert_eq!(
            (found[first].as_slice(), found[last].as_slice()),
            (&b"lowest"[..], &b"our own layer"[..])
        );
        assert_eq!(json_of(&found, config)["architecture"], own);
        assert!(found.remove("blobs/").is_some() && found.remove("blobs/sha256/").is_some());
        let to = folder.path().join("image");
        layout.write_folder(&to).unwrap();
        assert_eq!(files(&to), found);
        let root = json_of(&found, "index.json")["manifests"][0].clone();
        let index = json_of(&found, &blob_path(&root));
        assert_eq!(index["manifests"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn an_image_without_a_tag_has_no_name() {
        let (memory, base) = base();
        let folder = tempfile::tempdir().unwrap();
        let built = image_on(&base, &["linux/amd64"], folder.path());
        let layout = Layout::new(&built, "registry.example.com/app@sha256:1", None, &memory);
        assert_eq!(
            serde_json::from_slice::<Value>(&layout.docker_manifest()).unwrap()[0]["RepoTags"],
            json!([])
        );
        let index: Value = serde_json::from_slice(&layout.index()).unwrap();
        assert!(index["manifests"][0]["annotations"].get("org.opencontainers.image.ref.name").is_none());
    }

    #[test]
    fn only_an_image_is_replaced() {
        let (memory, base) = base();
        let folder = tempfile::tempdir().unwrap();
        let built = image_on(&base, &["linux/amd64"], folder.path());
        let layout = Layout::new(&built, REFERENCE, Some("v1"), &memory);
        let to = folder.path().join("image");
        fs::create_dir(&to).unwrap();
        layout.write_folder(&to).unwrap();
        fs::write(to.join("blobs/sha256/old"), "of the last image").unwrap();
        layout.write_folder(&to).unwrap();
        assert_eq!(files(&to).len(), 6);

        let other = folder.path().join("thesis");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("chapter"), "mine").unwrap();
        for path in [other.clone(), other.join("chapter")] {
            let error = layout.write_folder(&path).unwrap_err();
            assert!(error.is_mistake() && error.to_string().contains("name another folder"), "{error}");
        }
        assert_eq!(files(&other).len(), 1);
    }

    #[test]
    fn a_layer_that_fails_or_lies_leaves_nothing() {
        let (mut memory, base) = base();
        let folder = tempfile::tempdir().unwrap();
        let built = image_on(&base, &["linux/amd64"], folder.path());
        let layer = base.manifest.layers()[0].clone();
        for (bytes, why) in [(Some(b"Lowest".to_vec()), "another digest"), (None, "does not answer")] {
            match bytes {
                Some(bytes) => memory.replace(&layer, bytes),
                None => memory = Memory::default(),
            }
            let layout = Layout::new(&built, REFERENCE, Some("v1"), &memory);
            let to = folder.path().join("out");
            fs::create_dir_all(&to).unwrap();
            for error in [
                layout.write_folder(&to.join("image")).unwrap_err(),
                layout.write_archive(&to.join("image.tar")).unwrap_err(),
            ] {
                assert!(
                    !error.is_mistake() && error.to_string().contains(layer.digest().as_ref()),
                    "{error}"
                );
                assert!(std::error::Error::source(&error).unwrap().to_string().contains(why), "{error:?}");
            }
            assert!(files(&to).is_empty());
            assert_eq!(fs::read_dir(&to).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_platform_has_a_descriptor() {
        let (_, base) = base();
        let folder = tempfile::tempdir().unwrap();
        let built = image_on(&base, &["linux/arm/v7"], folder.path());
        let platform = described(&built.images[0]).platform().clone().unwrap();
        let text = format!(
            "{}/{}/{}",
            platform.os(),
            platform.architecture(),
            platform.variant().as_deref().unwrap()
        );
        assert_eq!(text.parse::<Platform>().unwrap(), built.images[0].platform);
    }
}
