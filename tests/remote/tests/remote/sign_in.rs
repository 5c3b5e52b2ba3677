//! Sign-ins at the server, each flow from discovery to a call that carries the token.

use crate::browser::browse;
use aileron::sign_in::{
    AuthEndpoints, Bearer, ClientSecret, Flow, HttpSettings, Prompt, SignIn, SignInSettings, TokenStore,
};
use aileron_idl::service::auth_metadata_service::{GET_O_AUTH2_METADATA, GET_PUBLIC_CLIENT_CONFIG};
use aileron_idl::service::identity_service::USER_INFO;
use aileron_idl::service::{
    OAuth2MetadataRequest, PublicClientAuthConfigRequest, UserInfoRequest, UserInfoResponse,
};
use remote_tests::{Options, Server};
use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fs, thread};
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::metadata::{AsciiMetadataKey, AsciiMetadataValue};
use tonic::transport::Endpoint;
use tonic::{Code, Request, Status};
use tonic_prost::ProstCodec;

/// Longer than a sign-in takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A person who signs in wherever an address is shown.
#[derive(Clone, Debug, Default)]
struct Person {
    sign_ins: Arc<AtomicUsize>,
    pages: Arc<Mutex<Vec<(u16, String)>>>,
}

impl Person {
    fn sign_ins(&self) -> usize {
        self.sign_ins.load(Ordering::Relaxed)
    }

    fn visit(&self, url: &str) {
        self.sign_ins.fetch_add(1, Ordering::Relaxed);
        let (pages, url) = (self.pages.clone(), url.to_owned());
        thread::spawn(move || pages.lock().expect("no test panics with it").push(browse(&url)));
    }
}

impl Prompt for Person {
    fn open(&self, url: &str) {
        self.visit(url);
    }

    fn say(&self, message: &str) {
        if let Some((_, url)) = message.split_once("compare the code:\n") {
            self.visit(url);
        }
    }
}

/// A server that wants a sign-in, whose browser comes back to a port that nobody has.
fn server(options: Options) -> Server {
    let port =
        TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
    Server::start(options.flag("--auth").with("--redirect-uri", format!("http://localhost:{port}/callback")))
}

/// What the server says of its sign-in, as the client reads it.
async fn endpoints(server: &Server) -> AuthEndpoints {
    let metadata =
        server.call(GET_O_AUTH2_METADATA, OAuth2MetadataRequest::default()).await.expect("the endpoints");
    let client = server
        .call(GET_PUBLIC_CLIENT_CONFIG, PublicClientAuthConfigRequest::default())
        .await
        .expect("the client");
    AuthEndpoints {
        authorization_endpoint: metadata.authorization_endpoint,
        token_endpoint: metadata.token_endpoint,
        device_authorization_endpoint: metadata.device_authorization_endpoint,
        client_id: client.client_id,
        redirect_uri: client.redirect_uri,
        scopes: client.scopes,
        authorization_metadata_key: client.authorization_metadata_key,
        audience: client.audience,
    }
}

async fn user(server: &Server, flow: Flow, person: &Person, store: TokenStore) -> SignIn {
    let mut settings = SignInSettings::new(server.grpc(), flow);
    settings.store = store;
    settings.prompt = Arc::new(person.clone());
    settings.time_limit = PATIENCE;
    SignIn::new(settings, endpoints(server).await, HttpSettings::default())
}

fn client(secret: &str) -> Flow {
    Flow::ClientSecret { id: "ci".to_owned(), secret: ClientSecret::Value(secret.into()) }
}

/// Asks the server who the caller is.
async fn who(server: &Server, bearer: Option<&Bearer>) -> Result<UserInfoResponse, Status> {
    let endpoint = Endpoint::from_shared(format!("http://{}", server.grpc())).expect("an address");
    let mut grpc = Grpc::new(endpoint.connect().await.expect("a connection"));
    grpc.ready().await.expect("a connection");
    let mut request = Request::new(UserInfoRequest::default());
    if let Some(bearer) = bearer {
        let name = AsciiMetadataKey::from_bytes(bearer.header().as_bytes()).expect("a name");
        let value = AsciiMetadataValue::try_from(bearer.expose()).expect("a value");
        request.metadata_mut().insert(name, value);
    }
    let path = PathAndQuery::from_static(USER_INFO.path);
    let answer = grpc.unary(request, path, ProstCodec::<UserInfoRequest, UserInfoResponse>::default()).await;
    answer.map(tonic::Response::into_inner)
}

#[tokio::test]
async fn a_call_without_a_token_is_refused() {
    let server = server(Options::default());
    assert_eq!(who(&server, None).await.expect_err("no token").code(), Code::Unauthenticated);
}

#[tokio::test]
async fn a_program_signs_in_by_its_secret() {
    let server = server(Options::default().with("--client", "ci=s3cr3t/+ %"));
    let person = Person::default();
    let program = user(&server, client("s3cr3t/+ %"), &person, TokenStore::Memory).await;
    let bearer = program.token().await.expect("a token");
    assert_eq!(bearer.header(), "flyte-authorization");
    who(&server, Some(&bearer)).await.expect("the server takes the token");
    assert_eq!(person.sign_ins(), 0);

    let wrong = user(&server, client("wr0ng"), &person, TokenStore::Memory).await;
    let error = wrong.token().await.expect_err("the secret is wrong").to_string();
    let begin = format!(
        "`{}/oauth2/token` refused a token for the client `ci` with 401 invalid_client",
        server.http()
    );
    assert!(error.starts_with(&begin) && error.contains("check `admin.clientId`"), "{error}");
}

