//! Files of web servers.

use super::super::percent_decoded;
use super::careful::{Connector, Signer};
use super::client::{once, options};
use super::environment;
use super::error;
use super::patience::Terms;
use super::store::Store;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue};
use object_store::http::HttpBuilder;
use reqwest::Url;
use std::io;
use std::sync::Arc;

/// Opens the one file at a URL, whatever its path and query are. No other address is requested.
pub(super) fn open(url: &str) -> io::Result<Store> {
    let (url, headers) = address(url).map_err(error::setting)?;
    let connector = Connector { terms: Terms::default(), of_the_web: true, signer: Signer::default() };
    let builder = HttpBuilder::new()
        .with_client_options(options("HTTP_", Some(&url), headers))
        .with_url(url)
        .with_retry(once())
        .with_http_connector(connector);
    let built =
        builder.build().map_err(|error| environment::refused::<()>(&error, "HTTP_", &[], |_| Ok(())))?;
    let store = Arc::new(built);
    Ok(Store {
        reading: Arc::clone(&store) as _,
        writing: store,
        parts: None,
        lists: None,
        terms: Terms::default(),
    })
}

/// Splits the URL into the address and the header with the user and the password.
fn address(url: &str) -> Result<(String, HeaderMap), String> {
    let wrong =
        |why: &dyn std::fmt::Display| format!("it is not the address of a file on a web server ({why})");
    let mut url = Url::parse(url).map_err(|error| wrong(&error))?;
    let mut headers = HeaderMap::new();
    if !url.username().is_empty() || url.password().is_some() {
        let parts = [url.username(), url.password().unwrap_or_default()].map(percent_decoded);
        let encoded = BASE64_STANDARD.encode(parts.join(&b':'));
        let mut basic = HeaderValue::from_str(&format!("Basic {encoded}")).map_err(|error| wrong(&error))?;
        basic.set_sensitive(true);
        headers.insert(AUTHORIZATION, basic);
        // Can't fail: a `http` or `https` URL has a user and a password.
        let _ = (url.set_username(""), url.set_password(None));
    }
    url.set_fragment(None);
    let url = String::from(url);
    url.parse::<http::Uri>().map_err(|error| wrong(&error))?;
    Ok((url, headers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_and_the_password_are_sent_in_a_header() {
        let (url, headers) = address("https://Aladdin:open%20sesame@host/a?b=c@d#e").unwrap();
        assert_eq!(url, "https://host/a?b=c@d");
        // The example of RFC 7617.
        assert_eq!(headers[AUTHORIZATION], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert!(address("https://host/a").unwrap().1.is_empty());
    }

    #[test]
    fn an_error_shows_no_secrets_of_the_address() {
        for url in ["https://", "https://u:5ec2e7@", "https://u:5ec2e7@host:port/", "https://u:5ec2e7@[::/"] {
            let error = address(url).unwrap_err();
            assert!(error.contains("is not the address") && !error.contains("5ec2e7"), "{error}");
        }
        let long = format!("https://host/{}", "a".repeat(70_000));
        assert!(address(&long).unwrap_err().contains("too long"));
    }
}
