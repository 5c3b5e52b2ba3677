//! What the configuration says of a Flyte: where it is, how it is reached, who signs in and how.

mod auth_type;
mod endpoint;
mod flags;
mod key;
mod reader;
mod rows;
mod source;
mod value;

pub(crate) use auth_type::AuthType;
pub(crate) use endpoint::Endpoint;
pub(crate) use flags::Flags;
pub(crate) use source::{Source, Sourced};

use super::{ConfigError, ConfigFile};
use reader::Reader;
use secrecy::SecretString;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// The configuration of a Flyte: every key that flytekit reads of it (`configuration/internal.py`), and three of flytectl's
/// (`flyteidl/clients/go/admin/config.go`).
#[derive(Clone, Debug)]
pub(crate) struct Platform {
    pub(crate) endpoint: Sourced<Endpoint>,
    pub(crate) insecure: Sourced<bool>,
    pub(crate) insecure_skip_verify: Sourced<bool>,
    pub(crate) ca_cert_file: Option<Sourced<PathBuf>>,
    /// A URL, which may have a password in it.
    pub(crate) http_proxy: Option<Sourced<SecretString>>,
    pub(crate) console_endpoint: Option<Sourced<String>>,
    pub(crate) auth_type: Sourced<AuthType>,
    pub(crate) client_id: Option<Sourced<String>>,
    pub(crate) client_secret: Option<Sourced<SecretString>>,
    /// The variable that should have the secret, whether or not it has.
    pub(crate) client_secret_variable: Option<Sourced<String>>,
    pub(crate) scopes: Option<Sourced<Vec<String>>>,
    pub(crate) audience: Option<Sourced<String>>,
    /// Prints a token.
    pub(crate) command: Option<Sourced<Vec<String>>>,
    /// Prints a token for the proxy before the server.
    pub(crate) proxy_command: Option<Sourced<Vec<String>>>,
    /// How long one attempt of a call may take.
    pub(crate) per_retry_timeout: Option<Sourced<Duration>>,
    pub(crate) max_retries: Option<Sourced<u32>>,
    /// The longest time between two attempts.
    pub(crate) max_backoff: Option<Sourced<Duration>>,
    /// flytekit has a default for it, `flytesnacks`, which few servers have.
    pub(crate) project: Option<Sourced<String>>,
    pub(crate) domain: Sourced<String>,
    pub(crate) org: Option<Sourced<String>>,
    pub(crate) storage: StorageConnection,
}

/// The S3 of a sandbox, or of another Flyte with a store of its own.
#[derive(Clone, Debug)]
pub(crate) struct StorageConnection {
    pub(crate) endpoint: Option<Sourced<String>>,
    pub(crate) access_key: Option<Sourced<String>>,
    pub(crate) secret_key: Option<Sourced<SecretString>>,
    pub(crate) addressing_style: Option<Sourced<String>>,
}

impl Platform {
    /// Reads the configuration: flags win over environment variables, those over the file (flytekit `ConfigEntry.read`).
    ///
    /// # Errors
    /// Fails with everything that is wrong.
    pub(crate) fn load(flags: &Flags) -> Result<Platform, ConfigError> {
        Platform::of(flags, ConfigFile::open(flags.config.as_deref())?.as_ref(), &|name| {
            std::env::var_os(name)
        })
    }

    /// The defaults at an endpoint; nothing else is read. The endpoint is checked later.
    pub(crate) fn at(endpoint: String) -> Platform {
        let mut platform = Platform::of(&Flags::default(), None, &|_| None)
            .unwrap_or_else(|error| unreachable!("nothing is read, so nothing is wrong: {error}"));
        platform.endpoint = Sourced { value: Endpoint::unchecked(endpoint), source: Source::Program };
        platform
    }

    fn of(
        flags: &Flags,
        file: Option<&ConfigFile>,
        environment: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Platform, ConfigError> {
        let reader = Reader::new(file, environment);
        let usual = |text: &str| Sourced { value: text.to_owned(), source: Source::Default };
        let secret = |found: Sourced<String>| found.map(SecretString::from);
        let named = |flag, value: &Option<String>| {
            Some(Sourced { value: value.clone()?, source: Source::Flag(flag) })
        };
        let client_secret_file = reader.text(&key::CLIENT_SECRET_LOCATION);
        let client_secret_variable = reader.text(&key::CLIENT_SECRET_ENV_VAR);
        let in_file = client_secret_file.and_then(|file| reader.secret_in_file(&file));
        let in_variable = client_secret_variable.as_ref().and_then(|name| reader.secret_in_variable(name));
        // As in flytekit, a secret in a file or a variable decides how the user signs in; one in the configuration itself
        // does not.
        let elsewhere = in_variable.or(in_file);
        let auth_type = reader.parsed(&key::AUTH_TYPE, AuthType::parse);
        let auth_type = match &elsewhere {
            Some(secret) => Some(Sourced { value: AuthType::ClientSecret, source: secret.source.clone() }),
            None => auth_type,
        };
        let platform = Platform {
            endpoint: reader.flag_or(&key::ENDPOINT, named("--endpoint", &flags.endpoint), Endpoint::parse),
            insecure: if flags.insecure {
                Sourced { value: true, source: Source::Flag("--insecure") }
            } else {
                reader.boolean(&key::INSECURE)
            },
            insecure_skip_verify: reader.boolean(&key::INSECURE_SKIP_VERIFY),
            ca_cert_file: reader.text(&key::CA_CERT_FILE_PATH).map(|found| found.map(PathBuf::from)),
            http_proxy: reader.parsed(&key::HTTP_PROXY_URL, value::proxy),
            console_endpoint: reader.text(&key::CONSOLE_ENDPOINT),
            auth_type: auth_type.unwrap_or(Sourced { value: AuthType::Pkce, source: Source::Default }),
            client_id: reader.text(&key::CLIENT_ID),
            client_secret: elsewhere.or_else(|| reader.text(&key::CLIENT_SECRET).map(secret)),
            client_secret_variable,
            scopes: reader.list(&key::SCOPES),
            audience: reader.text(&key::AUDIENCE),
            command: reader.list(&key::COMMAND),
            proxy_command: reader.list(&key::PROXY_COMMAND),
            per_retry_timeout: reader.parsed(&key::PER_RETRY_TIMEOUT, value::duration),
            max_retries: reader.parsed(&key::MAX_RETRIES, value::count),
            max_backoff: reader.parsed(&key::MAX_BACKOFF_DELAY, value::duration),
            project: named("--project", &flags.project).or_else(|| reader.text(&key::PROJECT)),
            domain: named("--domain", &flags.domain)
                .or_else(|| reader.text(&key::DOMAIN))
                .unwrap_or_else(|| usual("development")),
            org: reader.text(&key::ORG),
            storage: StorageConnection {
                endpoint: reader.text(&key::S3_ENDPOINT),
                access_key: reader.text(&key::S3_ACCESS_KEY),
                secret_key: reader.text(&key::S3_SECRET_KEY).map(secret),
                addressing_style: reader.text(&key::S3_ADDRESSING_STYLE),
            },
        };
        reader.end().map(|()| platform)
    }
}

#[cfg(test)]
mod tests;
