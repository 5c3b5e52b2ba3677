//! The verb `register`.

#[cfg(feature = "remote")]
mod result;
#[cfg(feature = "remote")]
mod work;

use super::{fast, remote_options};
use crate::cli::{check, image, spec_options};
use clap::{Arg, ArgAction, Command};
#[cfg(feature = "remote")]
pub(in crate::cli) use work::run;

#[cfg(not(feature = "remote"))]
pub(in crate::cli) use super::without_client as run;

pub(in crate::cli) fn command() -> Command {
    Command::new("register")
        .about("Registers everything that this program has on a server")
        .long_about(
            "Registers everything that this program has on a server. What is there already with the same content is left as it is, so \
             the same call goes on from where another one has stopped. Without `--version` the version is a digest of this program \
             and its specs: the same build has the same version",
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help("Says what would change on the server, and changes nothing: the exit status is 1 if something is there with other content"),
        )
        .arg(
            Arg::new("activate-launchplans")
                .long("activate-launchplans")
                .action(ArgAction::SetTrue)
                .help("Activates all launch plans, not only those with `auto_activate`: their schedules begin"),
        )
        .arg(
            Arg::new("progress")
                .long("progress")
                .value_name("HOW")
                .value_parser(["auto", "plain", "none"])
                .help("What stderr shows: on a terminal a bar, elsewhere a line for each entity (`auto`, the default), always lines, or nothing"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints the result as JSON"))
        .arg(check::skip())
        .arg(image::flag())
        .arg(fast::flag())
        .args(image::options::of_images())
        .args(spec_options::arguments())
        .args(remote_options::beside_spec_options())
}
