//! What breaks, without the client: that the proxy and the server's faults are what other tests take them for.

use aileron_idl::core::ResourceType;
use aileron_idl::service::admin_service::{CREATE_TASK, GET_TASK};
use remote_tests::{Options, Proxy, Server, entities};
use tonic::Code;

fn registering() -> Server {
    Server::start(Options::default().flag("--no-engine"))
}

#[tokio::test]
async fn a_lost_answer_is_no_answer_and_yet_the_task_is_stored() {
    let server = registering();
    // Tonic says UNKNOWN of a stream that is reset, where others say INTERNAL.
    for (kind, code) in [("lost", Code::Unavailable), ("reset", Code::Unknown), ("vanish", Code::Unknown)] {
        let proxy = Proxy::start(&server, &format!("{kind}:Create*:1"), 1);
        let status = proxy.call(CREATE_TASK, entities::task(kind)).await.expect_err("a fault");
        assert_eq!(status.code(), code, "{kind}: {status}");
        proxy.call(GET_TASK, entities::get(ResourceType::Task, kind)).await.expect("it is stored");
        assert_eq!(proxy.broken(kind), 1);
    }
}

#[tokio::test]
async fn a_call_that_does_not_arrive_stores_nothing() {
    let server = registering();
    for kind in ["unavailable", "exhausted", "drop"] {
        let proxy = Proxy::start(&server, &format!("{kind}:Create*:1"), 1);
        proxy.call(CREATE_TASK, entities::task(kind)).await.expect_err("a fault");
        let status =
            proxy.call(GET_TASK, entities::get(ResourceType::Task, kind)).await.expect_err("it is not there");
        assert_eq!(status.code(), Code::NotFound);
    }
}

#[tokio::test]
async fn a_database_that_is_down_looks_like_a_wrong_request() {
    let server = Server::start(Options::default().flag("--no-engine").with("--faults", "database:*:2"));
    let status = server.call(CREATE_TASK, entities::task("task")).await.expect_err("no database");
    assert_eq!(status.code(), Code::InvalidArgument);
    let said = "failed to validate that project [flytesnacks] and domain [development] are registered, err: [unexpected error type for: ";
    assert!(status.message().starts_with(said), "{status}");
    let status =
        server.call(GET_TASK, entities::get(ResourceType::Task, "task")).await.expect_err("no database");
    assert_eq!(status.code(), Code::Internal);
    assert!(status.message().starts_with("unexpected error type for: "), "{status}");
    server.call(CREATE_TASK, entities::task("task")).await.expect("the database is back");
}
