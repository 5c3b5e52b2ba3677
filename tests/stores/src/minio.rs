//! `MinIO`, a server with the interface of S3.

use crate::bucket::Bucket;
use crate::server::{Server, go_program};
use http::Method;
use object_store::ClientOptions;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::signer::Signer;
use std::fs;
use std::path::{self, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// The user of the server.
pub const USER: &str = "somebody";
/// Their password.
pub const PASSWORD: &str = "something";
/// The bucket of the server.
pub const BUCKET: &str = "bucket";

const REGION: &str = "us-east-1";

/// A server with one empty bucket.
#[derive(Debug)]
pub struct Minio {
    /// The server.
    pub server: Server,
    /// `http://127.0.0.1:40000`.
    pub endpoint: String,
    /// The folder of the server.
    pub folder: PathBuf,
    region: &'static str,
}

impl Minio {
    /// Starts a server.
    #[must_use]
    pub fn start() -> Self {
        Self::with("http", &[], REGION)
    }

    /// Starts a server in a region.
    #[must_use]
    pub fn in_region(region: &'static str) -> Self {
        Self::with("http", &[], region)
    }

    /// Starts a server with TLS, with `public.crt` and `private.key` from a folder.
    #[must_use]
    pub fn with_certificate(folder: &path::Path) -> Self {
        Self::with("https", &["--certs-dir", &folder.to_string_lossy()], REGION)
    }

    fn with(scheme: &str, options: &[&str], region: &'static str) -> Self {
        let program = go_program("github.com/minio/minio", "v0.0.0-20250907161309-07c3a429bfed");
        let folder = tempfile::tempdir().expect("a folder").keep();
        let server = Server::start(&folder, |address| {
            let mut command = Command::new(program);
            command.args(["server", "--quiet", "--address", address]).args(options).arg(&folder);
            command.env("MINIO_ROOT_USER", USER).env("MINIO_ROOT_PASSWORD", PASSWORD);
            command.env("MINIO_SITE_REGION", region).env("MINIO_BROWSER", "off").env("MINIO_UPDATE", "off");
            command
        });
        // On one disk a bucket is a folder.
        fs::create_dir_all(folder.join(BUCKET)).expect("a folder in the folder");
        let minio = Minio { endpoint: format!("{scheme}://{}", server.address), server, folder, region };
        // It accepts connections before its disk is ready; the client tries again until it is.
        let _ = minio.bucket().list("");
        minio
    }

    /// A client of the bucket that does not use Aileron.
    #[must_use]
    pub fn bucket(&self) -> Bucket {
        Bucket::new(Arc::new(self.store()))
    }

    fn store(&self) -> AmazonS3 {
        crate::bucket::prepare();
        let store = AmazonS3Builder::new()
            .with_endpoint(&self.endpoint)
            .with_region(self.region)
            .with_access_key_id(USER)
            .with_secret_access_key(PASSWORD)
            .with_bucket_name(BUCKET)
            .with_client_options(
                ClientOptions::new().with_allow_http(true).with_allow_invalid_certificates(true),
            )
            .build();
        store.expect("the settings are complete")
    }

    /// A signed address of an object, which needs no credentials for a minute.
    ///
    /// # Panics
    /// If the key can't be a part of an address.
    #[must_use]
    pub fn signed_url(&self, key: &str) -> String {
        let path = Path::parse(key).expect("a key that the library can say");
        let store = self.store();
        let signed = store.signed_url(Method::GET, &path, Duration::from_mins(1));
        crate::bucket::block_on(signed).expect("an address").to_string()
    }

    /// The number of uploads in parts that were neither completed nor aborted.
    ///
    /// # Panics
    /// If the server's folder can't be read.
    #[must_use]
    pub fn unfinished_uploads(&self) -> usize {
        let objects = fs::read_dir(self.folder.join(".minio.sys/multipart")).into_iter().flatten();
        let uploads = objects.filter_map(|object| fs::read_dir(object.ok()?.path()).ok());
        uploads.map(Iterator::count).sum()
    }
}
