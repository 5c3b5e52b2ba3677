//! The client on a server that does what networks and servers do.
//!
//! The certificates: `ca.pem` is an authority, which signed `here.pem` (for this machine), `elsewhere.pem` (for another name) and
//! `expired.pem` (until 2021). The keys are of no use elsewhere.

mod fake;

use super::call::{CallError, Fate};
use super::unreachable::Unreachable;
use super::{Client, Error, Settings};
use crate::causes::Causes;
use crate::config::{Platform, Source, Sourced};
use aileron_idl::admin::{GetVersionRequest, GetVersionResponse, TaskCreateRequest, TaskCreateResponse};
use aileron_idl::service::admin_service::{CREATE_TASK, GET_VERSION};
use fake::{Fake, Step, file};
use std::time::Duration;
use tonic::Code;

/// Errors with a cause, for the test of all errors.
pub(crate) fn with_cause(cause: fn() -> std::io::Error) -> Vec<(&'static str, Box<dyn std::error::Error>)> {
    let status = || tonic::Status::from_error(Box::new(cause()));
    vec![
        ("Unreachable", Unreachable::tcp(cause()).into()),
        ("CallError", CallError::new(GET_VERSION.path, status()).into()),
        ("CallError", CallError::unreachable(GET_VERSION.path, Unreachable::tcp(cause())).into()),
        ("Error", Error::from(CallError::new(GET_VERSION.path, status())).into()),
    ]
}

/// Runs a test, which must not take long.
fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { tokio::time::timeout(Duration::from_secs(60), test).await.unwrap() });
}

fn sourced<T>(value: T) -> Sourced<T> {
    Sourced { value, source: Source::File { path: "c.yaml".into(), at: (2, 13) } }
}

async fn connect(endpoint: &str, set: impl FnOnce(&mut Platform)) -> Result<Client, Error> {
    let mut settings = Settings::new(endpoint);
    set(settings.platform_mut());
    Client::connect(settings).await
}

/// A client of a server in plain text.
async fn client(fake: &Fake, set: impl FnOnce(&mut Platform)) -> Client {
    let insecure = |platform: &mut Platform| {
        platform.insecure = sourced(true);
        set(platform);
    };
    connect(&fake.endpoint(), insecure).await.unwrap()
}

async fn get(client: &Client) -> Result<GetVersionResponse, CallError> {
    client.call(GET_VERSION, GetVersionRequest::default()).await
}

async fn create(client: &Client) -> Result<TaskCreateResponse, CallError> {
    client.call(CREATE_TASK, TaskCreateRequest::default()).await
}

/// What a person is told when there is no connection, or the first call fails.
async fn told(endpoint: &str, set: impl FnOnce(&mut Platform)) -> String {
    match connect(endpoint, set).await {
        Err(error) => Causes(&error).to_string(),
        Ok(client) => Causes(&Error::from(get(&client).await.unwrap_err())).to_string(),
    }
}

#[test]
fn a_server_in_plain_text_answers() {
    run(async {
        let fake = Fake::plain([Step::Version(3)]).await;
        let client = client(&fake, |_| {}).await;
        assert_eq!(client.version().await.unwrap(), "vvv");
        assert_eq!(fake.calls(), ["GetVersion"]);
        assert!(fake.header(0, "user-agent").unwrap().starts_with("aileron/"));
        assert_eq!(fake.header(0, "grpc-timeout").as_deref(), Some("31000000u"));
    });
}

#[test]
fn what_the_server_did_not_do_is_asked_again() {
    run(async {
        let passing = [
            (Code::Unavailable, "the server is starting"),
            (Code::InvalidArgument, "failed to validate: [unexpected error type for: x]"),
            (Code::ResourceExhausted, "too many calls"),
        ];
        let passing = passing.map(|(code, message)| Step::status(code, message));
        let fake = Fake::plain(passing.into_iter().chain([Step::Version(1)])).await;
        let client = client(&fake, |_| {}).await;
        create(&client).await.unwrap();
        assert_eq!(fake.calls(), ["CreateTask"; 4]);
    });
}

