//! Client secrets.

use super::admin::{Admin, SECRET, free_port};
use super::server::Reply;
use super::*;
use std::fs;
use std::sync::atomic::Ordering;
use tokio::task::JoinSet;

#[test]
fn a_client_gets_a_token_for_its_secret() {
    let admin = Admin::start();
    let person = Person::absent();
    let user = user(settings(client(SECRET), &person), &admin.endpoints);
    let bearer = run(user.token()).unwrap();
    assert_eq!((bearer.header(), bearer.expose()), ("flyte-authorization", "Bearer access-1"));
    let call = &admin.server.calls("/oauth2/token")[0];
    assert_eq!((call.method.as_str(), call.field("scope").as_deref()), ("POST", Some("all offline")));
    assert_eq!(call.field("audience"), None);
    assert!(!call.body.contains("s3cr3t"), "{}", call.body);
    assert_eq!(person.said(), "");
}

#[test]
fn the_header_is_authorization_unless_the_server_names_another() {
    let admin = Admin::start();
    let endpoints = AuthEndpoints { authorization_metadata_key: String::new(), ..admin.endpoints.clone() };
    let user = user(settings(client(SECRET), &Person::absent()), &endpoints);
    assert_eq!(run(user.token()).unwrap().header(), "authorization");
}

#[test]
fn a_secret_is_read_from_a_file_and_from_a_variable() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    for (content, secret) in [("abc", "abc"), (" abc\n", "abc"), ("abc\r\n", "abc"), (" abc ", " abc ")] {
        fs::write(&file, content).unwrap();
        assert_eq!(given(ClientSecret::File(file.clone())).unwrap(), secret, "{content:?}");
    }
    // Cargo sets it.
    assert_eq!(given(ClientSecret::Variable("CARGO_PKG_NAME".to_owned())).unwrap(), env!("CARGO_PKG_NAME"));
}

