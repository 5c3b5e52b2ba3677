//! Why a program does not start in an image, and what to build instead.

use super::Platform;
use std::fmt;
use std::path::PathBuf;

/// Why a program does not start in an image.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Misfit {
    /// The file is no program of Linux, but this.
    NoProgram { path: PathBuf, is: &'static str },
    /// Nothing is known of the platform's programs.
    UnknownPlatform { platform: Platform },
    /// It is for other processors: for these, if they are known.
    OtherPlatform { path: PathBuf, is: Option<&'static str>, wanted: Platform },
    /// The image lacks what the program is loaded with.
    Lacks { path: PathBuf, platform: Platform, base: Option<String>, lacks: Vec<Lack> },
}

/// One thing that a program needs and its image does not have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Lack {
    /// The program that loads it, and those of other C libraries that are there.
    Interpreter { path: String, others: Vec<String> },
    /// A library, and what needs it if that is not the program itself.
    Library { name: String, needed_by: Option<String> },
    /// Versions of a library that is there, and the latest one that it has.
    Versions { library: String, versions: Vec<String>, has: Option<String>, needed_by: Option<String> },
}

/// The target by which Rust builds a program that runs on any Linux of this platform.
fn target(platform: &Platform) -> Option<&'static str> {
    Some(match (platform.architecture.as_str(), platform.variant.as_deref()) {
        ("amd64", _) => "x86_64-unknown-linux-musl",
        ("arm64", _) => "aarch64-unknown-linux-musl",
        ("arm", Some("v5")) => "armv5te-unknown-linux-musleabi",
        ("arm", Some("v6")) => "arm-unknown-linux-musleabihf",
        ("arm", _) => "armv7-unknown-linux-musleabihf",
        ("386", _) => "i686-unknown-linux-musl",
        ("ppc64le", _) => "powerpc64le-unknown-linux-musl",
        ("s390x", _) => "s390x-unknown-linux-gnu",
        ("riscv64", _) => "riscv64gc-unknown-linux-musl",
        ("loong64", _) => "loongarch64-unknown-linux-musl",
        _ => return None,
    })
}

/// The command that builds such a program.
pub(crate) fn build_command(platform: &Platform) -> String {
    match target(platform) {
        // Rust has no prebuilt standard library for musl there.
        Some(target) if target.ends_with("-gnu") => {
            format!("RUSTFLAGS=\"-C target-feature=+crt-static\" cargo build --release --target {target}")
        }
        Some(target) => format!("cargo build --release --target {target}"),
        None => "cargo build --release --target …".to_owned(),
    }
}

/// What to do so that a program runs on a platform.
fn advice(f: &mut fmt::Formatter<'_>, platform: &Platform) -> fmt::Result {
    write!(
        f,
        "build it with `{}` and name the result with `--binary {platform}=PATH`",
        build_command(platform)
    )
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misfit::NoProgram { path, is } => {
                write!(f, "`{}` can't run in an image of Linux: it is {is}; ", path.display())?;
                advice(f, &Platform::own())
            }
            Misfit::UnknownPlatform { platform } => {
                write!(
                    f,
                    "what runs on the platform {platform} is not known here: programs of Rust run on "
                )?;
                f.write_str("linux/amd64, linux/arm64, linux/arm/v7, linux/386, linux/ppc64le, linux/s390x and linux/riscv64")
            }
            Misfit::OtherPlatform { path, is, wanted } => {
                write!(f, "`{}` does not run on {wanted}: it is a program for ", path.display())?;
                match is {
                    Some(architecture) => write!(f, "linux/{architecture}; ")?,
                    None => f.write_str("processors that are not known here; ")?,
                }
                advice(f, wanted)
            }
            Misfit::Lacks { path, platform, base, lacks } => {
                write!(f, "`{}` does not start in the image for {platform}: ", path.display())?;
                for (position, lack) in lacks.iter().enumerate() {
                    write!(f, "{}{lack}", if position == 0 { "" } else { ", and " })?;
                }
                match base {
                    Some(base) => {
                        write!(f, "; the base `{base}` does not have it. Take a base that does, or ")?;
                    }
                    None => f.write_str(
                        "; an image from scratch has nothing but what is put in. Name a base, or ",
                    )?,
                }
                advice(f, platform)
            }
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = |needed_by: &Option<String>| match needed_by {
            Some(library) => format!("its library `{library}`"),
            None => "it".to_owned(),
        };
        match self {
            Lack::Interpreter { path, others } => {
                write!(f, "it is loaded by `{path}`")?;
                match others.first() {
                    Some(other) => write!(f, " (there is `{other}`, of another C library)"),
                    None => Ok(()),
                }
            }
            Lack::Library { name, needed_by } => write!(f, "{} needs the library `{name}`", by(needed_by)),
            Lack::Versions { library, versions, has, needed_by } => {
                write!(f, "{} needs {} of `{library}`", by(needed_by), versions.join(", "))?;
                has.as_ref().map_or(Ok(()), |has| write!(f, ", which has {has} at most"))
            }
        }
    }
}
