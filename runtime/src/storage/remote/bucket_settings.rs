//! Settings of a store with buckets, and whether they will do: the library that they are for panics over some that don't.

use super::super::Address;
use super::environment::{Setting, variables};
use std::str::FromStr;

/// What a setting's value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// The address of a server.
    Server,
    /// A name, as of a region or an account.
    #[cfg(any(feature = "azure", feature = "s3"))]
    Name,
    /// A key, a token or a password, which is never shown.
    Secret,
    /// Anything; the library checks it.
    Any,
}

impl<K> Setting<K> {
    /// Reads the setting of a variable; `None` if it is unset or empty.
    pub(super) fn from_variable(name: &str, key: K, sort: Sort) -> Result<Option<Self>, String> {
        text(name)
            .map(|value| Setting::checked(format!("the environment's {name}"), key, &value, sort))
            .transpose()
    }

    /// Trims the value: a value from a file may end with a line break.
    pub(super) fn checked(origin: String, key: K, value: &str, sort: Sort) -> Result<Self, String> {
        let value = value.trim().to_owned();
        match sort {
            Sort::Server => server(&origin, &value)?,
            #[cfg(any(feature = "azure", feature = "s3"))]
            Sort::Name => plain(&origin, &value, Some(&value))?,
            Sort::Secret => plain(&origin, &value, None)?,
            Sort::Any => {}
        }
        Ok(Setting::new(origin, key, value))
    }
}

/// The variables with a prefix for which a store has a setting.
pub(super) fn from_environment<K: Copy + FromStr>(
    prefix: &str,
    sort: impl Fn(K) -> Sort,
) -> Result<Vec<Setting<K>>, String> {
    let known = variables().filter(|(name, _)| name.starts_with(prefix)).filter_map(|(name, value)| {
        let key: K = name.to_ascii_lowercase().parse().ok()?;
        let sort = sort(key);
        Some(Setting::checked(format!("the environment's {name}"), key, &value, sort))
    });
    known.collect()
}

/// The text of a variable; `None` if it is unset or empty.
pub(super) fn text(name: &str) -> Option<String> {
    let value = std::env::var(name).ok()?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Checks that a value is the address of a server, with nothing after its path.
pub(super) fn server(origin: &str, value: &str) -> Result<(), String> {
    let url = reqwest::Url::parse(value).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let is_one = url.is_some_and(|url| url.has_host() && url.query().is_none() && url.fragment().is_none())
        && value.parse::<http::Uri>().is_ok();
    if is_one {
        return Ok(());
    }
    if value.contains("://") {
        let value = Address::new(value);
        return Err(format!(
            "{origin} is `{value}`, which is not the address of a server: write one such as `http://minio:9000` or \
             `https://s3.example.org`"
        ));
    }
    let with_scheme = Address::new(format!("http://{value}")).to_string();
    let value = with_scheme.trim_start_matches("http://");
    Err(format!(
        "{origin} is `{value}`, which lacks the protocol: write `http://{value}`, or `https://{value}` if the server uses \
         TLS"
    ))
}

/// Checks that a value can be sent in the header of a request.
fn plain(origin: &str, value: &str, shown: Option<&str>) -> Result<(), String> {
    let Some(other) = value.chars().find(|char| !char.is_ascii_graphic()) else { return Ok(()) };
    let shown = shown.map(|value| format!("`{}`, which ", value.escape_debug())).unwrap_or_default();
    let is = if shown.is_empty() { "" } else { "is " };
    Err(format!(
        "{origin} {is}{shown}contains the character `{}`, which is not allowed: use only letters, digits and signs of \
         ASCII, without blanks and line breaks",
        other.escape_debug()
    ))
}

/// Checks the name of a bucket or a container.
pub(super) fn bucket(name: &str, what: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err(format!("the name of the {what} is missing"));
    }
    // Keys and passwords do not belong into such an address, and must not be shown.
    let name = name.rfind('@').map_or(name, |at| &name[at..]);
    let usual = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.' | ':' | '$');
    match name.chars().find(|char| !usual(*char)) {
        None => Ok(()),
        Some(other) => Err(format!(
            "`{}` is not the name of a {what}, because it contains `{}`: a name has letters, digits, dots and hyphens",
            name.escape_debug(),
            other.escape_debug()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_server_is_checked() {
        for good in
            ["http://minio:9000", "https://s3.example.org/", "http://127.0.0.1:1/account", "http://[::1]:80"]
        {
            assert_eq!(server("it", good), Ok(()), "{good}");
        }
        for (value, message) in [
            (
                "minio:9000",
                "it is `minio:9000`, which lacks the protocol: write `http://minio:9000`, or `https://minio:9000` if the server uses TLS",
            ),
            ("minio", "write `http://minio`"),
            ("user:5ec2e7@minio:9000", "write `http://minio:9000`"),
            ("ftp://minio", "it is `ftp://minio`, which is not the address of a server"),
            ("http://", "which is not the address of a server"),
            ("http://mi nio", "which is not the address of a server"),
            ("http://minio:port", "which is not the address of a server"),
            ("http://u:5ec2e7@minio?5ec2e7", "it is `http://minio?…`, which is not the address of a server"),
        ] {
            let error = server("it", value).unwrap_err();
            assert!(error.contains(message) && !error.contains("5ec2e7"), "{error}");
        }
    }

    #[cfg(any(feature = "azure", feature = "s3"))]
    #[test]
    fn the_value_of_a_header_is_checked() {
        let new = |value: &str, sort| Setting::checked("it".to_owned(), (), value, sort);
        assert_eq!(new(" eu-west-3\n", Sort::Name).unwrap().value(), "eu-west-3");
        assert_eq!(new("AB+/=\r\n", Sort::Secret).unwrap().value(), "AB+/=");
        let error = new("eu west", Sort::Name).unwrap_err();
        assert!(error.starts_with("it is `eu west`, which contains the character ` `"), "{error}");
        let error = new("5ec2\ne7", Sort::Secret).unwrap_err();
        assert!(error.starts_with("it contains the character `\\n`") && !error.contains("5ec2"), "{error}");
    }

    #[test]
    fn the_name_of_a_bucket_is_checked() {
        assert_eq!(bucket("my-bucket.v1_2", "bucket"), Ok(()));
        assert!(
            bucket("my bucket", "bucket").unwrap_err().contains("`my bucket` is not the name of a bucket")
        );
        let error = bucket("KEY:5ec2e7@bucket", "bucket").unwrap_err();
        assert!(error.contains("`@bucket` is not the name") && !error.contains("5ec2e7"), "{error}");
        assert!(bucket("", "container").unwrap_err().contains("the name of the container is missing"));
    }
}
