//! `fake-gcs-server`, an emulator of Google Cloud Storage. It differs in uploads: it has none in parts, accepts others of this
//! API only at signed URLs, whose signatures it ignores, and returns no tags. So a proxy translates each of them.

use crate::bucket::Bucket;
use crate::proxy::{Fault, Message, Proxy};
use crate::request;
use crate::server::{Server, go_program};
use object_store::gcp::{GcpCredential, GoogleCloudStorageBuilder};
use object_store::{ClientOptions, StaticCredentialProvider};
use std::process::Command;
use std::sync::Arc;

/// The bucket of the server.
pub const BUCKET: &str = "bucket";

/// A server with one empty bucket.
#[derive(Debug)]
pub struct FakeGcs {
    /// `http://127.0.0.1:40000`.
    pub endpoint: String,
    /// The process; when it is dropped, the endpoint ends.
    pub server: Server,
}

impl FakeGcs {
    /// Starts a server.
    ///
    /// # Panics
    /// If the bucket can't be made.
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

    /// A client of the bucket that does not use Aileron.
    ///
    /// # Panics
    /// If the server can't be reached.
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
        Bucket::new(Arc::new(store.expect("the settings are complete")))
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
            // The server answers only to the name that it was started with.
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
