//! The flags of verbs that build images or speak to registries.

use clap::{Arg, ArgAction, value_parser};
use std::path::PathBuf;

/// `--plain-http`, `--registry-ca`, `--registry-login`.
pub(in crate::cli) fn of_registries() -> [Arg; 3] {
    [
        Arg::new("plain-http")
            .long("plain-http")
            .value_name("HOST")
            .action(ArgAction::Append)
            .help("Speaks to the registry HOST, with its port if it has one, without TLS"),
        Arg::new("registry-ca")
            .long("registry-ca")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Certificates to trust besides those of the system, as PEM, for registries"),
        Arg::new("registry-login")
            .long("registry-login")
            .value_name("HOST=USER")
            .help(
                "Account at the registry HOST, with the password in the variable AILERON_REGISTRY_PASSWORD; by default what `docker \
                 login` or `podman login` has left",
            ),
    ]
}

/// The same, and `--binary`.
pub(in crate::cli) fn of_images() -> [Arg; 4] {
    let [plain, ca, login] = of_registries();
    [
        Arg::new("binary")
            .long("binary")
            .value_name("PLATFORM=PATH")
            .action(ArgAction::Append)
            .help("This program as it was built for a platform, such as `linux/arm64`; by default this program itself for its own"),
        plain,
        ca,
        login,
    ]
}

#[cfg(feature = "image")]
pub(super) use given::{binaries, settings};

#[cfg(feature = "image")]
mod given {
    use crate::cache;
    use crate::cli::failure::Failure;
    use crate::oci::Platform;
    use crate::registry::{Credential, Settings};
    use clap::ArgMatches;
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    /// The password of `--registry-login`: one in an argument could be read by every user of the machine.
    const PASSWORD: &str = "AILERON_REGISTRY_PASSWORD";

    /// How registries are reached.
    pub(in crate::cli::image) fn settings(matches: &ArgMatches) -> Result<Settings, Failure> {
        let login = matches.get_one::<String>("registry-login").map(|text| login(text)).transpose()?;
        Ok(Settings {
            plain_http: matches.get_many("plain-http").into_iter().flatten().cloned().collect(),
            ca_cert_file: matches.get_one("registry-ca").cloned(),
            credentials: login.into_iter().collect(),
            cache: cache::root().map_err(Failure::call)?.join("images"),
        })
    }

    fn login(text: &str) -> Result<(String, Credential), Failure> {
        let Some((host, user)) =
            text.split_once('=').filter(|(host, user)| !host.is_empty() && !user.is_empty())
        else {
            return Err(Failure::call(format_args!(
                "`--registry-login {text}` is not a registry and an account; write `--registry-login ghcr.io=NAME`"
            )));
        };
        let password = std::env::var(PASSWORD).ok().filter(|password| !password.is_empty()).ok_or_else(|| {
            Failure::call(format_args!(
                "`--registry-login {text}` has no password, which may not be an argument, since every user of this machine could \
                 read it; set the variable {PASSWORD}"
            ))
        })?;
        Ok((host.to_owned(), Credential::Password { user: user.to_owned(), password: password.into() }))
    }

    /// The program for other platforms.
    pub(in crate::cli::image) fn binaries(
        matches: &ArgMatches,
    ) -> Result<BTreeMap<Platform, PathBuf>, Failure> {
        let mut binaries = BTreeMap::new();
        for text in matches.get_many::<String>("binary").into_iter().flatten() {
            let wrong = |why: String| Failure::call(format_args!("`--binary {text}`: {why}"));
            let (platform, path) =
                text.split_once('=').filter(|(_, path)| !path.is_empty()).ok_or_else(|| {
                    wrong("this has no `=` or no path; write `--binary linux/arm64=target/…/app`".to_owned())
                })?;
            aileron_grammar::name::platform(platform).map_err(|problem| wrong(problem.to_string()))?;
            let parsed: Platform = platform.parse().map_err(wrong)?;
            if binaries.insert(parsed, PathBuf::from(path)).is_some() {
                return Err(wrong(format!("there is another one for `{platform}`; remove one")));
            }
        }
        Ok(binaries)
    }
}
