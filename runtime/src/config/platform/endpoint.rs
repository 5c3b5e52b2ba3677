//! The address of a server.

use std::fmt;

/// The address of a server: `HOST` or `HOST:PORT`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Endpoint(String);

impl Endpoint {
    /// The address of a sandbox, which is flytekit's default.
    pub(super) fn sandbox() -> Self {
        Endpoint("localhost:30080".to_owned())
    }

    /// An address that is checked later, by [`parse`](Self::parse).
    pub(crate) fn unchecked(text: String) -> Self {
        Endpoint(text)
    }

    /// Reads an address, in which `dns:///` means nothing, as for flytekit.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let bare = text.strip_prefix("dns:///").unwrap_or(text);
        if let Some((scheme, rest)) = bare.split_once("://") {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
            let insecure = match scheme {
                "http" => ", and `insecure: true` or `--insecure`, since it has no TLS",
                _ => "",
            };
            return Err(format!(
                "an endpoint has no scheme such as `{scheme}://`: it is where gRPC is spoken, not a page; write `{host}`{insecure}"
            ));
        }
        let (address, path) = bare.split_at(bare.find(['/', '?', '#']).unwrap_or(bare.len()));
        if !path.is_empty() {
            return Err(format!("an endpoint has no path; write `{address}` without `{path}`"));
        }
        let (host, port) = parts(address).ok_or_else(|| {
            format!(
                "`{address}` has more than one `:`; write an IPv6 address in brackets, as in `[::1]:30080`"
            )
        })?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        let is_v6 = |c: char| c.is_ascii_hexdigit() || ":.%".contains(c);
        let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
            Some(inner) => !inner.is_empty() && inner.chars().all(is_v6),
            None => !host.is_empty() && host.chars().all(is_plain),
        };
        if !is_host {
            return Err(format!("`{host}` is not the name of a host; write `HOST:PORT`"));
        }
        match port {
            Some(port) if !port.parse().is_ok_and(|port: u16| port > 0) => {
                Err(format!("`{port}` is not a port; write a number from 1 to 65535 behind `{host}:`"))
            }
            _ => Ok(Endpoint(address.to_owned())),
        }
    }

    /// The name or the address of the host, without brackets.
    pub(crate) fn host(&self) -> &str {
        let host = parts(&self.0).map_or(&*self.0, |(host, _)| host);
        host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
    }

    /// The port: 443 if there is none, as for gRPC with and without TLS.
    pub(crate) fn port(&self) -> u16 {
        let port = parts(&self.0).and_then(|(_, port)| port?.parse().ok());
        port.unwrap_or(443)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The host and the port, unless there are too many colons.
fn parts(address: &str) -> Option<(&str, Option<&str>)> {
    let end = address.strip_prefix('[').and_then(|rest| Some(rest.find(']')? + 2)).unwrap_or(0);
    match address[end..].split_once(':') {
        Some((_, port)) if port.contains(':') => None,
        Some((rest, port)) => Some((&address[..end + rest.len()], Some(port))),
        None => Some((address, None)),
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    #[test]
    fn an_endpoint_is_a_host_and_a_port() {
        for (text, host, port) in [
            ("localhost:30080", "localhost", 30080),
            ("dns:///flyte.example.com", "flyte.example.com", 443),
            (" a_b.c:1 ", "a_b.c", 1),
            ("10.0.0.1:81", "10.0.0.1", 81),
            ("[::1]:81", "::1", 81),
            ("[fe80::1]", "fe80::1", 443),
        ] {
            let endpoint = Endpoint::parse(text).unwrap();
            assert_eq!((endpoint.host(), endpoint.port()), (host, port), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused_with_what_to_write() {
        for (text, wanted) in [
            ("https://flyte.example.com/console", "write `flyte.example.com`"),
            ("http://localhost:30080", "write `localhost:30080`, and `insecure: true` or `--insecure`"),
            ("dns://8.8.8.8/flyte", "no scheme such as `dns://`"),
            ("flyte.example.com/console", "write `flyte.example.com` without `/console`"),
            ("flyte.example.com/", "write `flyte.example.com` without `/`"),
            ("::1", "in brackets"),
            ("host:", "`` is not a port"),
            ("host:70000", "`70000` is not a port"),
            ("host:0", "`0` is not a port"),
            (":30080", "`` is not the name of a host"),
            ("a b:1", "`a b` is not the name of a host"),
            ("[]:1", "`[]` is not the name of a host"),
            ("[::1]x:1", "`[::1]x` is not the name of a host"),
        ] {
            let message = Endpoint::parse(text).unwrap_err();
            assert!(message.contains(wanted), "{text}: {message}");
        }
    }
}
