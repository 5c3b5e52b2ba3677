//! Settings of a store with buckets, and whether they will do: the library that they are for panics over some that don't.

use super::super::Address;
use super::environment::{Setting, variables};
use std::str::FromStr;

/// What a setting has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// The address of a server.
    Server,
    /// A name, as of a region or an account.
    #[cfg(any(feature = "azure", feature = "s3"))]
    Name,
    /// A key, a token or a password, which nobody is shown.
    Secret,
    /// Whatever the library makes of it.
    Any,
}

impl<K> Setting<K> {
    /// The variable's setting, unless it is empty.
    pub(super) fn from_variable(name: &str, key: K, sort: Sort) -> Result<Option<Self>, String> {
        text(name)
            .map(|value| Setting::checked(format!("the environment's {name}"), key, &value, sort))
            .transpose()
    }

    /// What stands around a value, as the line's end of the file that it was read from, is none of it.
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

/// The variables that begin so, and that a store has a key for.
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

/// The variable's text, unless it is empty.
pub(super) fn text(name: &str) -> Option<String> {
    let value = std::env::var(name).ok()?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Whether this is the address of a server, with nothing behind its path.
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
            "{origin} is `{value}`, which is no address of a server: write one such as `http://minio:9000` or \
             `https://s3.example.org`"
        ));
    }
    let with_scheme = Address::new(format!("http://{value}")).to_string();
    let value = with_scheme.trim_start_matches("http://");
    Err(format!(
        "{origin} is `{value}`, which doesn't say how to speak to the server: write `http://{value}`, or \
         `https://{value}` if it encrypts"
    ))
}

/// Whether a value can stand in a request's head.
fn plain(origin: &str, value: &str, shown: Option<&str>) -> Result<(), String> {
    let Some(other) = value.chars().find(|char| !char.is_ascii_graphic()) else { return Ok(()) };
    let shown = shown.map(|value| format!("`{}`, which ", value.escape_debug())).unwrap_or_default();
    let is = if shown.is_empty() { "" } else { "is " };
    Err(format!(
        "{origin} {is}{shown}has the character `{}` in it, and none of these may: write it in letters, digits and signs \
         of ASCII, without blanks and line ends",
        other.escape_debug()
    ))
}

/// The name of a bucket or a container.
pub(super) fn bucket(name: &str, what: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err(format!("it names no {what}"));
    }
    // Keys and passwords are not part of such an address, and not to be shown.
    let name = name.rfind('@').map_or(name, |at| &name[at..]);
    let usual = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.' | ':' | '$');
    match name.chars().find(|char| !usual(*char)) {
        None => Ok(()),
        Some(other) => Err(format!(
            "`{}` is no name of a {what}, since `{}` is in it: these are of letters, digits, dots and hyphens",
            name.escape_debug(),
            other.escape_debug()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_has_an_address() {
        for good in
            ["http://minio:9000", "https://s3.example.org/", "http://127.0.0.1:1/account", "http://[::1]:80"]
        {
            assert_eq!(server("it", good), Ok(()), "{good}");
        }
        for (value, told) in [
            (
                "minio:9000",
                "it is `minio:9000`, which doesn't say how to speak to the server: write `http://minio:9000`, or `https://minio:9000` if it encrypts",
            ),
            ("minio", "write `http://minio`"),
            ("user:5ec2e7@minio:9000", "write `http://minio:9000`"),
            ("ftp://minio", "it is `ftp://minio`, which is no address of a server"),
            ("http://", "which is no address of a server"),
            ("http://mi nio", "which is no address of a server"),
            ("http://minio:port", "which is no address of a server"),
            ("http://u:5ec2e7@minio?5ec2e7", "it is `http://minio?…`, which is no address of a server"),
        ] {
            let error = server("it", value).unwrap_err();
            assert!(error.contains(told) && !error.contains("5ec2e7"), "{error}");
        }
    }

    #[cfg(any(feature = "azure", feature = "s3"))]
    #[test]
    fn what_goes_into_a_head_is_plain() {
        let new = |value: &str, sort| Setting::checked("it".to_owned(), (), value, sort);
        assert_eq!(new(" eu-west-3\n", Sort::Name).unwrap().value(), "eu-west-3");
        assert_eq!(new("AB+/=\r\n", Sort::Secret).unwrap().value(), "AB+/=");
        let told = new("eu west", Sort::Name).unwrap_err();
        assert!(told.starts_with("it is `eu west`, which has the character ` ` in it"), "{told}");
        let told = new("5ec2\ne7", Sort::Secret).unwrap_err();
        assert!(told.starts_with("it has the character `\\n` in it") && !told.contains("5ec2"), "{told}");
    }

    #[test]
    fn a_bucket_has_a_name() {
        assert_eq!(bucket("my-bucket.v1_2", "bucket"), Ok(()));
        assert!(bucket("my bucket", "bucket").unwrap_err().contains("`my bucket` is no name of a bucket"));
        let told = bucket("KEY:5ec2e7@bucket", "bucket").unwrap_err();
        assert!(told.contains("`@bucket` is no name") && !told.contains("5ec2e7"), "{told}");
        assert!(bucket("", "container").unwrap_err().contains("it names no container"));
    }
}
