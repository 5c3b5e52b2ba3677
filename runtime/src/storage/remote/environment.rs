//! Settings of the environment that every client has, and which one is at fault when there can be no client.

use super::error;
use object_store::client::{HttpConnector, ReqwestConnector};
use object_store::{ClientConfigKey, ClientOptions};
use std::fmt::Display;
use std::io;

/// A setting and its origin.
#[derive(Clone, Debug)]
pub(super) struct Setting<K> {
    /// Such as `the environment's AWS_REGION`.
    pub(super) origin: String,
    pub(super) key: K,
    value: String,
}

impl<K> Setting<K> {
    pub(super) fn new(origin: String, key: K, value: String) -> Self {
        Setting { origin, key, value }
    }

    pub(super) fn value(&self) -> &str {
        &self.value
    }
}

/// The settings of the HTTP client, from variables such as `AWS_TIMEOUT`.
pub(super) fn of_client(prefix: &str) -> Vec<Setting<ClientConfigKey>> {
    let variables = variables().filter_map(|(name, value)| {
        let key = name.strip_prefix(prefix)?.to_ascii_lowercase().parse().ok()?;
        Some(Setting::new(format!("the environment's {name}"), key, value.trim().to_owned()))
    });
    variables.collect()
}

/// The variables that are UTF-8 and not empty.
pub(super) fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(_, value)| !value.trim().is_empty())
}

/// The error of a store that can't be built: which setting is wrong, and what to write instead.
pub(super) fn refused<K>(
    error: &object_store::Error,
    prefix: &str,
    settings: &[Setting<K>],
    make: impl Fn(&[&Setting<K>]) -> object_store::Result<()>,
) -> io::Error {
    // Each setting of the client can be tried alone.
    let of_client = of_client(prefix).into_iter().find_map(|one| {
        let options = ClientOptions::new().with_config(one.key, one.value);
        Some(at_fault(&one.origin, &ReqwestConnector::default().connect(&options).err()?))
    });
    // The settings of a store depend on each other: without the wrong one, the store can be built.
    let of_store = || {
        settings.iter().enumerate().find_map(|(index, one)| {
            let others: Vec<_> = settings.iter().enumerate().filter(|(other, _)| *other != index).collect();
            let others: Vec<_> = others.into_iter().map(|(_, other)| other).collect();
            make(&others).ok().map(|()| at_fault(&one.origin, error))
        })
    };
    error::setting(of_client.or_else(of_store).unwrap_or_else(|| error::with_causes(error)))
}

fn at_fault(origin: &str, error: &dyn Display) -> String {
    let error = error.to_string();
    let advice = [
        (" as boolean", "write `true` or `false`"),
        (" as Duration", "write a time such as `30s` or `2m`"),
        (" as u", "write a whole number"),
    ];
    let advice = advice.iter().find(|(what, _)| error.contains(what)).map(|(_, advice)| *advice);
    let is_secret = ["KEY", "TOKEN", "SECRET", "SAS", "SIGNATURE"].iter().any(|word| origin.contains(word));
    match advice {
        Some(advice) => format!("{origin} is not valid: {advice}"),
        // Some errors quote the value.
        None if is_secret => format!("{origin} is not valid: such a secret has another form"),
        None => format!("{origin} is not valid: {error}"),
    }
}
