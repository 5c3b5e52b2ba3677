//! The names of each setting.

/// The names of a setting: in YAML, and in the older form, from which its variable's name is made (flytekit
/// `LegacyConfigEntry.get_env_name`).
pub(super) struct Key {
    /// The path in YAML, if it can be set there.
    yaml: &'static str,
    /// The section and the option; empty for a key that only flytectl has.
    section: &'static str,
    option: &'static str,
}

impl Key {
    const fn new(yaml: &'static str, section: &'static str, option: &'static str) -> Self {
        Key { yaml, section, option }
    }

    /// The parts of its path in YAML.
    pub(super) fn path(&self) -> impl Iterator<Item = &'static str> {
        self.yaml.split('.').filter(|part| !part.is_empty())
    }

    pub(super) fn in_yaml(&self) -> &'static str {
        self.yaml
    }

    /// What a person calls it: its path in YAML, or else its option.
    pub(super) fn name(&self) -> &'static str {
        if self.yaml.is_empty() { self.option } else { self.yaml }
    }

    pub(super) fn section(&self) -> &'static str {
        self.section
    }

    pub(super) fn option(&self) -> &'static str {
        self.option
    }

    /// The name of its variable: `FLYTE_PLATFORM_URL`.
    pub(super) fn variable(&self) -> Option<String> {
        let name = || format!("FLYTE_{}_{}", self.section, self.option).to_uppercase();
        (!self.section.is_empty()).then(name)
    }
}

/// The sections that are read.
pub(super) const SECTIONS: [&str; 4] = ["platform", "credentials", "local", "aws"];

pub(super) const ENDPOINT: Key = Key::new("admin.endpoint", "platform", "url");
pub(super) const INSECURE: Key = Key::new("admin.insecure", "platform", "insecure");
pub(super) const INSECURE_SKIP_VERIFY: Key =
    Key::new("admin.insecureSkipVerify", "platform", "insecure_skip_verify");
pub(super) const CA_CERT_FILE_PATH: Key = Key::new("admin.caCertFilePath", "platform", "ca_cert_file_path");
pub(super) const HTTP_PROXY_URL: Key = Key::new("admin.httpProxyURL", "platform", "http_proxy_url");
pub(super) const CONSOLE_ENDPOINT: Key = Key::new("console.endpoint", "platform", "console_endpoint");
pub(super) const AUTH_TYPE: Key = Key::new("admin.authType", "credentials", "auth_mode");
pub(super) const CLIENT_ID: Key = Key::new("admin.clientId", "credentials", "client_id");
pub(super) const CLIENT_SECRET: Key = Key::new("", "credentials", "client_secret");
pub(super) const CLIENT_SECRET_LOCATION: Key =
    Key::new("admin.clientSecretLocation", "credentials", "client_secret_location");
pub(super) const CLIENT_SECRET_ENV_VAR: Key =
    Key::new("admin.clientSecretEnvVar", "credentials", "client_secret_env_var");
pub(super) const SCOPES: Key = Key::new("admin.scopes", "credentials", "scopes");
pub(super) const AUDIENCE: Key = Key::new("admin.audience", "credentials", "audience");
pub(super) const COMMAND: Key = Key::new("admin.command", "credentials", "command");
pub(super) const PROXY_COMMAND: Key = Key::new("admin.proxyCommand", "credentials", "proxy_command");
pub(super) const PROJECT: Key = Key::new("task.project", "local", "project");
pub(super) const DOMAIN: Key = Key::new("task.domain", "local", "domain");
pub(super) const ORG: Key = Key::new("task.org", "local", "org");
pub(super) const S3_ENDPOINT: Key = Key::new("storage.connection.endpoint", "aws", "endpoint");
pub(super) const S3_ACCESS_KEY: Key = Key::new("storage.connection.access-key", "aws", "access_key_id");
pub(super) const S3_SECRET_KEY: Key = Key::new("storage.connection.secret-key", "aws", "secret_access_key");
pub(super) const S3_ADDRESSING_STYLE: Key =
    Key::new("storage.connection.addressing-style", "aws", "addressing_style");
pub(super) const PER_RETRY_TIMEOUT: Key = Key::new("admin.perRetryTimeout", "", "");
pub(super) const MAX_RETRIES: Key = Key::new("admin.maxRetries", "", "");
pub(super) const MAX_BACKOFF_DELAY: Key = Key::new("admin.maxBackoffDelay", "", "");
