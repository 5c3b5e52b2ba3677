//! An image of this program: for each platform a base, the recipe's files, and the program on top.

use crate::oci::{
    self, BaseFiles, BaseImage, Binary, Built, Folders, Image, Layer, Layers, Linkage, OciError, Place,
    Platform, Settings, Tree,
};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// What is put into an image, and what it says about itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recipe {
    /// The program's path in the image.
    pub(crate) program: String,
    /// Files and folders of this machine, and their paths in the image.
    pub(crate) files: Vec<(PathBuf, String)>,
    pub(crate) env: Vec<(String, String)>,
    /// The base's if it is empty.
    pub(crate) user: String,
    /// The base's if it is empty.
    pub(crate) working_dir: String,
    /// What comes before a container's arguments, which begin with the program's path. `None` is what the base has.
    ///
    /// Flyte sets only arguments, so a base's entrypoint is called with them. That of Spark has to stay: its driver and its executors
    /// are started by it. An image from scratch has none.
    pub(crate) entrypoint: Option<Vec<String>>,
    /// Labels and annotations.
    pub(crate) labels: BTreeMap<String, String>,
    /// When the image was made: [`oci::created`].
    pub(crate) created: String,
}

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
    for (part, binary) in parts.iter().zip(&binaries) {
        let linkage = linkage(recipe, part, binary, &files, layers, bases)?;
        let folders = if part.base.is_some() { Folders::LeftToBase } else { Folders::Written };
        let mut own = Vec::with_capacity(2);
        if !files.is_empty() {
            own.push(oci::layer(&files, folders, into)?);
        }
        let mut program = Tree::default();
        program.program(&part.binary, &recipe.program)?;
        files.check_beside(&program)?;
        own.push(oci::layer(&program, folders, into)?);
        images.push(image(recipe, part, &own)?);
        facts.push(Facts { linkage, own });
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
    files: &Tree,
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
    found.add_tree(files)?;
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
