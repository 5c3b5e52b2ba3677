//! What is configured, for a person.

use super::Platform;
use super::key::{self, Key};
use super::source::{Source, Sourced};
use std::time::Duration;

/// A key, its value and where that comes from.
type Row<'p> = (&'static str, String, &'p Source);

impl Platform {
    /// Each setting that is not absent. Of a secret there is only that it is set.
    pub(crate) fn rows(&self) -> Vec<Row<'_>> {
        let storage = &self.storage;
        let rows = [
            row(&key::ENDPOINT, Some(&self.endpoint), ToString::to_string),
            row(&key::INSECURE, Some(&self.insecure), ToString::to_string),
            row(&key::INSECURE_SKIP_VERIFY, Some(&self.insecure_skip_verify), ToString::to_string),
            row(&key::CA_CERT_FILE_PATH, self.ca_cert_file.as_ref(), |path| path.display().to_string()),
            row(&key::HTTP_PROXY_URL, self.http_proxy.as_ref(), hidden),
            row(&key::CONSOLE_ENDPOINT, self.console_endpoint.as_ref(), String::clone),
            row(&key::AUTH_TYPE, Some(&self.auth_type), |auth_type| format!("{auth_type:?}")),
            row(&key::CLIENT_ID, self.client_id.as_ref(), String::clone),
            row(&key::CLIENT_SECRET, self.client_secret.as_ref(), hidden),
            row(&key::CLIENT_SECRET_ENV_VAR, self.client_secret_variable.as_ref(), String::clone),
            row(&key::SCOPES, self.scopes.as_ref(), |items| list(items)),
            row(&key::AUDIENCE, self.audience.as_ref(), String::clone),
            row(&key::COMMAND, self.command.as_ref(), |items| list(items)),
            row(&key::PROXY_COMMAND, self.proxy_command.as_ref(), |items| list(items)),
            row(&key::PER_RETRY_TIMEOUT, self.per_retry_timeout.as_ref(), duration),
            row(&key::MAX_RETRIES, self.max_retries.as_ref(), ToString::to_string),
            row(&key::MAX_BACKOFF_DELAY, self.max_backoff.as_ref(), duration),
            row(&key::PROJECT, self.project.as_ref(), String::clone),
            row(&key::DOMAIN, Some(&self.domain), String::clone),
            row(&key::ORG, self.org.as_ref(), String::clone),
            row(&key::S3_ENDPOINT, storage.endpoint.as_ref(), String::clone),
            row(&key::S3_ACCESS_KEY, storage.access_key.as_ref(), String::clone),
            row(&key::S3_SECRET_KEY, storage.secret_key.as_ref(), hidden),
            row(&key::S3_ADDRESSING_STYLE, storage.addressing_style.as_ref(), String::clone),
        ];
        rows.into_iter().flatten().collect()
    }
}

fn row<'p, T>(key: &Key, value: Option<&'p Sourced<T>>, show: impl Fn(&T) -> String) -> Option<Row<'p>> {
    value.map(|Sourced { value, source }| (key.name(), show(value), source))
}

fn hidden<T>(_: &T) -> String {
    "(hidden)".to_owned()
}

fn list(items: &[String]) -> String {
    items.join(",")
}

fn duration(duration: &Duration) -> String {
    aileron_grammar::duration::print(*duration)
}