/// The secret that the server gets.
fn given(secret: ClientSecret) -> Result<String, SignInError> {
    use base64::Engine;
    let server = server::Server::start(|_| Reply::json(200, r#"{"access_token":"a"}"#));
    let endpoints = AuthEndpoints { token_endpoint: server.url("/token"), ..AuthEndpoints::default() };
    let user =
        user(settings(Flow::ClientSecret { id: "x".to_owned(), secret }, &Person::absent()), &endpoints);
    run(user.token())?;
    let header = server.calls("/token")[0].headers["authorization"].clone();
    let basic =
        base64::engine::general_purpose::STANDARD.decode(header.strip_prefix("Basic ").unwrap()).unwrap();
    let basic = String::from_utf8(basic).unwrap();
    Ok(url::form_urlencoded::parse(basic.replacen(':', "=", 1).as_bytes()).next().unwrap().1.into_owned())
}

#[test]
fn a_missing_secret_is_reported_with_the_key_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let (absent, empty) = (folder.path().join("absent"), folder.path().join("empty"));
    fs::write(&empty, "\n").unwrap();
    for (secret, part) in [
        (ClientSecret::File(absent), "absent` (No such file or directory"),
        (ClientSecret::File(empty), "empty`, which `admin.clientSecretLocation` names, is empty"),
        (
            ClientSecret::Variable("AILERON_UNSET".to_owned()),
            "`AILERON_UNSET`, which `admin.clientSecretEnvVar` names",
        ),
    ] {
        let error = given(secret).unwrap_err();
        assert!(error.is_configuration() && text(&error).contains(part), "{}", text(&error));
    }
}

#[test]
fn refusals_name_the_address_and_what_to_do() {
    let admin = Admin::start();
    let refusal = |change: &dyn Fn(&mut SignInSettings)| {
        let mut settings = settings(client(SECRET), &Person::absent());
        change(&mut settings);
        let error = run(user(settings, &admin.endpoints).token()).unwrap_err();
        assert!(!error.may_pass() && !error.is_configuration());
        text(&error).replace(&admin.server.url(""), "HOST")
    };
    assert_eq!(
        refusal(&|settings| settings.flow = client("wr0ng")),
        "`HOST/oauth2/token` refused a token for the client `ci` with 401 invalid_client (Client authentication failed.): check \
         `admin.clientId`, and the secret"
    );
    assert_eq!(
        refusal(&|settings| settings.scopes = vec!["wrong".to_owned()]),
        "`HOST/oauth2/token` refused a token for the client `ci` with 400 invalid_scope (The requested scope is invalid, unknown, or \
         malformed.): set `admin.scopes` to scopes that this client may have"
    );
    assert_eq!(
        refusal(&|settings| settings.audience = Some("flyte".to_owned())),
        "`HOST/oauth2/token` refused a token for the client `ci` with 400 invalid_request (Requested audience has not been whitelisted \
         by the OAuth 2.0 Client.): if the server does not know the audience, leave `admin.audience` out"
    );
}

#[test]
fn fifty_callers_ask_once() {
    let admin = Admin::start();
    let good = Arc::new(user(settings(client(SECRET), &Person::absent()), &admin.endpoints));
    let found = run(all(50, &good));
    assert!(found.iter().all(|found| found.as_ref().unwrap() == "Bearer access-1"), "{found:?}");
    assert_eq!(admin.asked("client_credentials"), 1);

    let bad = Arc::new(user(settings(client("wr0ng"), &Person::absent()), &admin.endpoints));
    let found = run(all(50, &bad));
    assert!(found.iter().all(|found| found.as_ref().unwrap_err().contains("invalid_client")), "{found:?}");
    assert_eq!(admin.asked("client_credentials"), 2);
    // Who comes later tries anew.
    run(bad.token()).unwrap_err();
    assert_eq!(admin.asked("client_credentials"), 3);
}

#[test]
fn fifty_refused_callers_ask_once_more() {
    let admin = Admin::start();
    let user = Arc::new(user(settings(client(SECRET), &Person::absent()), &admin.endpoints));
    run(async {
        let bearer = user.token().await.unwrap();
        let mut callers = JoinSet::new();
        for _ in 0..50 {
            let (user, bearer) = (user.clone(), bearer.clone());
            callers.spawn(async move {
                user.refused(&bearer).await;
                user.token().await.unwrap().expose().to_owned()
            });
        }
        for token in callers.join_all().await {
            assert_eq!(token, "Bearer access-2");
        }
    });
    assert_eq!(admin.asked("client_credentials"), 2);
}

/// What so many callers at once get.
async fn all(callers: usize, user: &Arc<SignIn>) -> Vec<Result<String, String>> {
    let mut tasks = JoinSet::new();
    for _ in 0..callers {
        let user = user.clone();
        tasks.spawn(async move {
            user.token().await.map(|bearer| bearer.expose().to_owned()).map_err(|error| error.to_string())
        });
    }
    tasks.join_all().await
}

#[test]
fn a_token_is_renewed_before_its_end() {
    let admin = Admin::start();
    admin.ways.lifetime.store(1, Ordering::Relaxed);
    let user = user(settings(client(SECRET), &Person::absent()), &admin.endpoints);
    run(async {
        let first = user.token().await.unwrap();
        assert_eq!(user.token().await.unwrap().expose(), first.expose());
        tokio::time::sleep(std::time::Duration::from_millis(950)).await;
        assert_eq!(user.token().await.unwrap().expose(), "Bearer access-2");
    });
}

#[test]
fn a_server_that_is_busy_is_asked_again() {
    let admin = Admin::start();
    let busy = || Reply { status: 503, ..Reply::default() };
    *admin.ways.instead.lock().unwrap() = vec![busy(), busy()];
    let user = user(settings(client(SECRET), &Person::absent()), &admin.endpoints);
    assert_eq!(run(user.token()).unwrap().expose(), "Bearer access-1");
    assert_eq!(admin.asked("client_credentials"), 3);
}

#[test]
fn a_server_that_is_away_is_told_with_its_address() {
    let endpoints = AuthEndpoints {
        token_endpoint: format!("http://127.0.0.1:{}/oauth2/token?x=y", free_port()),
        ..AuthEndpoints::default()
    };
    let error = run(user(settings(client(SECRET), &Person::absent()), &endpoints).token()).unwrap_err();
    let shown = text(&error);
    assert!(error.may_pass());
    assert!(
        shown.contains("/oauth2/token`, which was asked for a token for the client `ci`, can't be reached: "),
        "{shown}"
    );
    assert!(shown.contains("Connection refused"), "{shown}");
}

#[test]
fn an_answer_of_something_else_is_told() {
    let admin = Admin::start();
    for (body, part) in [
        ("<html>", "it is no JSON object"),
        ("{}", "it has no token"),
        (r#"{"access_token":""}"#, "no token"),
    ] {
        *admin.ways.instead.lock().unwrap() = vec![Reply::json(200, body)];
        let error =
            run(user(settings(client(SECRET), &Person::absent()), &admin.endpoints).token()).unwrap_err();
        assert!(text(&error).contains(part), "{}", text(&error));
    }
    // A redirect is not followed: the secret is for this server.
    *admin.ways.instead.lock().unwrap() = vec![Reply::to("http://127.0.0.1:1/")];
    let error = run(user(settings(client(SECRET), &Person::absent()), &admin.endpoints).token()).unwrap_err();
    assert!(text(&error).contains("302 Found"), "{}", text(&error));
    let nowhere = AuthEndpoints::default();
    let error = run(user(settings(client(SECRET), &Person::absent()), &nowhere).token()).unwrap_err();
    assert!(
        error.is_configuration() && text(&error).contains("no address where tokens come from"),
        "{}",
        text(&error)
    );
}

#[test]
fn a_proxy_gets_the_requests() {
    let admin = Admin::start();
    let proxy =
        server::Server::start(|_| Reply::json(200, r#"{"access_token":"by-proxy","expires_in":"60"}"#));
    let http = HttpSettings { proxy: Some(proxy.url("")), ..HttpSettings::default() };
    let user = SignIn::new(settings(client(SECRET), &Person::absent()), admin.endpoints.clone(), http);
    assert_eq!(run(user.token()).unwrap().expose(), "Bearer by-proxy");
    assert_eq!(proxy.calls("http").len() + proxy.calls(&admin.endpoints.token_endpoint).len(), 1);
    assert_eq!(admin.asked("client_credentials"), 0);
}

#[test]
fn what_can_t_be_a_client_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    let error = |http: HttpSettings| {
        let user = SignIn::new(settings(client(SECRET), &Person::absent()), Admin::start().endpoints, http);
        let error = run(user.token()).unwrap_err();
        assert!(error.is_configuration());
        text(&error)
    };
    let proxy = HttpSettings { proxy: Some("http://me:s3cr3t@[".to_owned()), ..HttpSettings::default() };
    assert!(error(proxy.clone()).starts_with("`[` is not the address of a proxy"), "{}", error(proxy));
    let ca = HttpSettings { ca_cert_file: Some(file.clone()), ..HttpSettings::default() };
    assert!(error(ca.clone()).contains("No such file or directory"), "{}", error(ca));
    fs::write(&file, "no certificate").unwrap();
    assert!(error(ca.clone()).contains("there are none in it"), "{}", error(ca));
}

#[test]
fn a_client_without_a_name_is_told() {
    let flow = Flow::ClientSecret { id: String::new(), secret: ClientSecret::Value(SECRET.into()) };
    let error = run(user(settings(flow, &Person::absent()), &Admin::start().endpoints).token()).unwrap_err();
    assert!(error.is_configuration() && text(&error).contains("`admin.clientId`"));
}
