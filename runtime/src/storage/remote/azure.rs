//! Azure's Blob Storage.

use super::bucket_settings::{self, Sort, text};
use super::careful::{Connector, Sign, Signer};
use super::client::{once, options};
use super::environment::{self, Setting};
use super::error;
use super::patience::Terms;
use super::store::Store;
use async_trait::async_trait;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use object_store::azure::{
    AzureAuthorizer, AzureConfigKey as Key, AzureCredential, AzureCredentialProvider, MicrosoftAzure,
    MicrosoftAzureBuilder,
};
use object_store::client::HttpRequest;
use std::io;
use std::sync::Arc;

/// flytekit's variables (`configuration/__init__.py`).
const FLYTE: [(&str, Key); 5] = [
    ("FLYTE_AZURE_STORAGE_ACCOUNT_NAME", Key::AccountName),
    ("FLYTE_AZURE_STORAGE_ACCOUNT_KEY", Key::AccessKey),
    ("FLYTE_AZURE_TENANT_ID", Key::AuthorityId),
    ("FLYTE_AZURE_CLIENT_ID", Key::ClientId),
    ("FLYTE_AZURE_CLIENT_SECRET", Key::ClientSecret),
];

/// Opens the container, `name` or `name@account.dfs.core.windows.net`, with the variables that flytekit reads, or with
/// Azure's own if these are not set.
pub(super) fn open(container: &str) -> io::Result<Store> {
    let (container, host) =
        container.split_once('@').map_or((container, None), |(one, host)| (one, Some(host)));
    bucket_settings::bucket(container, "container").map_err(error::setting)?;
    build(container, host).map(Store::of_one_client)
}

fn build(container: &str, host: Option<&str>) -> io::Result<MicrosoftAzure> {
    let given = settings().map_err(error::setting)?;
    let with = |builder: MicrosoftAzureBuilder, one: &Setting<Key>| builder.with_config(one.key, one.value());
    let mut builder = given.iter().fold(MicrosoftAzureBuilder::new().with_container_name(container), with);
    if let Some(account) = host.and_then(|host| host.split('.').next()) {
        bucket_settings::bucket(account, "storage account").map_err(error::setting)?;
        builder = builder.with_account(account);
    }
    let Some(account) = builder.get_config_value(&Key::AccountName) else {
        return Err(error::setting(
            "no storage account is configured: write `abfs://CONTAINER@ACCOUNT.dfs.core.windows.net/…`, or set the environment's \
             FLYTE_AZURE_STORAGE_ACCOUNT_NAME or AZURE_STORAGE_ACCOUNT_NAME",
        ));
    };
    let endpoint = builder.get_config_value(&Key::Endpoint);
    let connector = Connector { terms: Terms::default(), of_the_web: false, signer: Signer::default() };
    let builder = builder.with_client_options(options("AZURE_", endpoint.as_deref(), HeaderMap::new()));
    let builder = builder.with_retry(once()).with_http_connector(connector.clone());
    let built = builder.build().map_err(|error| {
        environment::refused(&error, "AZURE_", &given, |given| {
            let builder =
                MicrosoftAzureBuilder::new().with_account("account").with_container_name("container");
            given.iter().fold(builder, |builder, one| with(builder, one)).build().map(drop)
        })
    })?;
    // The cell is set once.
    let _ = connector.signer.set(Arc::new(Signs { credentials: Arc::clone(built.credentials()), account }));
    Ok(built)
}

/// Signs a request as the library does.
#[derive(Debug)]
struct Signs {
    credentials: AzureCredentialProvider,
    account: String,
}

#[async_trait]
impl Sign for Signs {
    async fn sign(&self, request: &mut HttpRequest) -> object_store::Result<()> {
        let credential = self.credentials.get_credential().await?;
        // Other credentials do not sign the address, and their headers are still right.
        if matches!(*credential, AzureCredential::AccessKey(_))
            && request.headers_mut().remove(AUTHORIZATION).is_some()
        {
            AzureAuthorizer::new(&credential, &self.account).try_authorize(request)?;
        }
        Ok(())
    }
}

/// All settings, weaker ones first.
fn settings() -> Result<Vec<Setting<Key>>, String> {
    let own = bucket_settings::from_environment("AZURE_", sort)?;
    let flyte = FLYTE.into_iter().map(|(name, key)| Setting::from_variable(name, key, sort(key)));
    let flyte = flyte.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
    Ok(own.into_iter().chain(connection()?).chain(flyte).collect())
}

/// The settings in `AZURE_STORAGE_CONNECTION_STRING`, as the portal shows it: `AccountName=…;AccountKey=…;BlobEndpoint=…`.
fn connection() -> Result<Vec<Setting<Key>>, String> {
    let Some(settings) = text("AZURE_STORAGE_CONNECTION_STRING") else { return Ok(Vec::new()) };
    let pairs = settings.split(';').filter_map(|one| one.split_once('='));
    let known = pairs.filter_map(|(name, value)| {
        let key = match name.trim() {
            "AccountName" => Key::AccountName,
            "AccountKey" => Key::AccessKey,
            "BlobEndpoint" => Key::Endpoint,
            "SharedAccessSignature" => Key::SasKey,
            _ => return None,
        };
        let origin = format!("the {} in the environment's AZURE_STORAGE_CONNECTION_STRING", name.trim());
        Some(Setting::checked(origin, key, value.trim().trim_end_matches('/'), sort(key)))
    });
    known.collect()
}

fn sort(key: Key) -> Sort {
    match key {
        Key::Endpoint | Key::MsiEndpoint | Key::AuthorityHost | Key::FabricTokenServiceUrl => Sort::Server,
        Key::AccountName | Key::ClientId | Key::AuthorityId | Key::ContainerName => Sort::Name,
        Key::AccessKey | Key::Token | Key::ClientSecret => Sort::Secret,
        _ => Sort::Any,
    }
}
