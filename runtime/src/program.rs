//! What `aileron::main!()` knows about the program.

#[cfg(feature = "remote")]
use std::{io, path::PathBuf};

/// Facts about the program that `main!` collects.
#[derive(Debug)]
pub struct ProgramInfo {
    /// The binary's name.
    pub name: &'static str,
    /// The package's version.
    pub version: &'static str,
    /// The package's description; may be empty.
    pub about: &'static str,
    /// The path of the binary in its images; if empty, `/usr/local/bin/` and its name.
    pub binary: &'static str,
    /// The configured images: name and reference. The reference may be empty.
    pub images: &'static [(&'static str, &'static str)],
    /// The images that are built of this program.
    pub builds: &'static [BuildInfo],
}

/// An image that is built of a base and this program, as Cargo.toml describes it.
#[derive(Debug)]
pub struct BuildInfo {
    /// A reference or a template, as tasks name it.
    pub image: &'static str,
    /// The image below; empty for scratch.
    pub base: &'static str,
    /// Files and folders: their paths from `folder`, and in the image.
    pub files: &'static [(&'static str, &'static str)],
    /// Environment variables.
    pub env: &'static [(&'static str, &'static str)],
    /// The base's if it is empty.
    pub user: &'static str,
    /// The base's if it is empty.
    pub working_dir: &'static str,
    /// What comes before a container's arguments; nothing is the base's.
    pub entrypoint: Option<&'static [&'static str]>,
    /// Labels and annotations.
    pub labels: &'static [(&'static str, &'static str)],
    /// What it is built for; if empty, Linux and the architecture of the machine that builds.
    pub platforms: &'static [&'static str],
    /// From the package's folder to that of the Cargo.toml which describes it: empty, or `../`.
    pub folder: &'static str,
}

impl ProgramInfo {
    /// In a test, there is no program.
    pub(crate) const NONE: &ProgramInfo =
        &ProgramInfo { name: "", version: "", about: "", binary: "", images: &[], builds: &[] };

    /// The path of the binary in its images: the first argument of every container.
    pub(crate) fn binary(&self) -> String {
        if self.binary.is_empty() { format!("/usr/local/bin/{}", self.name) } else { self.binary.to_owned() }
    }
}

/// The file of this program. Linux has the one that runs even if another has replaced it.
#[cfg(feature = "remote")]
pub(crate) fn own_file() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { std::env::current_exe() }
}
