//! `fake-gcs-server`, which speaks like Google Cloud Storage, but for uploads: it knows none in parts, takes others by
//! this API only at signed URLs, whose signature it doesn't check, and gives them no tag. So each passes a translator.

use crate::bucket::Bucket;
use crate::proxy::{Fault, Message, Proxy};
use crate::request;
use crate::server::{Server, go_program};
use object_store::gcp::{GcpCredential, GoogleCloudStorageBuilder};
use object_store::{ClientOptions, StaticCredentialProvider};
use std::process::Command;
use std::sync::Arc;

/// The bucket that the server has.
pub const BUCKET: &str = "bucket";

/// A server with one empty bucket.
#[derive(Debug)]
pub struct FakeGcs {
    /// `http://127.0.0.1:40000`.
    pub endpoint: String,
    /// Which ends with this.
    pub server: Server,
}

impl FakeGcs {
    /// Starts one.
    ///
    /// # Panics
    /// When it takes no bucket.
    #[must_use]
    pub fn start() -> Self {
        let program = go_program("github.com/fsouza/fake-gcs-server", "v1.52.2");
        let folder = tempfile::tempdir().expect("a folder").keep();
        let server = Server::start(&folder, |address| {
            let (host, port) = address.split_once(':').expect("a host and a port");
            let mut command = Command::new(program);
            command.args(["-scheme", "http", "-backend", "memory", "-log-level", "error"]);
            command.args(["-host", host, "-port", port, "-public-host", address]);
            command
        });
        let json = [("Content-Type", "application/json")];
        let answer =
            request::ask(&server.address, "POST", "/storage/v1/b?project=p", &json, r#"{"name": "bucket"}"#);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let translator = Proxy::translating(&server.address, |_| Fault::None, translate);
        FakeGcs { endpoint: translator.endpoint, server }
    }

    /// Its bucket, as it really is.
    ///
    /// # Panics
    /// When the server can't be reached.
    #[must_use]
    pub fn bucket(&self) -> Bucket {
        crate::bucket::prepare();
        let store = GoogleCloudStorageBuilder::new()
            .with_base_url(&self.endpoint)
            .with_credentials(Arc::new(StaticCredentialProvider::new(GcpCredential {
                bearer: String::new(),
            })))
            .with_bucket_name(BUCKET)
            .with_client_options(ClientOptions::new().with_allow_http(true))
            .build();
        Bucket::new(Arc::new(store.expect("the settings are whole")))
    }
}

fn translate(message: &mut Message<'_>) {
    match message {
        Message::Request { server, head } => {
            let (line, headers) = head.split_once("\r\n").unwrap_or_default();
            let line = if line.starts_with("PUT ") {
                line.replace(" HTTP/", "?X-Goog-Algorithm=none HTTP/")
            } else {
                line.to_owned()
            };
            // It knows itself by one name only.
            let headers = headers.lines().filter(|header| !header.to_ascii_lowercase().starts_with("host:"));
            let headers: String = headers.flat_map(|header| [header, "\r\n"]).collect();
            **head = format!("{line}\r\nHost: {server}\r\n{headers}");
        }
        Message::Answer { head } => {
            let tagged = head.lines().any(|header| header.to_ascii_lowercase().starts_with("etag:"));
            if let (false, Some(end)) = (tagged, head.rfind("\r\n")) {
                head.insert_str(end, "ETag: \"none\"\r\n");
            }
        }
    }
}
