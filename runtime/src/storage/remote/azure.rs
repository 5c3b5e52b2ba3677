//! Azure's Blob Storage.

use super::careful::Connector;
use super::client::{options, retries};
use super::environment::text;
use super::error;
use super::store::Store;
use object_store::azure::{AzureConfigKey, MicrosoftAzure, MicrosoftAzureBuilder};
use std::io;
use std::sync::Arc;

/// The container, `name` or `name@account.dfs.core.windows.net`, by the variables that flytekit reads
/// (`configuration/__init__.py`), and by Azure's own where these are not set.
pub(super) fn open(container: &str) -> io::Result<Store> {
    let (container, host) =
        container.split_once('@').map_or((container, None), |(one, host)| (one, Some(host)));
    if container.is_empty() {
        return Err(error::setting("it names no container"));
    }
    let store = Arc::new(build(container, host)?);
    Ok(Store { reading: Arc::clone(&store) as _, writing: Arc::clone(&store) as _, parts: Some(store) })
}

fn build(container: &str, host: Option<&str>) -> io::Result<MicrosoftAzure> {
    let mut builder = MicrosoftAzureBuilder::from_env().with_container_name(container);
    for (key, value) in connection().into_iter().chain(variables()) {
        builder = builder.with_config(key, value);
    }
    if let Some(account) = host.and_then(|host| host.split('.').next()) {
        builder = builder.with_account(account);
    }
    if builder.get_config_value(&AzureConfigKey::AccountName).is_none() {
        return Err(error::setting(
            "no account is known: write `abfs://CONTAINER@ACCOUNT.dfs.core.windows.net/…`, or set the environment's \
             FLYTE_AZURE_STORAGE_ACCOUNT_NAME or AZURE_STORAGE_ACCOUNT_NAME",
        ));
    }
    let endpoint = builder.get_config_value(&AzureConfigKey::Endpoint);
    let builder = builder.with_client_options(options("AZURE_", endpoint.as_deref(), &[]));
    let builder = builder.with_retry(retries(None, None)).with_http_connector(Connector);
    builder.build().map_err(error::setting)
}

fn variables() -> impl Iterator<Item = (AzureConfigKey, String)> {
    [
        ("FLYTE_AZURE_STORAGE_ACCOUNT_NAME", AzureConfigKey::AccountName),
        ("FLYTE_AZURE_STORAGE_ACCOUNT_KEY", AzureConfigKey::AccessKey),
        ("FLYTE_AZURE_TENANT_ID", AzureConfigKey::AuthorityId),
        ("FLYTE_AZURE_CLIENT_ID", AzureConfigKey::ClientId),
        ("FLYTE_AZURE_CLIENT_SECRET", AzureConfigKey::ClientSecret),
    ]
    .into_iter()
    .filter_map(|(name, key)| Some((key, text(name)?)))
}

/// What `AZURE_STORAGE_CONNECTION_STRING` says, as the portal gives it: `AccountName=…;AccountKey=…;BlobEndpoint=…`.
fn connection() -> Vec<(AzureConfigKey, String)> {
    let Some(settings) = text("AZURE_STORAGE_CONNECTION_STRING") else { return Vec::new() };
    let pairs = settings.split(';').filter_map(|one| one.split_once('='));
    let known = pairs.filter_map(|(name, value)| {
        let key = match name.trim() {
            "AccountName" => AzureConfigKey::AccountName,
            "AccountKey" => AzureConfigKey::AccessKey,
            "BlobEndpoint" => AzureConfigKey::Endpoint,
            "SharedAccessSignature" => AzureConfigKey::SasKey,
            _ => return None,
        };
        Some((key, value.trim().trim_end_matches('/').to_owned()))
    });
    known.collect()
}
