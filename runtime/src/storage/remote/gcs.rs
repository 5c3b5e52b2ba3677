//! Google Cloud Storage.

use super::careful::Connector;
use super::client::{options, retries};
use super::environment::text;
use super::error;
use super::store::Store;
use object_store::StaticCredentialProvider;
use object_store::gcp::{
    GcpCredential, GcpCredentialProvider, GoogleCloudStorage, GoogleCloudStorageBuilder, GoogleConfigKey,
};
use std::io;
use std::sync::Arc;

/// What is stored compressed is not decompressed on the way: its size and checksum are those of what is stored.
const AS_STORED: (&str, &str) = ("accept-encoding", "gzip");

/// The bucket, with the credentials of the environment or of the machine, as Google's own libraries find them.
pub(super) fn open(bucket: &str) -> io::Result<Store> {
    if bucket.is_empty() {
        return Err(error::setting("it names no bucket"));
    }
    let store = Arc::new(build(bucket)?);
    Ok(Store { reading: Arc::clone(&store) as _, writing: Arc::clone(&store) as _, parts: Some(store) })
}

fn build(bucket: &str) -> io::Result<GoogleCloudStorage> {
    let mut builder = GoogleCloudStorageBuilder::from_env().with_bucket_name(bucket);
    // An emulator asks for no credentials (`google-cloud-storage` and gcsfs read the same variable).
    if let Some(emulator) = text("STORAGE_EMULATOR_HOST") {
        let endpoint = if emulator.contains("://") { emulator } else { format!("http://{emulator}") };
        builder = builder.with_base_url(endpoint.trim_end_matches('/')).with_credentials(nobody());
    }
    let endpoint = builder.get_config_value(&GoogleConfigKey::BaseUrl);
    let options = options("GOOGLE_", endpoint.as_deref(), &[AS_STORED]);
    let builder = builder.with_client_options(options).with_retry(retries(None, None));
    builder.with_http_connector(Connector).build().map_err(error::setting)
}

fn nobody() -> GcpCredentialProvider {
    Arc::new(StaticCredentialProvider::new(GcpCredential { bearer: String::new() }))
}
