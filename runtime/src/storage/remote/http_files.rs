//! Files that a web server gives away.

use super::careful::Connector;
use super::client::{options, retries};
use super::error;
use super::store::Store;
use object_store::http::HttpBuilder;
use std::io;
use std::sync::Arc;

/// The one file of that URL, whatever is in its path and query: nothing else is asked of the server.
pub(super) fn open(url: &str) -> io::Result<Store> {
    let builder = HttpBuilder::new()
        .with_url(url)
        .with_client_options(options("HTTP_", Some(url), &[]))
        .with_retry(retries(None, None))
        .with_http_connector(Connector);
    let store = Arc::new(builder.build().map_err(error::setting)?);
    Ok(Store { reading: Arc::clone(&store) as _, writing: store, parts: None })
}