#[test]
fn an_answer_stays_an_answer() {
    run(async {
        let size = "grpc: received message larger than max (5000000 vs. 4194304)";
        for (code, message) in [
            (Code::ResourceExhausted, size),
            (Code::InvalidArgument, "missing id"),
            (Code::AlreadyExists, "task with identical structure already exists"),
            (Code::Internal, "json: cannot unmarshal"),
            (Code::NotFound, "missing entity"),
            (Code::PermissionDenied, "no"),
        ] {
            let fake = Fake::plain([Step::status(code, message), Step::Version(1)]).await;
            let error = get(&client(&fake, |_| {}).await).await.unwrap_err();
            assert_eq!((error.code(), error.message(), fake.calls().len()), (code, message, 1));
        }
    });
}

#[test]
fn a_lost_answer_is_asked_again_only_if_nothing_changes_by_it() {
    run(async {
        for lost in [Step::Drop, Step::Reset] {
            let fake = Fake::plain([Step::Version(1), lost.clone(), Step::Version(2)]).await;
            let client = client(&fake, |_| {}).await;
            get(&client).await.unwrap();
            let answer = get(&client).await.unwrap();
            assert_eq!(answer.control_plane_version.unwrap().version, "vv", "{lost:?}");
            assert_eq!(fake.calls(), ["GetVersion"; 3]);
            let fake = Fake::plain([Step::Version(1), lost.clone(), Step::Version(2)]).await;
            let client = self::client(&fake, |_| {}).await;
            get(&client).await.unwrap();
            let error = create(&client).await.unwrap_err();
            assert_eq!(error.fate(), Fate::Lost, "{lost:?}: {error:?}");
            assert_eq!(fake.calls(), ["GetVersion", "CreateTask"]);
            // The connection comes back by itself.
            get(&client).await.unwrap();
        }
    });
}

#[test]
fn an_attempt_has_a_deadline_and_there_are_so_many() {
    run(async {
        let fake = Fake::plain([Step::Silence]).await;
        let set = |platform: &mut Platform| {
            platform.per_retry_timeout = Some(sourced(Duration::from_millis(50)));
            platform.max_retries = Some(sourced(2));
            platform.max_backoff = Some(sourced(Duration::from_millis(1)));
        };
        let client = client(&fake, set).await;
        let error = get(&client).await.unwrap_err();
        assert_eq!(error.code(), Code::DeadlineExceeded, "{error:?}");
        assert_eq!(fake.calls(), ["GetVersion"; 3]);
        assert_eq!(create(&client).await.unwrap_err().fate(), Fate::Lost);
        assert_eq!(fake.calls().len(), 4);
    });
}

#[test]
fn long_trailers_and_large_answers_arrive_whole() {
    run(async {
        let long = "x".repeat(2_000_000);
        let fake = Fake::plain([Step::Status(Code::InvalidArgument, long.clone())]).await;
        let error = create(&client(&fake, |_| {}).await).await.unwrap_err();
        assert_eq!((error.code(), error.message().len()), (Code::InvalidArgument, long.len()));
        let fake = Fake::plain([Step::Version(5 << 20), Step::Version(21 << 20)]).await;
        let client = client(&fake, |_| {}).await;
        assert_eq!(client.version().await.unwrap().len(), 5 << 20);
        let error = get(&client).await.unwrap_err();
        assert_eq!((error.code(), fake.calls().len()), (Code::OutOfRange, 2), "{error:?}");
    });
}

