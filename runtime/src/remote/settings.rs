//! Where the server is, and how a client reaches it.

use super::Error;
use crate::config::{ConfigError, Endpoint, Flags, Platform, Source, Sourced};
use std::fmt;
use std::path::PathBuf;

/// Where the server is, how a client reaches it, and who signs in.
///
/// ```
/// use aileron::remote::Settings;
///
/// let sandbox = Settings::new("localhost:30080").insecure().project("flytesnacks").domain("development");
/// assert_eq!(sandbox.endpoint(), "localhost:30080");
/// ```
///
/// [`load`](Self::load) reads the configuration that flytekit and flytectl read. Its file is the first of these: the one that
/// `--config` or [`from_file`](Self::from_file) names, the one that the environment variable `FLYTECTL_CONFIG` names,
/// `flytekit.config` in the current folder, `~/.flyte/config`, `~/.flyte/config.yaml`. It is YAML if its name ends with `yaml`
/// or `yml`, else it has sections. A value comes from a flag, else from a variable, else from the file:
///
/// | YAML | section and option | variable | value |
/// |---|---|---|---|
/// | `admin.endpoint` | `[platform] url` | `FLYTE_PLATFORM_URL` | `HOST:PORT`; the port is 443 if it is absent, and `dns:///` before it means nothing. By default the sandbox's, `localhost:30080` |
/// | `admin.insecure` | `[platform] insecure` | `FLYTE_PLATFORM_INSECURE` | `true`: no TLS |
/// | `admin.insecureSkipVerify` | `[platform] insecure_skip_verify` | `FLYTE_PLATFORM_INSECURE_SKIP_VERIFY` | `true`: any certificate is trusted |
/// | `admin.caCertFilePath` | `[platform] ca_cert_file_path` | `FLYTE_PLATFORM_CA_CERT_FILE_PATH` | a PEM file with the certificates to trust |
/// | `admin.httpProxyURL` | `[platform] http_proxy_url` | `FLYTE_PLATFORM_HTTP_PROXY_URL` | `http://HOST:PORT`; else `HTTPS_PROXY` and `NO_PROXY` count |
/// | `console.endpoint` | `[platform] console_endpoint` | `FLYTE_PLATFORM_CONSOLE_ENDPOINT` | the console's URL; by default the endpoint's |
/// | `admin.authType` | `[credentials] auth_mode` | `FLYTE_CREDENTIALS_AUTH_MODE` | `Pkce` (the default), `DeviceFlow`, `ClientSecret` or `ExternalCommand` |
/// | `admin.clientId` | `[credentials] client_id` | `FLYTE_CREDENTIALS_CLIENT_ID` | the name of the client that has a secret |
/// | `admin.clientSecretLocation` | `[credentials] client_secret_location` | `FLYTE_CREDENTIALS_CLIENT_SECRET_LOCATION` | the file with the secret; the way to sign in is then `ClientSecret` |
/// | `admin.clientSecretEnvVar` | `[credentials] client_secret_env_var` | `FLYTE_CREDENTIALS_CLIENT_SECRET_ENV_VAR` | the variable with the secret, which wins over the file |
/// | | `[credentials] client_secret` | `FLYTE_CREDENTIALS_CLIENT_SECRET` | the secret itself; the file and the variable win over it |
/// | `admin.scopes` | `[credentials] scopes` | `FLYTE_CREDENTIALS_SCOPES` | a list, or a text with commas |
/// | `admin.audience` | `[credentials] audience` | `FLYTE_CREDENTIALS_AUDIENCE` | whom the token is for |
/// | `admin.command` | `[credentials] command` | `FLYTE_CREDENTIALS_COMMAND` | a program and its arguments, a list or a text with commas: it prints a token |
/// | `admin.proxyCommand` | `[credentials] proxy_command` | `FLYTE_CREDENTIALS_PROXY_COMMAND` | likewise, a token for a proxy before the server |
/// | `task.project` | `[local] project` | `FLYTE_LOCAL_PROJECT` | where the client registers and launches |
/// | `task.domain` | `[local] domain` | `FLYTE_LOCAL_DOMAIN` | by default `development` |
/// | `task.org` | `[local] org` | `FLYTE_LOCAL_ORG` | none by default |
/// | `storage.connection.endpoint` | `[aws] endpoint` | `FLYTE_AWS_ENDPOINT` | the URL of a store like a sandbox's |
/// | `storage.connection.access-key` | `[aws] access_key_id` | `FLYTE_AWS_ACCESS_KEY_ID` | |
/// | `storage.connection.secret-key` | `[aws] secret_access_key` | `FLYTE_AWS_SECRET_ACCESS_KEY` | |
/// | `storage.connection.addressing-style` | `[aws] addressing_style` | `FLYTE_AWS_ADDRESSING_STYLE` | `path`, `virtual` or `auto` |
/// | `admin.perRetryTimeout` | | | how long an attempt of a call may take, as in `15s` |
/// | `admin.maxRetries` | | | how often a call is repeated |
/// | `admin.maxBackoffDelay` | | | the longest time between two attempts, as in `8s` |
///
/// Other keys are left alone. Truth values are `true`, `yes`, `on`, `1` and `false`, `no`, `off`, `0`, in any case. A variable
/// that is set and empty hides the file's value. Sources: flytekit's `configuration/internal.py`, `configuration/file.py` and
/// `configuration/__init__.py`; the last three are flytectl's (`flyteidl/clients/go/admin/config.go`).
#[derive(Clone, Debug)]
#[must_use = "settings do nothing: give them to `Client::connect`"]
pub struct Settings {
    platform: Platform,
}

