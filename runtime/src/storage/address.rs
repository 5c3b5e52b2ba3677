//! Addresses of files and stores, shown without their secrets.

use std::fmt;

/// The address of a file or of a store. It is shown as `https://host/path?…`, without user names, passwords and signatures,
/// because others read errors, logs and `Debug` than those who may use the address.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Address(String);

impl Address {
    pub(crate) fn new(address: impl Into<String>) -> Self {
        Address(address.into())
    }

    /// The whole address with its secrets, to use it or pass it on.
    pub(crate) fn whole(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = without_secrets(&self.0);
        // In an odd address, hiding one part may bring another to light.
        loop {
            let next = without_secrets(&text);
            if next == text {
                return f.write_str(&text);
            }
            text = next;
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

/// The address without what is found to be secret in it.
fn without_secrets(address: &str) -> String {
    let Some((scheme, host, rest)) = parts(address) else { return address.to_owned() };
    let of_the_web = is_of_the_web(scheme);
    // In a key of S3 a question mark is an ordinary character.
    let query = rest.find('?').filter(|at| of_the_web || rest[*at..].contains('='));
    let end = query.or_else(|| rest.find('#').filter(|_| of_the_web)).unwrap_or(rest.len());
    format!("{scheme}://{host}{}{}", &rest[..end], if query.is_some() { "?…" } else { "" })
}

/// The scheme, the host without the user and the password, and the rest. A container of Azure, which is also written before
/// an `@`, is a part of the host.
fn parts(address: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = split(address)?;
    let mut end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    // A password with a character that ends a host should be encoded, but some are not.
    if !rest[..end].contains('@') && has_no_port(&rest[..end]) {
        end =
            rest.find('@').map_or(end, |at| at + rest[at..].find(['/', '?', '#']).unwrap_or(rest.len() - at));
    }
    let (host, rest) = rest.split_at(end);
    let host = match host.rsplit_once('@') {
        Some((user, host)) if user.contains(':') || is_of_the_web(scheme) => host,
        _ => host,
    };
    Some((scheme, host, rest))
}

/// Splits a URI into `s3` and `bucket/key`; `None` for a path.
pub(super) fn split(uri: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = uri.split_once("://")?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.'));
    is_scheme.then_some((scheme, rest))
}

fn is_of_the_web(scheme: &str) -> bool {
    ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web))
}

/// Whether the text after the host's colon is not a port, so that it may be half of a password.
fn has_no_port(host: &str) -> bool {
    let of_ip6 = host.starts_with('[');
    host.rsplit_once(':')
        .is_some_and(|(_, port)| !of_ip6 && !port.chars().all(|digit| digit.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        for (whole, shown) in [
            ("https://host/a/b.csv?X-Amz-Signature=5ec2e7&x=/@", "https://host/a/b.csv?…"),
            ("https://host?5ec2e7", "https://host?…"),
            ("https://host/a#5ec2e7", "https://host/a"),
            ("https://user:5ec2e7@host:8080/a", "https://host:8080/a"),
            ("HTTPS://5ec2e7@host/a?b#c", "HTTPS://host/a?…"),
            ("https://user:5ec/2e7@host/a", "https://host/a"),
            ("https://user:5ec?2e7#@host/a?b", "https://host/a?…"),
            ("https://user:@:5ec2e7@host/a", "https://host/a"),
            ("s3://KEY:5ec2e7@bucket/a", "s3://bucket/a"),
            ("ftp://user:5ec2e7@host/a", "ftp://host/a"),
            ("ftp://u:p@a:5ec/2e7@host/a", "ftp://host/a"),
            (
                "abfs://c@account.dfs.core.windows.net/a?sv=1&sig=5ec2e7",
                "abfs://c@account.dfs.core.windows.net/a?…",
            ),
        ] {
            let address = Address::new(whole);
            assert_eq!(
                (address.to_string(), format!("{address:?}")),
                (shown.to_owned(), format!("{shown:?}"))
            );
            assert_eq!(address.whole(), whole);
        }
    }

    #[test]
    fn an_address_without_secrets_is_shown_whole() {
        for plain in [
            "/a?b=c#d",
            "a@b:c",
            "s3://bucket/a?b@c#d",
            "gs://bucket/a@b:c",
            "abfs://container@account.dfs.core.windows.net/a",
            "http://[::1]:80/a@b",
            "http://host:80/a:b@c",
            "file:///a@b",
        ] {
            assert_eq!(Address::new(plain).to_string(), plain);
        }
    }
}
