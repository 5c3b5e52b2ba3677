//! What several tests need.

use aileron::remote::{Client, Settings};
use remote_tests::Server;
use remote_tests::entities::{DOMAIN, PROJECT};

/// A client of the server, for the project of its entities.
pub(crate) async fn client(server: &Server) -> Client {
    let settings = Settings::new(server.grpc()).insecure().project(PROJECT).domain(DOMAIN);
    Client::connect(settings).await.expect("a connection")
}
