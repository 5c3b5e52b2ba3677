//! Google Cloud Storage.

use super::bucket_settings::{self, Sort};
use super::careful::{Connector, Signer};
use super::client::{once, options};
use super::environment::{self, Setting};
use super::error;
use super::patience::Terms;
use super::store::Store;
use http::{HeaderMap, HeaderName, HeaderValue};
use object_store::StaticCredentialProvider;
use object_store::gcp::{
    GcpCredential, GcpCredentialProvider, GoogleCloudStorage, GoogleCloudStorageBuilder,
    GoogleConfigKey as Key,
};
use std::io;
use std::sync::Arc;

/// Asks for compressed objects as they are stored, so that their size and checksum are those of the stored bytes.
const AS_STORED: (HeaderName, HeaderValue) =
    (http::header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));

const EMULATOR: &str = "STORAGE_EMULATOR_HOST";

/// Opens the bucket with the credentials of the environment or of the machine, as Google's own libraries find them.
pub(super) fn open(bucket: &str) -> io::Result<Store> {
    bucket_settings::bucket(bucket, "bucket").map_err(error::setting)?;
    build(bucket).map(Store::of_one_client)
}

fn build(bucket: &str) -> io::Result<GoogleCloudStorage> {
    let given = settings().map_err(error::setting)?;
    let with =
        |builder: GoogleCloudStorageBuilder, one: &Setting<Key>| builder.with_config(one.key, one.value());
    let mut builder = given.iter().fold(GoogleCloudStorageBuilder::new().with_bucket_name(bucket), with);
    // An emulator needs no credentials (`google-cloud-storage` and gcsfs read the same variable).
    if let Some(emulator) = bucket_settings::text(EMULATOR) {
        let endpoint = if emulator.contains("://") { emulator } else { format!("http://{emulator}") };
        bucket_settings::server(&format!("the environment's {EMULATOR}"), &endpoint)
            .map_err(error::setting)?;
        builder = builder.with_base_url(endpoint.trim_end_matches('/')).with_credentials(nobody());
    }
    let endpoint = builder.get_config_value(&Key::BaseUrl);
    let options = options("GOOGLE_", endpoint.as_deref(), HeaderMap::from_iter([AS_STORED]));
    let connector = Connector { terms: Terms::default(), of_the_web: false, signer: Signer::default() };
    let builder = builder.with_client_options(options).with_retry(once()).with_http_connector(connector);
    builder.build().map_err(|error| {
        environment::refused(&error, "GOOGLE_", &given, |given| {
            let builder = GoogleCloudStorageBuilder::new().with_bucket_name("bucket");
            given.iter().fold(builder, |builder, one| with(builder, one)).build().map(drop)
        })
    })
}

fn settings() -> Result<Vec<Setting<Key>>, String> {
    let account = Setting::from_variable("SERVICE_ACCOUNT", Key::ServiceAccount, Sort::Any)?;
    Ok(account.into_iter().chain(bucket_settings::from_environment("GOOGLE_", sort)?).collect())
}

fn sort(key: Key) -> Sort {
    match key {
        Key::BaseUrl => Sort::Server,
        Key::BearerToken => Sort::Secret,
        _ => Sort::Any,
    }
}

fn nobody() -> GcpCredentialProvider {
    Arc::new(StaticCredentialProvider::new(GcpCredential { bearer: String::new() }))
}
