//! The connection to a server.

use super::unreachable::Unreachable;
use super::{proxy, trust};
use crate::config::{Endpoint, Platform};
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Intercept;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use socket2::{SockRef, TcpKeepalive};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tonic::codegen::Service;
use tonic::codegen::http::Uri;
use tonic::transport::{self, Channel};

/// A connection that is not there after this time will hardly come.
const SLOWEST: Duration = Duration::from_secs(20);
/// A system tells after this time that the other side is gone. Pings of HTTP/2 would be too much: grpc-go closes a connection
/// whose client sends them more often than every five minutes.
const KEPT_ALIVE: Duration = Duration::from_secs(30);
/// The greatest size of an answer's headers and trailers: flyteadmin tells in a trailer how two entities differ, in up to 3 MiB
/// (v1.16.8, seen: a workflow of 100 nodes has over 30 kB).
const LARGEST_HEADERS: u32 = 16 << 20;

/// Connects to a server.
pub(super) async fn connect(
    platform: &Platform,
    endpoint: &Endpoint,
) -> Result<(Channel, Connector), Failed> {
    let scheme = if platform.insecure.value { "http" } else { "https" };
    let uri = |scheme: &str| {
        format!("{scheme}://{endpoint}").parse::<Uri>().map_err(|error| Failed::Settings(error.to_string()))
    };
    let origin = uri(scheme)?;
    let tls = if platform.insecure.value {
        None
    } else {
        Some(Arc::new(trust::of(platform).map_err(Failed::Settings)?))
    };
    let connector = Connector(Arc::new(Target {
        host: endpoint.host().to_owned(),
        port: endpoint.port(),
        // What is sent to this server is the same with and without TLS.
        proxy: proxy::of(platform, endpoint.host(), &uri("https")?),
        tls,
    }));
    // tonic has a say in TLS where the scheme is `https`, so it sees `http`; the server sees the real one.
    let channel = transport::Endpoint::from(uri("http")?)
        .origin(origin)
        .user_agent(concat!("aileron/", env!("CARGO_PKG_VERSION")))
        .map_err(Failed::Connection)?
        .http2_max_header_list_size(LARGEST_HEADERS);
    let channel = channel.connect_with_connector(connector.clone()).await.map_err(Failed::Connection)?;
    Ok((channel, connector))
}

/// Why there is no connection.
pub(super) enum Failed {
    /// The settings are wrong.
    Settings(String),
    Connection(transport::Error),
}

/// Opens connections to a server.
#[derive(Clone, Debug)]
pub(super) struct Connector(Arc<Target>);

#[derive(Debug)]
struct Target {
    host: String,
    port: u16,
    proxy: Option<Intercept>,
    /// None if the server speaks plain text.
    tls: Option<Arc<ClientConfig>>,
}

/// Bytes in both directions.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

type Opening = Pin<Box<dyn Future<Output = Result<TokioIo<Box<dyn Stream>>, Unreachable>> + Send>>;

impl Service<Uri> for Connector {
    type Response = TokioIo<Box<dyn Stream>>;
    type Error = Unreachable;
    type Future = Opening;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Unreachable>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Opening {
        let connector = self.clone();
        Box::pin(async move { connector.open().await.map(TokioIo::new) })
    }
}

impl Connector {
    async fn open(&self) -> Result<Box<dyn Stream>, Unreachable> {
        let opened = tokio::time::timeout(SLOWEST, self.0.open()).await;
        opened.unwrap_or_else(|_| Err(Unreachable::slow(SLOWEST.as_secs())))
    }

    /// Asks a server whose first answer was none that is gRPC what it speaks. Only for a person who has to be told why.
    pub(super) async fn diagnosis(&self) -> Option<Unreachable> {
        /// The beginning of every connection of HTTP/2, and settings without any.
        const BEGIN: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
        if self.0.tls.is_some() {
            return None;
        }
        let ask = async {
            let mut stream = self.0.open().await.ok()?;
            stream.write_all(BEGIN).await.ok()?;
            let mut first = [0; 5];
            stream.read_exact(&mut first).await.ok()?;
            match &first {
                // A record of TLS that is an alert.
                [0x15, 3, ..] => Some(Unreachable::server_speaks_tls()),
                b"HTTP/" => Some(Unreachable::server_is_for_browsers()),
                _ => None,
            }
        };
        tokio::time::timeout(Duration::from_secs(3), ask).await.ok()?
    }
}

impl Target {
    async fn open(&self) -> Result<Box<dyn Stream>, Unreachable> {
        let stream = match &self.proxy {
            None => tcp(&self.host, self.port).await?,
            Some(proxy) => self.through(proxy).await?,
        };
        let Some(tls) = &self.tls else { return Ok(Box::new(stream)) };
        let name = ServerName::try_from(self.host.clone())
            .map_err(|error| Unreachable::name(&self.host, io::Error::other(error)))?;
        let stream =
            TlsConnector::from(Arc::clone(tls)).connect(name, stream).await.map_err(Unreachable::tls)?;
        if stream.get_ref().1.alpn_protocol() != Some(b"h2") {
            return Err(Unreachable::server_is_for_browsers());
        }
        Ok(Box::new(stream))
    }

    /// A connection to the server that a proxy makes.
    async fn through(&self, proxy: &Intercept) -> Result<TcpStream, Unreachable> {
        let uri = proxy.uri();
        let port = uri.port_u16().unwrap_or(80);
        let address = format!("{}:{port}", uri.host().unwrap_or_default());
        if uri.scheme_str() != Some("http") {
            let scheme = uri.scheme_str().unwrap_or_default();
            let why = format!("a proxy that speaks `{scheme}` can't be used; write `http://HOST:PORT`");
            return Err(Unreachable::proxy(&address, why.into()));
        }
        let stream = tcp(uri.host().unwrap_or_default(), port).await;
        let stream = stream.map_err(|error| Unreachable::proxy(&address, error.into()))?;
        let mut tunnel = Tunnel::new(uri.clone(), Ready(Some(stream)));
        if let Some(auth) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(auth.clone());
        }
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        let server = format!("https://{host}:{}", self.port).parse::<Uri>();
        let server = server.map_err(|error| Unreachable::proxy(&address, error.into()))?;
        let stream = tunnel.call(server).await.map_err(|error| Unreachable::proxy(&address, error.into()))?;
        Ok(stream.into_inner())
    }
}

/// Hands over a connection that is there already.
struct Ready(Option<TcpStream>);

impl Service<Uri> for Ready {
    type Response = TokioIo<TcpStream>;
    type Error = io::Error;
    type Future = std::future::Ready<io::Result<TokioIo<TcpStream>>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let stream = self.0.take().ok_or_else(|| io::Error::other("this connection is used already"));
        std::future::ready(stream.map(TokioIo::new))
    }
}

/// A connection to the first address of a host that answers.
async fn tcp(host: &str, port: u16) -> Result<TcpStream, Unreachable> {
    let addresses = lookup_host((host, port)).await.map_err(|error| Unreachable::name(host, error))?;
    let mut failure = None;
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => {
                // Without these it works as well, only worse.
                let _ = stream.set_nodelay(true);
                let _ = SockRef::from(&stream).set_tcp_keepalive(&TcpKeepalive::new().with_time(KEPT_ALIVE));
                return Ok(stream);
            }
            Err(error) => failure = Some(error),
        }
    }
    let absent = || Unreachable::name(host, io::Error::other("no address was found"));
    Err(failure.map_or_else(absent, Unreachable::tcp))
}
