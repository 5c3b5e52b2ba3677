//! REMOTE OPTIONS: the flags of every verb that speaks to a server.

use clap::{Arg, ArgAction, value_parser};
use std::path::PathBuf;

#[cfg(feature = "remote")]
pub(super) use given::{connected, settings};

/// All of them: `--config`, `--project`, `--domain`, `--endpoint`, `--insecure`.
pub(super) fn arguments() -> [Arg; 5] {
    let [endpoint, insecure] = beside_spec_options();
    [
        Arg::new("config")
            .long("config")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Flyte's configuration file"),
        Arg::new("project").long("project").value_name("P").help("The project"),
        Arg::new("domain").long("domain").value_name("D").help("The domain; by default `development`"),
        endpoint,
        insecure,
    ]
}

/// The options of a verb that has SPEC OPTIONS, which have the others: `--endpoint`, `--insecure`.
pub(super) fn beside_spec_options() -> [Arg; 2] {
    [
        Arg::new("endpoint")
            .long("endpoint")
            .value_name("HOST:PORT")
            .help("The server; by default that of Flyte's configuration"),
        Arg::new("insecure")
            .long("insecure")
            .action(ArgAction::SetTrue)
            .help("Speaks to the server without TLS, as a sandbox needs it"),
    ]
}

#[cfg(feature = "remote")]
mod given {
    use crate::causes::Causes;
    use crate::cli::failure::Failure;
    use crate::config::Flags;
    use crate::remote::{Client, Error, Settings};
    use clap::ArgMatches;

    /// Reads the options, and Flyte's configuration for what they do not say.
    pub(in crate::cli::remote) fn settings(matches: &ArgMatches) -> Result<Settings, Failure> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let settings = Settings::with_flags(&Flags {
            config: matches.get_one("config").cloned(),
            endpoint: text("endpoint"),
            insecure: matches.get_flag("insecure"),
            project: text("project"),
            domain: text("domain"),
        });
        let settings = settings.map_err(Failure::call)?;
        if !settings.names_a_server() {
            return Err(Failure::call(
                "nothing says which server to speak to; write `--endpoint HOST:PORT`, or `endpoint: HOST:PORT` below `admin:` in \
                 Flyte's configuration file",
            ));
        }
        if !settings.names_a_project() {
            return Err(Failure::call(
                "nothing says which project this is about; write `--project NAME`, or `project: NAME` below `task:` in Flyte's \
                 configuration file",
            ));
        }
        Ok(settings)
    }

    /// Connects to the server, on a runtime that lives until the work has ended.
    pub(in crate::cli::remote) fn connected<T>(
        settings: Settings,
        work: impl AsyncFnOnce(Client) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| {
            Failure::work(format_args!("the system gives no thread or socket: {error}; end other programs"))
        })?;
        runtime.block_on(async { work(Client::connect(settings).await?).await })
    }

    impl From<Error> for Failure {
        fn from(error: Error) -> Self {
            if error.is_of_call() { Failure::call(Causes(&error)) } else { Failure::work(Causes(&error)) }
        }
    }
}
