//! The client itself.

use aileron::remote::{Client, Settings};
use remote_tests::{Options, Server};

#[tokio::test]
async fn a_client_connects_and_asks_for_the_version() {
    let server = Server::start(Options::default());
    let client = Client::connect(Settings::new(server.grpc()).insecure()).await.expect("a connection");
    assert_eq!(client.version().await.expect("an answer"), "v1.16.8");
}