#[tokio::test]
async fn fifty_callers_sign_in_in_one_browser() {
    let server = server(Options::default());
    let person = Person::default();
    let user = Arc::new(user(&server, Flow::Pkce, &person, TokenStore::Memory).await);
    let callers: Vec<_> = (0..50)
        .map(|_| {
            let user = user.clone();
            tokio::spawn(async move { user.token().await.expect("a token") })
        })
        .collect();
    let mut tokens = Vec::new();
    for caller in callers {
        tokens.push(caller.await.expect("a caller"));
    }
    assert!(tokens.iter().all(|token| token.expose() == tokens[0].expose()));
    assert_eq!(who(&server, Some(&tokens[0])).await.expect("the server takes the token").subject, "tester");
    assert_eq!(person.sign_ins(), 1);
}

#[tokio::test]
async fn a_token_that_ends_after_two_seconds_is_refreshed() {
    let server = server(Options::default().with("--token-lifetime", "2s"));
    let person = Person::default();
    let user = user(&server, Flow::Pkce, &person, TokenStore::Memory).await;
    let first = user.token().await.expect("a token");
    who(&server, Some(&first)).await.expect("the server takes the token");
    tokio::time::sleep(Duration::from_millis(2500)).await;
    let refusal = who(&server, Some(&first)).await.expect_err("the token has ended");
    assert_eq!(refusal.code(), Code::Unauthenticated, "{refusal}");
    let second = user.token().await.expect("a refreshed token");
    assert_eq!(who(&server, Some(&second)).await.expect("the server takes the token").subject, "tester");
    assert_eq!(person.sign_ins(), 1);
}

#[tokio::test]
async fn kept_tokens_that_the_server_takes_no_more_mean_a_new_sign_in() {
    let server = server(Options::default());
    let folder = tempfile::tempdir().expect("a folder");
    let store = || TokenStore::Folder(folder.path().to_owned());
    let first = Person::default();
    user(&server, Flow::Pkce, &first, store()).await.token().await.expect("a token");
    let second = Person::default();
    let again = user(&server, Flow::Pkce, &second, store()).await;
    who(&server, Some(&again.token().await.expect("the kept token")))
        .await
        .expect("the server takes the token");
    assert_eq!((first.sign_ins(), second.sign_ins()), (1, 0));

    spoil(folder.path());
    let third = Person::default();
    let spoiled = user(&server, Flow::Pkce, &third, store()).await;
    let used = spoiled.token().await.expect("what is kept");
    assert_eq!(who(&server, Some(&used)).await.expect_err("it is no token").code(), Code::Unauthenticated);
    spoiled.refused(&used).await;
    // The server says 500 to the refresh token.
    who(&server, Some(&spoiled.token().await.expect("a new token")))
        .await
        .expect("the server takes the token");
    assert_eq!(third.sign_ins(), 1);
}

/// Makes both tokens of the only file bad ones.
fn spoil(folder: &Path) {
    let file = fs::read_dir(folder).expect("a folder").next().expect("a file").expect("a file").path();
    let mut kept: serde_json::Value =
        serde_json::from_slice(&fs::read(&file).expect("the file")).expect("JSON");
    kept["accessToken"] = "spoiled".into();
    kept["refreshToken"] = "spoiled".into();
    fs::write(&file, kept.to_string()).expect("the file");
}

#[tokio::test]
async fn a_person_signs_in_on_another_machine() {
    let server = server(Options::default().flag("--device"));
    let person = Person::default();
    let user = user(&server, Flow::DeviceFlow, &person, TokenStore::Memory).await;
    let bearer = user.token().await.expect("a token");
    assert_eq!(who(&server, Some(&bearer)).await.expect("the server takes the token").subject, "tester");
    assert_eq!(person.sign_ins(), 1);
    user.refused(&bearer).await;
    let refreshed = user.token().await.expect("a refreshed token");
    who(&server, Some(&refreshed)).await.expect("the server takes the token");
    assert_eq!(person.sign_ins(), 1);
}

#[tokio::test]
async fn a_server_without_a_device_flow_is_told() {
    let server = server(Options::default());
    let person = Person::default();
    let error = user(&server, Flow::DeviceFlow, &person, TokenStore::Memory).await.token().await;
    let error = error.expect_err("there is none").to_string();
    assert!(error.contains("has no device flow, and Flyte's own never has"), "{error}");
}

#[tokio::test]
async fn only_the_port_that_the_server_names_is_taken() {
    let server = server(Options::default());
    let person = Person::default();
    let mut settings = SignInSettings::new(server.grpc(), Flow::Pkce);
    settings.store = TokenStore::Memory;
    settings.prompt = Arc::new(person.clone());
    settings.time_limit = Duration::from_secs(1);
    let mut endpoints = endpoints(&server).await;
    endpoints.redirect_uri = "http://localhost:19191/callback".to_owned();
    let error = SignIn::new(settings, endpoints, HttpSettings::default()).token().await;
    let error = error.expect_err("the server sends no browser there").to_string();
    assert!(error.starts_with("nobody signed in in the browser within 1 seconds"), "{error}");
    let pages = person.pages.lock().expect("no test panics with it").clone();
    assert!(pages[0].0 == 400 && pages[0].1.contains("redirect_uri"), "{pages:?}");
}
