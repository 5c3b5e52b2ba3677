//! An image of this program: for each platform a base, the recipe's files, and the program on top.

use super::Recipe;
use crate::oci::{
    self, BaseFiles, BaseImage, Binary, Built, Folders, Image, Layer, Layers, Linkage, OciError, Place,
    Platform, Settings, Tree,
};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The image for one platform.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) platform: Platform,
    /// The program for this platform.
    pub(crate) binary: PathBuf,
    /// Nothing is scratch.
    pub(crate) base: Option<BaseImage>,
}

/// An image that was made.
#[derive(Clone, Debug)]
pub(crate) struct Assembled {
    pub(crate) built: Built,
    /// What is known of the image of each platform, in the order of [`Built::images`].
    pub(crate) facts: Vec<Facts>,
}

/// What is known of the image for one platform.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) linkage: Linkage,
    /// What comes before a container's arguments.
    pub(crate) entrypoint: Vec<String>,
    /// Our own layers, the lowest first: the files, if there are any, and the program.
    pub(crate) own: Vec<Layer>,
}

/// The files of bases that were read for their libraries, so that none is read twice.
#[derive(Debug, Default)]
pub(crate) struct Bases(HashMap<String, BaseFiles>);

/// Makes an image. Its layers become files of the folder `into`.
///
/// A base is read only if a program needs libraries of it. The files have a layer of their own below the program's, so that a changed
/// program is all that has to be sent.
///
/// # Errors
/// Fails if a program does not run on its platform or on its base, if a file can't be put into an image, and if a base can't be read.
pub(crate) fn assemble(
    recipe: &Recipe,
    parts: &[Part],
    layers: &dyn Layers,
    bases: &mut Bases,
    into: &Path,
) -> Result<Assembled, OciError> {
    // What costs nothing is checked first, for all platforms.
    let mut binaries = Vec::with_capacity(parts.len());
    for part in parts {
        check_user(recipe, part)?;
        let binary = Binary::read(&part.binary)?;
        binary.runs_on(&part.platform)?;
        binaries.push(binary);
    }
    let mut files = Tree::default();
    for (from, to) in &recipe.files {
        files.add(from, to)?;
    }
    let mut images = Vec::with_capacity(parts.len());
    let mut facts = Vec::with_capacity(parts.len());
    // The files are the same for all platforms, so their layer is made once.
    let mut below: Vec<(Folders, Layer)> = Vec::new();
    for (part, binary) in parts.iter().zip(&binaries) {
        let mut program = Tree::default();
        program.program(&part.binary, &recipe.program)?;
        if part.base.is_none() {
            program.temporary()?;
        }
        files.check_beside(&program)?;
        let linkage = linkage(recipe, part, binary, [&files, &program], layers, bases)?;
        let folders = if part.base.is_some() { Folders::LeftToBase } else { Folders::Written };
        let mut own = Vec::with_capacity(2);
        if !files.is_empty() {
            let made = match below.iter().find(|(of, _)| *of == folders) {
                Some((_, made)) => made.clone(),
                None => oci::layer(&files, folders, into)?,
            };
            below.push((folders, made.clone()));
            own.push(made);
        }
        own.push(oci::layer(&program, folders, into)?);
        images.push(image(recipe, part, &own)?);
        facts.push(Facts { linkage, entrypoint: entrypoint(recipe, part.base.as_ref()), own });
    }
    let built = oci::built(images, &recipe.labels)?;
    Ok(Assembled { built, facts })
}

fn image(recipe: &Recipe, part: &Part, own: &[Layer]) -> Result<Image, OciError> {
    let base = part.base.as_ref();
    let mut labels = recipe.labels.clone();
    if let Some(base) = base {
        labels.insert("org.opencontainers.image.base.name".to_owned(), base.reference.clone());
        labels.insert("org.opencontainers.image.base.digest".to_owned(), base.digest.to_string());
    }
    let settings = Settings {
        env: recipe.env.clone(),
        user: recipe.user.clone(),
        working_dir: recipe.working_dir.clone(),
        entrypoint: recipe.entrypoint.clone(),
        arguments: vec![recipe.program.clone()],
        labels,
        created: recipe.created.clone(),
    };
    let config = oci::config(&part.platform, base, &settings, own)?;
    let blobs = own.iter().map(|layer| layer.blob.clone()).collect();
    Ok(oci::image(part.platform.clone(), base, config, blobs, &settings.labels))
}

