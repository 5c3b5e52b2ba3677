//! Sign-ins on another machine.

use super::server::{Call, Reply, Server};
use super::*;

/// A provider with a device flow: the token endpoint gives these answers, the last one for ever.
fn provider(device: &'static str, answers: &'static [(u16, &'static str)]) -> (Server, AuthEndpoints) {
    let given = Mutex::new(answers.iter());
    let last = *answers.last().unwrap_or(&(500, ""));
    let server = Server::start(move |call: &Call| {
        if call.path() == "/device" {
            return Reply::json(200, device);
        }
        let (status, body) = given.lock().unwrap().next().copied().unwrap_or(last);
        Reply::json(status, body)
    });
    let endpoints = AuthEndpoints {
        device_authorization_endpoint: server.url("/device"),
        token_endpoint: server.url("/token"),
        client_id: "flytectl".to_owned(),
        scopes: vec!["openid".to_owned()],
        audience: "flyte".to_owned(),
        ..AuthEndpoints::default()
    };
    (server, endpoints)
}

const DEVICE: &str = r#"{"device_code":"d-secret","user_code":"BNDJ-JFXL","verification_uri":"https://idp.example.com/device",
    "verification_uri_complete":"https://idp.example.com/device?user_code=BNDJ-JFXL","expires_in":600,"interval":1}"#;
const PENDING: (u16, &str) = (400, r#"{"error":"authorization_pending"}"#);
const SLOWER: (u16, &str) = (400, r#"{"error":"slow_down"}"#);
const AWAY: (u16, &str) = (503, "");
const DONE: (u16, &str) = (200, r#"{"access_token":"access","refresh_token":"refresh","expires_in":3600}"#);

#[test]
fn a_person_enters_a_code_elsewhere() {
    let (server, endpoints) = provider(DEVICE, &[PENDING, PENDING, DONE]);
    let person = Person::absent();
    let user = user(settings(Flow::DeviceFlow, &person), &endpoints);
    assert_eq!(run(user.token()).unwrap().expose(), "Bearer access");
    assert_eq!(
        person.said(),
        "To sign in to flyte.example.com:443, open https://idp.example.com/device in any browser, and enter the code BNDJ-JFXL within \
         10 minutes.\nOr open this address, and compare the code:\nhttps://idp.example.com/device?user_code=BNDJ-JFXL"
    );
    let call = &server.calls("/device")[0];
    let fields = ["client_id", "scope", "audience"].map(|key| call.field(key).unwrap());
    assert_eq!(fields, ["flytectl", "openid", "flyte"]);
    let calls = server.calls("/token");
    let fields = ["grant_type", "device_code", "client_id"].map(|key| calls[2].field(key).unwrap());
    assert_eq!(
        (calls.len(), fields),
        (3, ["urn:ietf:params:oauth:grant-type:device_code", "d-secret", "flytectl"].map(str::to_owned))
    );
}

#[test]
fn the_questions_come_as_slowly_as_the_server_wants() {
    // A second of the server lasts 20 ms here: 1 + 6 + 11 of them.
    let (_, endpoints) = provider(DEVICE, &[SLOWER, SLOWER, DONE]);
    let begin = std::time::Instant::now();
    run(user(settings(Flow::DeviceFlow, &Person::absent()), &endpoints).token()).unwrap();
    assert!(begin.elapsed().as_millis() >= 18 * 20, "{:?}", begin.elapsed());
}

#[test]
fn a_server_that_is_away_for_a_while_is_asked_again() {
    let (server, endpoints) = provider(DEVICE, &[AWAY, PENDING, AWAY, DONE]);
    run(user(settings(Flow::DeviceFlow, &Person::absent()), &endpoints).token()).unwrap();
    assert_eq!(server.calls("/token").len(), 4);
}

#[test]
fn a_code_ends() {
    const SHORT: &str =
        r#"{"device_code":"d","user_code":"u","verification_uri":"https://x/","expires_in":3,"interval":1}"#;
    let (_, endpoints) = provider(SHORT, &[PENDING]);
    let error = run(user(settings(Flow::DeviceFlow, &Person::absent()), &endpoints).token()).unwrap_err();
    assert_eq!(
        text(&error),
        "nobody entered the code within 3 seconds: run the command again, and open the address that it shows"
    );
    // The server says so first.
    let (_, endpoints) = provider(DEVICE, &[(400, r#"{"error":"expired_token"}"#)]);
    let error = run(user(settings(Flow::DeviceFlow, &Person::absent()), &endpoints).token()).unwrap_err();
    assert!(
        text(&error).ends_with("with 400 expired_token: run the command again to get a new code"),
        "{}",
        text(&error)
    );
}

#[test]
fn a_refusal_ends_the_sign_in() {
    let (server, endpoints) =
        provider(DEVICE, &[(400, r#"{"error":"access_denied","error_description":"No d-secret for you."}"#)]);
    let error = run(user(settings(Flow::DeviceFlow, &Person::absent()), &endpoints).token()).unwrap_err();
    let shown = text(&error).replace(&server.url(""), "HOST");
    assert_eq!(
        shown,
        "`HOST/token` refused a token for this device with 400 access_denied (No [REDACTED] for you.): sign in as a user who may use \
         this Flyte, and allow this device"
    );
}

#[test]
fn a_server_without_a_device_flow_is_told() {
    let error = run(user(settings(Flow::DeviceFlow, &Person::absent()), &Admin::start().endpoints).token())
        .unwrap_err();
    assert!(error.is_configuration());
    assert_eq!(
        text(&error),
        "the sign-in server of `flyte.example.com:443` has no device flow, and Flyte's own never has: set `admin.authType` to `Pkce`, \
         `ClientSecret` or `ExternalCommand`"
    );
    let (server, endpoints) = provider(r#"{"user_code":"u"}"#, &[DONE]);
    let error = run(user(settings(Flow::DeviceFlow, &Person::absent()), &endpoints).token()).unwrap_err();
    assert!(text(&error).contains("it has no code") && server.calls("/token").is_empty(), "{}", text(&error));
}

#[test]
fn the_token_of_a_device_is_refreshed() {
    let (server, endpoints) = provider(DEVICE, &[DONE, (200, r#"{"access_token":"next"}"#)]);
    let user = user(settings(Flow::DeviceFlow, &Person::absent()), &endpoints);
    run(async {
        let first = user.token().await.unwrap();
        user.refused(&first).await;
        assert_eq!(user.token().await.unwrap().expose(), "Bearer next");
    });
    assert_eq!(server.calls("/token")[1].field("refresh_token").as_deref(), Some("refresh"));
    assert_eq!(server.calls("/device").len(), 1);
}
