//! Makes the images of a plan: fetches their bases, and puts this program on top.

use super::{Assembled, Bases, Part, PlanError, Recipe, Target, assemble, package_folders, platforms};
use crate::oci::{self, OciError, Platform, build_command};
use crate::program::{BuildInfo, ProgramInfo};
use crate::registry::{Fetched, Registries, RegistryError};
use crate::storage::{Scratch, StorageError};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::path::PathBuf;
use tokio::runtime::Runtime;

/// Makes images.
pub(crate) struct Maker<'r> {
    program: &'static ProgramInfo,
    /// The program for each platform.
    binaries: BTreeMap<Platform, PathBuf>,
    layers: Fetched<'r>,
    bases: Bases,
    /// Where layers are written. A signal removes it as well.
    folder: Scratch,
}

/// Why an image can't be built.
#[derive(Debug)]
pub(crate) enum BuildError {
    Plan(PlanError),
    Registry(RegistryError),
    Image(OciError),
    /// What is asked for can't be: what is wrong, why, and what to write instead.
    Wrong(String),
    /// There is no room for layers.
    NoFolder(StorageError),
}

impl BuildError {
    /// Whether the call or the configuration is wrong, rather than that something failed.
    pub(crate) fn is_of_call(&self) -> bool {
        match self {
            BuildError::Plan(_) | BuildError::Wrong(_) => true,
            BuildError::Registry(error) => error.is_of_call(),
            BuildError::Image(error) => error.is_mistake(),
            BuildError::NoFolder(_) => false,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Plan(error) => error.fmt(f),
            BuildError::Registry(error) => error.fmt(f),
            BuildError::Image(error) => error.fmt(f),
            BuildError::Wrong(message) => f.write_str(message),
            BuildError::NoFolder(_) => f.write_str("no folder can be made for the layers of images"),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            BuildError::Plan(error) => error.source(),
            BuildError::Registry(error) => error.source(),
            BuildError::Image(error) => error.source(),
            BuildError::Wrong(_) => None,
            BuildError::NoFolder(error) => Some(error),
        }
    }
}

impl From<PlanError> for BuildError {
    fn from(error: PlanError) -> Self {
        BuildError::Plan(error)
    }
}

impl From<RegistryError> for BuildError {
    fn from(error: RegistryError) -> Self {
        BuildError::Registry(error)
    }
}

impl From<OciError> for BuildError {
    fn from(error: OciError) -> Self {
        BuildError::Image(error)
    }
}

impl<'r> Maker<'r> {
    /// Prepares to make images of a program, of which there are these binaries besides the one that runs.
    pub(crate) fn new(
        program: &'static ProgramInfo,
        mut binaries: BTreeMap<Platform, PathBuf>,
        registries: Registries,
        runtime: &'r Runtime,
    ) -> Self {
        if cfg!(target_os = "linux")
            && let Ok(own) = std::env::current_exe()
        {
            binaries.entry(Platform::own()).or_insert(own);
        }
        let layers = Fetched { registries, runtime };
        Maker { program, binaries, layers, bases: Bases::default(), folder: Scratch::default() }
    }

    /// Where the layers of bases come from.
    pub(crate) fn layers(&self) -> &Fetched<'r> {
        &self.layers
    }

    /// Makes an image.
    ///
    /// # Errors
    /// Fails if there is no program for a platform, if it does not start in the image, if a file is not there, if the base can't be
    /// fetched, and if there is no room for layers.
    pub(crate) fn make(
        &mut self,
        target: &Target,
        build: &'static BuildInfo,
    ) -> Result<Assembled, BuildError> {
        let platforms = platforms(build)?;
        // What costs nothing is looked at before a base is fetched.
        let binaries = platforms.iter().map(|platform| self.binary(target, platform));
        let binaries = binaries.collect::<Result<Vec<_>, _>>()?;
        let created = oci::created(std::env::var_os(oci::SOURCE_DATE_EPOCH).as_deref())?;
        let recipe = Recipe::new(self.program, build, &package_folders(), created)?;
        let mut parts = Vec::with_capacity(platforms.len());
        for (platform, binary) in platforms.into_iter().zip(binaries) {
            let Fetched { registries, runtime } = &self.layers;
            let base = match target.base.as_str() {
                "" => None,
                base => Some(runtime.block_on(registries.base(base, &platform))?),
            };
            parts.push(Part { platform, binary, base });
        }
        let folder = self.folder.folder().map_err(BuildError::NoFolder)?;
        Ok(assemble(&recipe, &parts, &self.layers, &mut self.bases, folder)?)
    }

    fn binary(&self, target: &Target, platform: &Platform) -> Result<PathBuf, BuildError> {
        self.binaries.get(platform).cloned().ok_or_else(|| {
            BuildError::Wrong(format!(
                "the image `{}` is for {platform}, and this program is not: build it with `{}`, and name the result with `--binary \
                 {platform}=PATH`",
                target.reference,
                build_command(platform)
            ))
        })
    }
}
