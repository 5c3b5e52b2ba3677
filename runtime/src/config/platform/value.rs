//! What the text of a setting may be.

use secrecy::SecretString;
use std::time::Duration;

/// A truth value: what YAML 1.1, Python's `configparser` and flytekit take for one alike. flytekit takes any other text for
/// `true` in places, and so hides a slip.
pub(super) fn boolean(text: &str) -> Result<bool, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err(format!("`{text}` is neither true nor false; write `true` or `false`")),
    }
}

/// A length of time. flytectl's has Go's units.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    match aileron_grammar::duration::parse(text) {
        Ok(Duration::ZERO) => Err("no time is too short; write it as in `15s`".to_owned()),
        Ok(duration) => Ok(duration),
        Err(problem) => Err(problem.to_string()),
    }
}

/// A number of times.
pub(super) fn count(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("`{text}` is not a number of times; write a whole number such as `4`"))
}

/// The address of an HTTP proxy. It may have a password in it, so it is in no message.
pub(super) fn proxy(text: &str) -> Result<SecretString, String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    if scheme != "http" && scheme != "https" {
        return Err(format!("a proxy has no scheme `{scheme}`; write `http://HOST:PORT`"));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    if host.is_empty() || host.contains(char::is_whitespace) {
        return Err("this is not the address of a proxy; write `http://HOST:PORT`".to_owned());
    }
    Ok(SecretString::from(format!("{scheme}://{rest}")))
}