/// Checks that the program starts in the image.
fn linkage(
    recipe: &Recipe,
    part: &Part,
    binary: &Binary,
    trees: [&Tree; 2],
    layers: &dyn Layers,
    bases: &mut Bases,
) -> Result<Linkage, OciError> {
    if binary.is_static() {
        return Ok(Linkage::Static);
    }
    let mut found = match &part.base {
        Some(base) => bases.files(base, layers)?.clone(),
        None => BaseFiles::default(),
    };
    for tree in trees {
        found.add_tree(tree)?;
    }
    let place = Place {
        platform: &part.platform,
        base: part.base.as_ref().map(|base| base.reference.as_str()),
        files: &found,
        path: &recipe.program,
        library_path: library_path(recipe, part.base.as_ref()),
    };
    Ok(oci::fits(binary, place)?)
}

impl Bases {
    fn files(&mut self, base: &BaseImage, layers: &dyn Layers) -> Result<&BaseFiles, OciError> {
        let digest = base.digest.to_string();
        if !self.0.contains_key(&digest) {
            self.0.insert(digest.clone(), BaseFiles::read(base, layers)?);
        }
        Ok(&self.0[&digest])
    }
}

/// What comes before a container's arguments: the recipe's, else the base's.
fn entrypoint(recipe: &Recipe, base: Option<&BaseImage>) -> Vec<String> {
    let of_base = || base?.config.config().as_ref()?.entrypoint().clone();
    recipe.entrypoint.clone().or_else(of_base).unwrap_or_default()
}

/// Where the image's environment says that libraries are.
fn library_path<'r>(recipe: &'r Recipe, base: Option<&'r BaseImage>) -> &'r str {
    const NAME: &str = "LD_LIBRARY_PATH";
    let own = recipe.env.iter().find(|(name, _)| name == NAME).map(|(_, value)| value.as_str());
    let env = base.and_then(|base| base.config.config().as_ref()).and_then(|config| config.env().as_ref());
    let of_base = || env?.iter().find_map(|text| text.strip_prefix(NAME)?.strip_prefix('='));
    own.or_else(of_base).unwrap_or_default()
}