#[test]
fn a_server_is_known_by_its_certificate() {
    run(async {
        let trusting = |platform: &mut Platform| platform.ca_cert_file = Some(sourced(file("ca.pem").into()));
        let here = Fake::with_certificate("here", [Step::Version(1)]).await;
        let client = connect(&here.endpoint(), trusting).await.unwrap();
        assert_eq!(client.version().await.unwrap(), "v");
        let message = told(&here.endpoint(), |_| {}).await;
        assert!(message.contains("an authority that is not trusted here"), "{message}");
        assert!(message.contains("caCertFilePath") && message.contains(&here.endpoint()), "{message}");
        for (name, wanted) in [
            ("elsewhere", "its certificate is for flyte.example.com, not for `localhost`"),
            ("expired", "its certificate has expired"),
        ] {
            let fake = Fake::with_certificate(name, [Step::Version(1)]).await;
            let message = told(&fake.endpoint(), trusting)
                .await
                .replace("DnsName(\"flyte.example.com\")", "flyte.example.com");
            assert!(message.contains(wanted), "{message}");
            let careless = |platform: &mut Platform| platform.insecure_skip_verify = sourced(true);
            let client = connect(&fake.endpoint(), careless).await.unwrap();
            assert_eq!(client.version().await.unwrap(), "v");
        }
        for (name, wanted) in
            [("absent.pem", "can't be read as certificates"), ("here.key", "has no certificate in it")]
        {
            let set = |platform: &mut Platform| platform.ca_cert_file = Some(sourced(file(name).into()));
            let message = told(&here.endpoint(), set).await;
            assert!(message.starts_with("c.yaml:2:13: the file `") && message.contains(wanted), "{message}");
        }
    });
}

#[test]
fn who_can_not_connect_is_told_why_and_what_to_try() {
    run(async {
        let insecure = |platform: &mut Platform| platform.insecure = sourced(true);
        let plain = Fake::plain([Step::Version(1)]).await;
        let message = told(&plain.endpoint(), |_| {}).await;
        assert!(message.contains("it does not speak TLS; write `--insecure`"), "{message}");
        let tls = Fake::with_certificate("here", [Step::Version(1)]).await;
        let message = told(&tls.endpoint(), insecure).await;
        assert!(message.contains("it speaks TLS; leave out `--insecure`"), "{message}");
        let message = told(&format!("localhost:{}", fake::web().await), insecure).await;
        assert!(message.contains("it speaks HTTP for browsers"), "{message}");
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let variable = |platform: &mut Platform| {
            platform.endpoint.source = Source::Variable("FLYTE_PLATFORM_URL".into());
        };
        let message = told(&format!("localhost:{closed}"), variable).await;
        let wanted = format!(
            "can't connect to `localhost:{closed}` (the environment variable `FLYTE_PLATFORM_URL`): nothing answers there"
        );
        assert!(message.starts_with(&wanted) && message.contains("refused"), "{message}");
        let message = told("nowhere.invalid:1", insecure).await;
        assert!(message.contains("the name `nowhere.invalid` has no address"), "{message}");
        let message = told("http://localhost:1", insecure).await;
        assert!(message.starts_with("the endpoint of the settings: an endpoint has no scheme"), "{message}");
    });
}

#[test]
fn a_proxy_connects_to_the_server() {
    run(async {
        let fake = Fake::with_certificate("here", [Step::Version(1)]).await;
        let (port, asked) = fake::proxy("Basic bWU6aGlkZGVu").await;
        let through = |user: &str| {
            let proxy = format!("http://{user}localhost:{port}");
            move |platform: &mut Platform| {
                platform.ca_cert_file = Some(sourced(file("ca.pem").into()));
                platform.http_proxy = Some(sourced(proxy.into()));
            }
        };
        let client = connect(&fake.endpoint(), through("me:hidden@")).await.unwrap();
        assert_eq!(client.version().await.unwrap(), "v");
        assert_eq!(*asked.lock().unwrap(), [format!("CONNECT localhost:{} HTTP/1.1", fake.port())]);
        assert!(!format!("{client:?}").contains("hidden"), "{client:?}");
        let message = told(&fake.endpoint(), through("me:wrong@")).await;
        let wanted = format!("the proxy `localhost:{port}` does not connect to it");
        assert!(message.contains(&wanted) && !message.contains("wrong@"), "{message}");
    });
}

#[test]
fn a_server_without_a_sign_in_is_believed() {
    run(async {
        let refused = Step::status(Code::Unauthenticated, "token parse error");
        let unknown = "unknown service flyteidl.service.AuthMetadataService";
        let fake = Fake::plain([refused, Step::status(Code::Unimplemented, unknown)]).await;
        let error = get(&client(&fake, |_| {}).await).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (Code::Unauthenticated, "token parse error"));
        assert_eq!(fake.calls(), ["GetVersion", "GetOAuth2Metadata"]);
    });
}
