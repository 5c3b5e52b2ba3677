//! What several tests need.

use aileron::remote::{Client, Settings};
use remote_tests::entities::{DOMAIN, PROJECT};
use remote_tests::{Proxy, Server};

/// A client of the server, for the project of its entities.
pub(crate) async fn client(server: &Server) -> Client {
    connected(server.grpc()).await
}

/// A client that comes by the proxy.
pub(crate) async fn through(proxy: &Proxy) -> Client {
    connected(proxy.grpc()).await
}

async fn connected(endpoint: &str) -> Client {
    let settings = Settings::new(endpoint).insecure().project(PROJECT).domain(DOMAIN);
    Client::connect(settings).await.expect("a connection")
}
