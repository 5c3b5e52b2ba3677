//! Finds the store of a path or a URI.

use super::address::split;
use super::percent::percent_decoded;
use super::{Address, Location, StorageError};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

pub(super) fn parse(uri: &OsStr) -> Result<Location, StorageError> {
    let Some((scheme, rest)) = uri.to_str().and_then(split) else {
        return Ok(Location::Local(PathBuf::from(uri)));
    };
    let uri = Address::new(uri.to_string_lossy());
    if scheme.eq_ignore_ascii_case("file") {
        return local(rest).ok_or(StorageError::OtherHost { uri });
    }
    let Some(feature) = feature(scheme) else { return Err(StorageError::UnknownScheme { uri }) };
    remote(feature, &uri).ok_or(StorageError::NotBuilt { uri, feature })
}

/// The feature of the crate for the store of a scheme.
fn feature(scheme: &str) -> Option<&'static str> {
    Some(match scheme.to_ascii_lowercase().as_str() {
        "s3" | "s3a" => "s3",
        "gs" | "gcs" => "gcs",
        "abfs" | "abfss" | "az" | "azure" => "azure",
        "http" | "https" => "http",
        _ => return None,
    })
}

#[cfg(feature = "stores")]
fn remote(feature: &str, uri: &Address) -> Option<Location> {
    super::remote::Remote::new(feature, uri).map(Location::Remote)
}

#[cfg(not(feature = "stores"))]
fn remote(_: &str, _: &Address) -> Option<Location> {
    None
}

/// The path after `file://`: `/path` or `localhost/path` (RFC 8089).
fn local(rest: &str) -> Option<Location> {
    let path = if rest.starts_with('/') { rest } else { rest.strip_prefix("localhost")? };
    path.starts_with('/').then(|| Location::Local(PathBuf::from(os_string(percent_decoded(path)))))
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(uri: &str) -> Option<String> {
        parse(OsStr::new(uri)).ok().map(|location| location.to_string())
    }

    #[test]
    fn a_path_stays_as_it_is() {
        for plain in ["/a b/c%20d", "a/b", "a:b", "", "./file:/x", "a b://c", "1://x", "://x"] {
            assert_eq!(path(plain).as_deref(), Some(plain));
        }
    }

    #[test]
    fn a_file_uri_is_decoded() {
        assert_eq!(path("file:///a%20b/%C3%A9").as_deref(), Some("/a b/é"));
        assert_eq!(path("FILE://localhost/a").as_deref(), Some("/a"));
        assert_eq!(path("file:///100%/%zz/%4").as_deref(), Some("/100%/%zz/%4"));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_may_have_bytes_that_are_not_utf_8() {
        let name: OsString = std::os::unix::ffi::OsStringExt::from_vec(b"/a\xff".to_vec());
        assert_eq!(parse(&name).ok(), Some(Location::Local(PathBuf::from(&name))));
        assert_eq!(parse(OsStr::new("file:///a%ff")).ok(), Some(Location::Local(PathBuf::from(&name))));
    }

    #[test]
    fn an_error_names_the_feature_of_a_store() {
        let missing = |scheme: &str| {
            let feature = feature(scheme).unwrap_or_default();
            StorageError::NotBuilt { uri: Address::new(format!("{scheme}://bucket/key")), feature }
                .to_string()
        };
        assert!(missing("s3").contains("feature `s3`"));
        assert!(missing("gs").contains("feature `gcs`"));
        assert!(missing("ABFS").contains("feature `azure`"));
        assert!(missing("https").contains("feature `http`"));
    }

    #[cfg(not(feature = "s3"))]
    #[test]
    fn a_program_without_a_store_says_so() {
        let error =
            parse(OsStr::new("s3://bucket/key")).map_err(|error| (error.may_pass(), error.to_string()));
        assert!(matches!(error, Err((false, message)) if message.contains("feature `s3`")));
    }

    #[test]
    fn a_uri_without_a_store_is_an_error() {
        let message =
            |uri: &str| parse(OsStr::new(uri)).map_err(|error| error.to_string()).err().unwrap_or_default();
        assert!(message("foo://bucket/key").contains("no store is known"));
        assert!(message("file://elsewhere/key").contains("another machine"));
        assert!(message("file://localhostess/key").contains("another machine"));
    }
}
