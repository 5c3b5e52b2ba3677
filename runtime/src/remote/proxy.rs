//! Which HTTP proxy a connection goes through.

use crate::config::Platform;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use secrecy::ExposeSecret;
use tonic::codegen::http::Uri;

/// The proxy for a server: the configured one, else that of `HTTPS_PROXY` or `ALL_PROXY`, unless `NO_PROXY` excepts the server.
/// Nothing on this machine is reached through a proxy, as for Go's clients.
pub(super) fn of(platform: &Platform, host: &str, uri: &Uri) -> Option<Intercept> {
    let is_here = host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback());
    let matcher = match &platform.http_proxy {
        Some(proxy) => Matcher::builder().all(proxy.value.expose_secret().to_owned()).no(excepted()).build(),
        None if is_here => return None,
        None => Matcher::from_env(),
    };
    matcher.intercept(uri)
}

fn excepted() -> String {
    let variable = |name| std::env::var(name).ok();
    variable("NO_PROXY").or_else(|| variable("no_proxy")).unwrap_or_default()
}
