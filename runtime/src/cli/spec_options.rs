//! SPEC OPTIONS: the options of every verb that makes specs.

use clap::{Arg, ArgAction};

/// `--image`, `--config`, `--project`, `--domain`, `--version`, `--env`.
pub(super) fn arguments() -> [Arg; 6] {
    [
        Arg::new("image")
            .long("image")
            .value_name("[NAME=]REF")
            .action(ArgAction::Append)
            .help("An image: the default one, or the one of that name"),
        Arg::new("config")
            .long("config")
            .value_name("FILE")
            .help("Flyte's configuration file, for its images"),
        Arg::new("project")
            .long("project")
            .value_name("P")
            .help("The project to put into every id; empty leaves it to the registration"),
        Arg::new("domain").long("domain").value_name("D").help("The domain to put into every id"),
        Arg::new("version").long("version").value_name("V").help("The version to put into every id"),
        Arg::new("env")
            .long("env")
            .value_name("K=V")
            .action(ArgAction::Append)
            .help("An environment variable of every task's container"),
    ]
}