impl Settings {
    /// Names a server as `HOST:PORT`, and reads nothing else.
    pub fn new(endpoint: impl Into<String>) -> Self {
        Settings { platform: Platform::at(endpoint.into()) }
    }

    /// Reads Flyte's configuration: environment variables, and the file if there is one.
    ///
    /// ```no_run
    /// use aileron::remote::{Client, Settings};
    ///
    /// # async fn connect() -> Result<(), aileron::remote::Error> {
    /// let client = Client::connect(Settings::load()?).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Fails with everything that is wrong in the configuration, each with its place and what to write instead.
    pub fn load() -> Result<Self, Error> {
        Settings::with_flags(&Flags::default()).map_err(Error::settings)
    }

    /// Reads environment variables, and this file in place of the one that would be found.
    ///
    /// # Errors
    /// As [`load`](Self::load), and if the file can't be read.
    pub fn from_file(file: impl Into<PathBuf>) -> Result<Self, Error> {
        let flags = Flags { config: Some(file.into()), ..Flags::default() };
        Settings::with_flags(&flags).map_err(Error::settings)
    }

    /// Reads the configuration, over which flags win.
    pub(crate) fn with_flags(flags: &Flags) -> Result<Self, ConfigError> {
        Ok(Settings { platform: Platform::load(flags)? })
    }

    /// Talks to the server without TLS, as a sandbox needs it.
    pub fn insecure(mut self) -> Self {
        self.platform.insecure = by_program(true);
        self
    }

    /// Names the project in which the client registers and launches.
    pub fn project(mut self, project: impl Into<String>) -> Self {
        self.platform.project = Some(by_program(project.into()));
        self
    }

    /// Names the domain, by default `development`, as flytekit has it.
    pub fn domain(mut self, domain: impl Into<String>) -> Self {
        self.platform.domain = by_program(domain.into());
        self
    }

    /// The server, as `HOST:PORT`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.platform.endpoint.value.as_str()
    }

    /// The page of an execution, if the configuration names a console.
    pub(crate) fn page_of(&self, execution: &str) -> Option<String> {
        let console = self.platform.console_endpoint.as_ref()?.value.trim_end_matches('/');
        let console = console.strip_suffix("/console").unwrap_or(console);
        let Scope { project, domain } = self.scope();
        Some(format!("{console}/console/projects/{project}/domains/{domain}/executions/{execution}"))
    }

    /// Whether somebody said which server this is.
    pub(crate) fn names_a_server(&self) -> bool {
        self.platform.endpoint.source != Source::Default
    }

    /// Whether somebody said which project this is about.
    pub(crate) fn names_a_project(&self) -> bool {
        self.platform.project.is_some()
    }

    /// All that is configured.
    pub(super) fn platform(&self) -> &Platform {
        &self.platform
    }

    /// The project and the domain.
    pub(super) fn scope(&self) -> Scope {
        let project = self.platform.project.as_ref().map(|project| project.value.clone());
        Scope { project: project.unwrap_or_default(), domain: self.platform.domain.value.clone() }
    }

    #[cfg(test)]
    pub(super) fn platform_mut(&mut self) -> &mut Platform {
        &mut self.platform
    }

    /// The server, if it is written as one.
    pub(super) fn checked_endpoint(&self) -> Result<Endpoint, Error> {
        let Sourced { value, source } = &self.platform.endpoint;
        Endpoint::parse(value.as_str()).map_err(|message| Error::of_settings(source, "endpoint", message))
    }

    /// The error of certificates that can't be used.
    pub(super) fn wrong_certificates(&self, message: String) -> Error {
        let source = self.platform.ca_cert_file.as_ref().map_or(&Source::Default, |file| &file.source);
        Error::of_settings(source, "certificates", message)
    }

    /// The server and where its address comes from, as messages call it.
    pub(super) fn server(&self) -> String {
        match &self.platform.endpoint.source {
            Source::Program | Source::Flag(_) => format!("`{}`", self.endpoint()),
            source => format!("`{}` ({source})", self.endpoint()),
        }
    }
}

/// Where on a server entities and executions are.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// Empty if nobody named it.
    pub(crate) project: String,
    pub(crate) domain: String,
}

/// Each setting that is not absent, with where it comes from. Of a secret it shows only that there is one.
///
/// ```
/// use aileron::remote::Settings;
///
/// let settings = Settings::new("localhost:30080").insecure();
/// assert_eq!(settings.to_string().lines().next(), Some("admin.endpoint = localhost:30080 (the program)"));
/// ```
impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.platform
            .rows()
            .into_iter()
            .try_for_each(|(key, value, source)| writeln!(f, "{key} = {value} ({source})"))
    }
}

fn by_program<T>(value: T) -> Sourced<T> {
    Sourced { value, source: Source::Program }
}

#[cfg(test)]
mod tests {
    use super::{Settings, by_program};

    #[test]
    fn an_execution_has_a_page_if_the_configuration_names_a_console() {
        let mut settings = Settings::new("localhost:30080").project("p").domain("d");
        assert_eq!(settings.page_of("f1"), None);
        for console in ["https://flyte.example.com", "https://flyte.example.com/console/"] {
            settings.platform.console_endpoint = Some(by_program(console.into()));
            let page = settings.page_of("f1").expect("a page");
            assert_eq!(page, "https://flyte.example.com/console/projects/p/domains/d/executions/f1");
        }
    }
}
