//! The verb `image`. A program that was built without what it needs has it as well, and says so.

#[cfg(feature = "image")]
mod build;
#[cfg(feature = "image")]
mod list;
pub(super) mod options;
#[cfg(feature = "image")]
mod progress;
#[cfg(feature = "image")]
mod push;
#[cfg(feature = "image")]
mod shown;
#[cfg(feature = "image")]
mod work;

#[cfg(all(feature = "image", feature = "remote"))]
pub(super) use work::before_registration;

use super::failure::Failure;
use super::spec_options;
use crate::program::ProgramInfo;
#[cfg(all(not(feature = "image"), feature = "remote"))]
use crate::spec::{self, Specs};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::path::PathBuf;

pub(super) fn command() -> Command {
    Command::new("image")
        .about("Lists, builds and pushes the images of this program")
        .long_about(
            "Lists, builds and pushes the images of this program, without a daemon: an image is a base that a registry has, and one \
             layer on top with this program. `[[package.metadata.aileron.build]]` of Cargo.toml says which image is built from what",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand(list())
        .subcommand(build())
        .subcommand(push())
}

/// `--build`, of verbs that register.
pub(super) fn flag() -> Arg {
    Arg::new("build").long("build").action(ArgAction::SetTrue).help(
        "Builds and pushes the images of this program first, and registers their digests: what runs is what was pushed",
    )
}

/// `--build` needs what this program was built without.
#[cfg(all(not(feature = "image"), feature = "remote"))]
pub(super) fn before_registration(
    _: &'static ProgramInfo,
    matches: &ArgMatches,
    _: &Specs<'_>,
    _: &spec::Options,
    _: bool,
) -> Result<Option<spec::Options>, Failure> {
    if matches.get_flag("build") { Err(without_feature()) } else { Ok(None) }
}

fn list() -> Command {
    Command::new("list")
        .about("Lists each image, the tasks that use it, its base, and whether its registry has it")
        .arg(images())
        .arg(Arg::new("offline").long("offline").action(ArgAction::SetTrue).help("Asks no registry"))
        .arg(json())
        .args(options::of_registries())
        .args(spec_options::arguments())
}

fn build() -> Command {
    Command::new("build")
        .about("Builds images into files, and pushes nothing")
        .arg(images())
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help(
                    "Where to: a file that ends in `.tar` is an archive of one image, for `docker load`, `podman load` and `skopeo`; \
                     any other path is a folder, which gets an OCI layout for each image; by default the folder `images`",
                ),
        )
        .arg(dry_run("Writes nothing, and says what would be in the images: layers, sizes, digests"))
        .arg(json())
        .arg(progress())
        .args(options::of_images())
        .args(spec_options::arguments())
}

fn push() -> Command {
    Command::new("push")
        .about("Builds images and pushes them to their registries")
        .long_about(
            "Builds images and pushes them to their registries. Only what a registry does not have is sent. An image has its tag when \
             all of it is there",
        )
        .arg(images())
        .arg(dry_run("Pushes nothing, and says what would be in the images: layers, sizes, digests"))
        .arg(json())
        .arg(progress())
        .args(options::of_images())
        .args(spec_options::arguments())
}

fn images() -> Arg {
    Arg::new("images")
        .value_name("IMAGE")
        .num_args(0..)
        .help("References, or templates as Cargo.toml has them; by default all that are built")
}

fn dry_run(help: &'static str) -> Arg {
    Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help(help)
}

fn progress() -> Arg {
    Arg::new("progress").long("progress").value_name("HOW").value_parser(["auto", "plain", "none"]).help(
        "What stderr shows of bytes that are sent and fetched: on a terminal a line for each image, elsewhere lines for what takes long \
         (`auto`, the default), always lines, or nothing",
    )
}

fn json() -> Arg {
    Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints the result as JSON")
}

#[cfg(feature = "image")]
pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    match matches.subcommand() {
        Some(("list", matches)) => list::run(program, matches),
        Some(("build", matches)) => build::run(program, matches),
        Some(("push", matches)) => push::run(program, matches),
        _ => Ok(()),
    }
}

#[cfg(not(feature = "image"))]
pub(super) fn run(_: &'static ProgramInfo, _: &ArgMatches) -> Result<(), Failure> {
    Err(without_feature())
}

/// What a program says that was built without what images need.
#[cfg(not(feature = "image"))]
fn without_feature() -> Failure {
    Failure::call(
        "this program can't build images, because it was built without what that needs: build it with the feature `image` of `aileron`",
    )
}
