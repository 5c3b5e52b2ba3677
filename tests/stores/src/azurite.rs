//! Azurite, an emulator of Azure's Blob Storage.

use crate::bucket::Bucket;
use crate::request;
use crate::server::Server;
use aileron::chrono::Utc;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use object_store::ClientOptions;
use object_store::azure::MicrosoftAzureBuilder;
use ring::hmac;
use std::process::Command;
use std::sync::Arc;
use test_support::npm_package;

/// The container of the server.
pub const CONTAINER: &str = "container";
/// The account of the emulator, which is well known.
pub const ACCOUNT: &str = "devstoreaccount1";
/// The account's key, which is well known too.
pub const KEY: &str =
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// A server with one empty container.
#[derive(Debug)]
pub struct Azurite {
    /// `http://127.0.0.1:40000/devstoreaccount1`.
    pub endpoint: String,
    server: Server,
}

impl Azurite {
    /// Starts a server.
    ///
    /// # Panics
    /// If the container can't be made.
    #[must_use]
    pub fn start() -> Self {
        let program = npm_package("azurite", "3.35.0").join("azurite/dist/src/blob/main.js");
        let folder = tempfile::tempdir().expect("a folder").keep();
        let server = Server::start(&folder, |address| {
            let (host, port) = address.split_once(':').expect("a host and a port");
            let mut command = Command::new("node");
            command.arg(program).args(["--blobHost", host, "--blobPort", port, "--location"]).arg(&folder);
            command.args(["--silent", "--skipApiVersionCheck", "--disableTelemetry"]);
            command
        });
        let azurite = Azurite { endpoint: format!("http://{}/{ACCOUNT}", server.address), server };
        azurite.make_container();
        azurite
    }

    /// The connection string, as the portal would show it.
    #[must_use]
    pub fn connection(&self) -> String {
        format!("AccountName={ACCOUNT};AccountKey={KEY};BlobEndpoint={};", self.endpoint)
    }

    /// A client of the container that does not use Aileron.
    ///
    /// # Panics
    /// If the server can't be reached.
    #[must_use]
    pub fn bucket(&self) -> Bucket {
        crate::bucket::prepare();
        let store = MicrosoftAzureBuilder::new()
            .with_endpoint(self.endpoint.clone())
            .with_account(ACCOUNT)
            .with_access_key(KEY)
            .with_container_name(CONTAINER)
            .with_client_options(ClientOptions::new().with_allow_http(true))
            .build();
        Bucket::new(Arc::new(store.expect("the settings are complete")))
    }

    /// Makes the container. The library can't, so the request is signed here (Azure's "Authorize with Shared Key").
    fn make_container(&self) {
        let date = Utc::now().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let version = "2020-10-02";
        let signed = format!(
            "PUT{}x-ms-date:{date}\nx-ms-version:{version}\n/{ACCOUNT}/{ACCOUNT}/{CONTAINER}\nrestype:container",
            "\n".repeat(12)
        );
        let key = hmac::Key::new(hmac::HMAC_SHA256, &BASE64_STANDARD.decode(KEY).expect("a key"));
        let signature = BASE64_STANDARD.encode(hmac::sign(&key, signed.as_bytes()));
        let authorization = format!("SharedKey {ACCOUNT}:{signature}");
        let headers = [("x-ms-date", &*date), ("x-ms-version", version), ("Authorization", &*authorization)];
        let target = format!("/{ACCOUNT}/{CONTAINER}?restype=container");
        let answer = request::ask(&self.server.address, "PUT", &target, &headers, "");
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    }
}