/// An image from scratch has no file that gives a name its number.
fn check_user(recipe: &Recipe, part: &Part) -> Result<(), OciError> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if part.base.is_some() || recipe.user.is_empty() || recipe.user.split(':').all(is_number) {
        return Ok(());
    }
    Err(OciError::Wrong(format!(
        "the user `{}` is a name, and an image from scratch has no users: write a number, such as `user = \"1000\"`",
        recipe.user
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oci::testing::{AMD64, Archive, ElfFile, Memory, glibc_program, gzip, library};
    use crate::oci::{Content, Misfit};
    use serde_json::{Value, json};
    use std::collections::BTreeMap;
    use std::fs;

    fn amd64() -> Platform {
        "linux/amd64".parse().unwrap()
    }

    /// A program that needs nothing.
    fn static_program(machine: u16) -> Vec<u8> {
        ElfFile { machine, entry: 1, ..ElfFile::default() }.bytes()
    }

    /// A folder with a file to put in and programs.
    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("assets")).unwrap();
        fs::write(folder.path().join("assets/words.txt"), "some words").unwrap();
        fs::write(folder.path().join("static"), static_program(AMD64)).unwrap();
        fs::write(folder.path().join("arm"), static_program(183)).unwrap();
        fs::write(folder.path().join("glibc"), glibc_program(&[("GLIBC_2.34", false)])).unwrap();
        folder
    }

    fn recipe(folder: &Path) -> Recipe {
        Recipe {
            program: "/usr/local/bin/app".to_owned(),
            files: vec![(folder.join("assets"), "/opt/app/assets".to_owned())],
            env: vec![("WORDS".to_owned(), "/opt/app/assets/words.txt".to_owned())],
            labels: BTreeMap::from([("org.opencontainers.image.title".to_owned(), "app".to_owned())]),
            created: oci::created(None).unwrap(),
            ..Recipe::default()
        }
    }

    fn part(folder: &Path, name: &str, base: Option<&BaseImage>) -> Part {
        Part { platform: amd64(), binary: folder.join(name), base: base.cloned() }
    }

    /// A base with the C library of this version.
    fn base(memory: &mut Memory, version: &str) -> BaseImage {
        let layer = Archive::default()
            .file("lib64/ld-linux-x86-64.so.2", &library("ld-linux-x86-64.so.2", &[]))
            .file("lib64/libc.so.6", &library("libc.so.6", &[version]));
        memory.base(vec![gzip(&layer.bytes())], &json!({ "config": { "Env": ["LD_LIBRARY_PATH=/opt/gcc"] } }))
    }

    fn make(recipe: &Recipe, parts: &[Part], memory: &Memory, into: &Path) -> Result<Assembled, OciError> {
        assemble(recipe, parts, memory, &mut Bases::default(), into)
    }

    fn document(blob: &oci::Blob) -> Value {
        let Content::Bytes(bytes) = &blob.content else { panic!("{blob:?}") };
        serde_json::from_slice(bytes).unwrap()
    }

    #[test]
    fn two_builds_in_two_folders_have_the_same_digests() {
        let mut memory = Memory::default();
        let base = base(&mut memory, "GLIBC_2.36");
        let built = [(), ()].map(|()| {
            // Each has files and programs of its own, which are younger than those of the other one.
            let folder = folder();
            let parts = [
                part(folder.path(), "static", Some(&base)),
                Part { platform: "linux/arm64".parse().unwrap(), ..part(folder.path(), "arm", None) },
            ];
            make(&recipe(folder.path()), &parts, &memory, folder.path()).unwrap().built
        });
        let root = |built: &Built| built.root().unwrap().descriptor.clone();
        assert_eq!(root(&built[0]), root(&built[1]));
        assert_eq!(built[0].images.len(), 2);
    }

    #[test]
    fn files_are_a_layer_below_the_program_and_no_base_is_read_for_a_static_one() {
        let mut memory = Memory::default();
        let base = base(&mut memory, "GLIBC_2.36");
        let folder = folder();
        let made = |recipe: &Recipe| {
            let parts = [part(folder.path(), "static", Some(&base))];
            make(recipe, &parts, &memory, folder.path()).unwrap()
        };
        let first = made(&recipe(folder.path()));
        assert_eq!((first.facts[0].own.len(), &first.facts[0].linkage), (2, &Linkage::Static));
        let layers = |assembled: &Assembled| {
            let layers = assembled.built.images[0].layers.iter();
            layers.map(|layer| layer.descriptor.clone()).collect::<Vec<_>>()
        };
        let expected: Vec<_> = first.facts[0].own.iter().map(|layer| layer.blob.descriptor.clone()).collect();
        assert_eq!(layers(&first)[1..], expected);
        let config = document(&first.built.images[0].config);
        assert_eq!(
            config["config"]["Env"],
            json!(["LD_LIBRARY_PATH=/opt/gcc", "WORDS=/opt/app/assets/words.txt"])
        );
        assert_eq!(config["config"]["Cmd"], json!(["/usr/local/bin/app"]));
        let expected = json!({
            "org.opencontainers.image.title": "app",
            "org.opencontainers.image.base.name": "registry.example.com/bases/debian:12",
            "org.opencontainers.image.base.digest": base.digest,
        });
        assert_eq!(config["config"]["Labels"], expected);
        assert_eq!(document(&first.built.images[0].manifest)["annotations"], expected);
        // A changed program changes the last layer alone.
        fs::write(folder.path().join("static"), [static_program(AMD64), b"changed".to_vec()].concat())
            .unwrap();
        let second = made(&recipe(folder.path()));
        assert_eq!(layers(&first)[..2], layers(&second)[..2]);
        assert_ne!(layers(&first)[2], layers(&second)[2]);
        let without = Recipe { files: Vec::new(), ..recipe(folder.path()) };
        assert_eq!(layers(&made(&without)).len(), 2);
        assert!(memory.opened.borrow().is_empty());
    }

    #[test]
    fn a_dynamic_program_is_held_against_its_base_which_is_read_once() {
        let mut memory = Memory::default();
        let newer = base(&mut memory, "GLIBC_2.34");
        let older = base(&mut memory, "GLIBC_2.31");
        let folder = folder();
        let gcc = folder.path().join("gcc");
        fs::write(&gcc, library("libgcc_s.so.1", &[])).unwrap();
        // The library that the base lacks comes with the files, where the base's environment says that libraries are.
        let mut recipe = recipe(folder.path());
        recipe.files.push((gcc, "/opt/gcc/libgcc_s.so.1".to_owned()));
        let mut bases = Bases::default();
        for _ in 0..2 {
            let parts = [part(folder.path(), "glibc", Some(&newer))];
            let assembled = assemble(&recipe, &parts, &memory, &mut bases, folder.path()).unwrap();
            let Linkage::Dynamic { libraries, .. } = &assembled.facts[0].linkage else {
                panic!("{assembled:?}")
            };
            assert_eq!(libraries, &["/lib64/libc.so.6", "/opt/gcc/libgcc_s.so.1"]);
        }
        assert_eq!(memory.opened.borrow().len(), 1);

        for base in [Some(&older), None] {
            let error =
                make(&recipe, &[part(folder.path(), "glibc", base)], &memory, folder.path()).unwrap_err();
            let OciError::Misfit(misfit) = &error else { panic!("{error:?}") };
            assert!(matches!(**misfit, Misfit::Lacks { .. }) && error.is_mistake(), "{error}");
        }
        recipe.env.push(("LD_LIBRARY_PATH".to_owned(), "/other".to_owned()));
        let error =
            make(&recipe, &[part(folder.path(), "glibc", Some(&newer))], &memory, folder.path()).unwrap_err();
        assert!(error.to_string().contains("needs the library `libgcc_s.so.1`"), "{error}");
    }

    #[test]
    fn a_program_for_another_platform_is_found_before_anything_is_made() {
        let folder = folder();
        let into = tempfile::tempdir().unwrap();
        let parts = [
            part(folder.path(), "static", None),
            Part { platform: "linux/arm64".parse().unwrap(), ..part(folder.path(), "static", None) },
        ];
        let error = make(&recipe(folder.path()), &parts, &Memory::default(), into.path()).unwrap_err();
        assert!(
            error.to_string().contains("does not run on linux/arm64: it is a program for linux/amd64"),
            "{error}"
        );
        assert_eq!(fs::read_dir(into.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_user_of_an_image_from_scratch_is_a_number() {
        let folder = folder();
        let make = |user: &str, base: Option<&BaseImage>| {
            let recipe = Recipe { user: user.to_owned(), ..recipe(folder.path()) };
            make(&recipe, &[part(folder.path(), "static", base)], &Memory::default(), folder.path())
        };
        for user in ["", "0", "1000", "185:0"] {
            make(user, None).unwrap();
        }
        for user in ["spark", "1000:users", ":"] {
            let error = make(user, None).unwrap_err();
            assert!(
                error.is_mistake() && error.to_string().contains(&format!("`{user}` is a name")),
                "{error}"
            );
        }
        make("spark", Some(&base(&mut Memory::default(), "GLIBC_2.36"))).unwrap();
    }

    #[test]
    fn an_image_from_scratch_has_a_folder_of_temporary_files_and_a_base_keeps_its_own() {
        let mut memory = Memory::default();
        let base = base(&mut memory, "GLIBC_2.36");
        let folder = folder();
        for (base, paths) in [
            (None, &["tmp/", "usr/", "usr/local/", "usr/local/bin/", "usr/local/bin/app"][..]),
            (Some(&base), &["usr/local/bin/app"]),
        ] {
            let parts = [part(folder.path(), "static", base)];
            let made = make(&recipe(folder.path()), &parts, &memory, folder.path()).unwrap();
            let Content::File(path) = &made.facts[0].own[1].blob.content else { panic!("{made:?}") };
            let layer = flate2::read::GzDecoder::new(fs::File::open(path).unwrap());
            let mut archive = tar::Archive::new(layer);
            let entries = archive.entries().unwrap().map(|entry| entry.unwrap().path().unwrap().into_owned());
            assert_eq!(entries.collect::<Vec<_>>(), paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_entrypoint_that_stays_is_told() {
        let folder = folder();
        let base = Memory::default().base(vec![], &json!({ "config": { "Entrypoint": ["git"] } }));
        for (own, base, told) in [
            (None, None, &[][..]),
            (None, Some(&base), &["git"]),
            (Some(&[][..]), Some(&base), &[]),
            (Some(&["/init"]), Some(&base), &["/init"]),
        ] {
            let entrypoint = own.map(|words| words.iter().map(ToString::to_string).collect());
            let recipe = Recipe { entrypoint, ..recipe(folder.path()) };
            let parts = [part(folder.path(), "static", base)];
            let made = make(&recipe, &parts, &Memory::default(), folder.path()).unwrap();
            assert_eq!(made.facts[0].entrypoint, told);
        }
    }

    #[test]
    fn a_file_can_t_take_the_program_s_path() {
        let folder = folder();
        let mut recipe = recipe(folder.path());
        recipe.files.push((folder.path().join("static"), "/usr/local/bin/app".to_owned()));
        let error = make(&recipe, &[part(folder.path(), "static", None)], &Memory::default(), folder.path())
            .unwrap_err();
        assert!(error.to_string().contains("`/usr/local/bin/app`"), "{error}");
    }
}
