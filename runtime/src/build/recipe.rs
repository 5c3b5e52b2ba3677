//! What Cargo.toml says of an image, as it is built on this machine.

use crate::oci::{OciError, Platform};
use crate::program::{BuildInfo, ProgramInfo};
use std::collections::BTreeMap;
use std::path::PathBuf;

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
    /// When the image was made: `oci::created`.
    pub(crate) created: String,
}

impl Recipe {
    /// The recipe of an image, whose files are in the first of these folders that has them.
    ///
    /// # Errors
    /// Fails if a file is in none of them.
    pub(crate) fn new(
        program: &ProgramInfo,
        build: &BuildInfo,
        folders: &[PathBuf],
        created: String,
    ) -> Result<Self, OciError> {
        let pairs = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(one, two)| ((*one).to_owned(), (*two).to_owned())).collect()
        };
        let find = |(from, to): &(&str, &str)| Ok((find(from, build.folder, folders)?, (*to).to_owned()));
        let words = |words: &&[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let mut labels = own_labels(program);
        labels.extend(build.labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        Ok(Recipe {
            program: program.binary(),
            files: build.files.iter().map(find).collect::<Result<_, OciError>>()?,
            env: pairs(build.env),
            user: build.user.to_owned(),
            working_dir: build.working_dir.to_owned(),
            entrypoint: build.entrypoint.as_ref().map(words),
            labels,
            created,
        })
    }
}

/// The platforms that an image is built for.
pub(crate) fn platforms(build: &BuildInfo) -> Result<Vec<Platform>, OciError> {
    if build.platforms.is_empty() {
        return Ok(vec![Platform::own()]);
    }
    build.platforms.iter().map(|text| text.parse().map_err(OciError::Wrong)).collect()
}

/// Where the package's folder may be: where cargo has started this program, and where the user is.
pub(crate) fn package_folders() -> Vec<PathBuf> {
    let cargo = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    cargo.into_iter().chain(std::env::current_dir()).collect()
}

/// What the package says of the program.
fn own_labels(program: &ProgramInfo) -> BTreeMap<String, String> {
    let labels = [("title", program.name), ("version", program.version), ("description", program.about)];
    let said = labels.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(name, value)| (format!("org.opencontainers.image.{name}"), value.to_owned())).collect()
}

/// A file of the package. `folder` is the way from the package to the Cargo.toml that names the file; a user may be there, too.
fn find(file: &str, folder: &str, folders: &[PathBuf]) -> Result<PathBuf, OciError> {
    let inside = |root: &PathBuf| [root.join(folder).join(file), root.join(file)];
    if let Some(found) = folders.iter().flat_map(inside).find(|path| path.exists()) {
        return Ok(found);
    }
    let mut looked: Vec<String> = folders
        .iter()
        .map(|root| format!("`{}`", root.join(folder).components().as_path().display()))
        .collect();
    looked.dedup();
    Err(OciError::Wrong(format!(
        "the image has the file or folder `{file}`, which is not there: paths of `files` begin in the folder of their Cargo.toml, and \
         {} was looked at. Run this program with `cargo run`, or in that folder",
        looked.join(" and ")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    static PROGRAM: ProgramInfo =
        ProgramInfo { name: "app", version: "1.2.3", about: "", binary: "", images: &[], builds: &[] };

    const BUILD: BuildInfo = BuildInfo {
        image: "acme/app:v1",
        base: "",
        files: &[("assets/", "/opt/assets"), ("/etc/hostname", "/opt/name")],
        env: &[("B", "2"), ("A", "1")],
        user: "185",
        working_dir: "/opt",
        entrypoint: Some(&["/init"]),
        labels: &[("org.opencontainers.image.version", "v1"), ("team", "ours")],
        platforms: &[],
        folder: "../",
    };

    #[test]
    fn a_recipe_has_what_the_manifest_and_the_package_say() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("member")).unwrap();
        fs::create_dir_all(root.path().join("assets")).unwrap();
        let build = BuildInfo { files: &[("assets/", "/opt/assets")], ..BUILD };
        let of = |folders: &[PathBuf]| Recipe::new(&PROGRAM, &build, folders, "now".to_owned());
        let recipe = of(&[root.path().join("member")]).unwrap();
        assert_eq!(recipe.files, [(root.path().join("member/../assets/"), "/opt/assets".to_owned())]);
        assert_eq!(recipe.program, "/usr/local/bin/app");
        assert_eq!(
            recipe.env,
            [("B", "2"), ("A", "1")].map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert_eq!(
            (recipe.user.as_str(), recipe.working_dir.as_str(), recipe.created.as_str()),
            ("185", "/opt", "now")
        );
        assert_eq!(recipe.entrypoint, Some(vec!["/init".to_owned()]));
        let labels = [
            ("org.opencontainers.image.title", "app"),
            ("org.opencontainers.image.version", "v1"),
            ("team", "ours"),
        ];
        assert_eq!(recipe.labels, labels.map(|(name, value)| (name.to_owned(), value.to_owned())).into());

        // In the folder of the manifest itself, and where only the second folder has the files.
        for folders in
            [vec![root.path().to_owned()], vec![root.path().join("absent"), root.path().join("member")]]
        {
            assert!(of(&folders).unwrap().files[0].0.exists());
        }
        let error = of(&[root.path().join("absent")]).unwrap_err();
        assert!(error.is_mistake() && error.to_string().contains("the file or folder `assets/`"), "{error}");
    }

    #[test]
    fn an_image_is_for_linux_and_this_machine_unless_platforms_are_named() {
        let named = platforms(&BuildInfo { platforms: &["linux/arm/v7", "linux/amd64"], ..BUILD }).unwrap();
        assert_eq!(
            named.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["linux/arm/v7", "linux/amd64"]
        );
        let [own] = &platforms(&BUILD).unwrap()[..] else { panic!() };
        assert_eq!(own.os, "linux");
        assert_eq!(own.architecture == "amd64", cfg!(target_arch = "x86_64"));
        assert!(platforms(&BuildInfo { platforms: &["linux"], ..BUILD }).unwrap_err().is_mistake());
    }

    #[test]
    fn files_are_looked_for_where_cargo_and_the_user_are() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(package_folders(), [PathBuf::from(env!("CARGO_MANIFEST_DIR")), here]);
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).is_absolute());
    }
}
