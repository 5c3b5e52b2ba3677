//! A sign-in server that answers as flyteadmin v1.16.8 does.

use super::server::{Call, Reply, Server};
use crate::sign_in::AuthEndpoints;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// The client of programs, whose secret has characters that a header can't have as they are.
pub(super) const CLIENT: &str = "ci";
pub(super) const SECRET: &str = "s3cr3t/+ %:é";

/// What the server does otherwise than usual.
#[derive(Debug)]
pub(super) struct Ways {
    /// In seconds.
    pub(super) lifetime: AtomicU64,
    /// Whether refresh tokens are taken.
    pub(super) refreshes: Mutex<bool>,
    /// Answers in the place of those of the token endpoint, the next one last.
    pub(super) instead: Mutex<Vec<Reply>>,
    /// The challenge of the sign-in, once the browser has come.
    challenge: Mutex<String>,
    tokens: AtomicU64,
}

pub(super) struct Admin {
    pub(super) server: Server,
    pub(super) ways: Arc<Ways>,
    pub(super) endpoints: AuthEndpoints,
}

impl Admin {
    pub(super) fn start() -> Self {
        let ways = Arc::new(Ways {
            lifetime: 1799.into(),
            refreshes: Mutex::new(true),
            instead: Mutex::default(),
            challenge: Mutex::default(),
            tokens: 0.into(),
        });
        let redirect_uri = format!("http://localhost:{}/callback", free_port());
        let server = Server::start({
            let (ways, redirect_uri) = (ways.clone(), redirect_uri.clone());
            move |call| ways.answer(call, &redirect_uri)
        });
        let endpoints = AuthEndpoints {
            authorization_endpoint: server.url("/oauth2/authorize"),
            token_endpoint: server.url("/oauth2/token"),
            device_authorization_endpoint: String::new(),
            client_id: "flytectl".to_owned(),
            redirect_uri,
            scopes: vec!["all".to_owned(), "offline".to_owned()],
            authorization_metadata_key: "flyte-authorization".to_owned(),
            audience: String::new(),
        };
        Admin { server, ways, endpoints }
    }

    /// How often the token endpoint was asked for this grant.
    pub(super) fn asked(&self, grant: &str) -> usize {
        let calls = self.server.calls("/oauth2/token");
        calls.iter().filter(|call| call.field("grant_type").as_deref() == Some(grant)).count()
    }
}

/// A port that nobody listens on. It is below those that the system gives away, and no other test of this process gets it.
pub(super) fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    loop {
        let step = NEXT.fetch_add(1, Ordering::Relaxed);
        let begin = u16::try_from(std::process::id() % 199).unwrap() * 50;
        let port = 20_000 + (begin + step) % 10_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

impl Ways {
    fn answer(&self, call: &Call, redirect_uri: &str) -> Reply {
        let cookie = |name: &str| {
            let reply = Reply::to("/oauth2/authorize_callback");
            let headers =
                reply.headers.into_iter().chain([("Set-Cookie", format!("{name}=1; Path=/; HttpOnly"))]);
            Reply { headers: headers.collect(), ..reply }
        };
        match call.path() {
            "/oauth2/token" => self.token(call),
            "/oauth2/authorize" => self.authorize(call, redirect_uri),
            "/login" => Reply::to(&format!("/provider?{}", call.target.split_once('?').unwrap().1)),
            // The person enters a name.
            "/provider" => Reply::to(&format!("/callback?{}", call.target.split_once('?').unwrap().1)),
            "/callback" => {
                let reply = cookie("flyte_at");
                let target = format!("/oauth2/authorize_callback?{}", call.target.split_once('?').unwrap().1);
                let headers = reply.headers.into_iter().filter(|(name, _)| *name != "Location");
                Reply { headers: headers.chain([("Location", target)]).collect(), ..reply }
            }
            "/oauth2/authorize_callback" => {
                if !call.headers.get("cookie").is_some_and(|cookies| cookies.contains("flyte_at=1")) {
                    return Reply { status: 401, ..Reply::default() };
                }
                let state = call.field("state").unwrap();
                Reply::to(&format!("{redirect_uri}?code=the-code&scope=all+offline&state={state}"))
            }
            _ => Reply { status: 404, ..Reply::default() },
        }
    }

    fn authorize(&self, call: &Call, redirect_uri: &str) -> Reply {
        let field = |key: &str| call.field(key).unwrap_or_default();
        // Another port of this machine is another address.
        if field("redirect_uri") != redirect_uri || field("client_id") != "flytectl" {
            return Reply { status: 400, ..Reply::default() };
        }
        let state = field("state");
        if state.len() < 8 {
            return Reply::to(&format!("{redirect_uri}?error=invalid_state&state={state}"));
        }
        if field("code_challenge_method") != "S256" || field("response_type") != "code" {
            return Reply { status: 400, ..Reply::default() };
        }
        *self.challenge.lock().unwrap() = field("code_challenge");
        Reply::to(&format!("/login?state={state}"))
    }

    fn token(&self, call: &Call) -> Reply {
        if let Some(reply) = self.instead.lock().unwrap().pop() {
            return reply;
        }
        let field = |key: &str| call.field(key).unwrap_or_default();
        let refuse = |status: u16, error: &str, description: &str| {
            let text = format!(r#"{{"error":"{error}","error_description":"{description}"}}"#);
            Reply::json(status, &text)
        };
        if call.field("audience").is_some() {
            return refuse(
                400,
                "invalid_request",
                "Requested audience has not been whitelisted by the OAuth 2.0 Client.",
            );
        }
        match field("grant_type").as_str() {
            "client_credentials" if !is_client(call) => {
                refuse(401, "invalid_client", "Client authentication failed.")
            }
            "client_credentials" if field("scope").contains("wrong") => {
                refuse(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed.")
            }
            "client_credentials" => self.give(false),
            "authorization_code" => {
                let challenge = crate::sign_in::pkce::challenge(&field("code_verifier"));
                if field("code") != "the-code" || challenge != *self.challenge.lock().unwrap() {
                    return refuse(400, "invalid_grant", "The provided authorization grant is invalid.");
                }
                self.give(true)
            }
            "refresh_token"
                if *self.refreshes.lock().unwrap() && field("refresh_token").starts_with("refresh-") =>
            {
                self.give(true)
            }
            "refresh_token" => refuse(
                500,
                "server_error",
                &format!(
                    "The authorization server encountered an unexpected condition: {}",
                    field("refresh_token")
                ),
            ),
            _ => refuse(400, "unsupported_grant_type", ""),
        }
    }

    fn give(&self, refresh: bool) -> Reply {
        let number = 1 + self.tokens.fetch_add(1, Ordering::Relaxed);
        let lifetime = self.lifetime.load(Ordering::Relaxed);
        let refresh = if refresh { format!(r#","refresh_token":"refresh-{number}""#) } else { String::new() };
        let scope = r#""scope":"all","token_type":"bearer""#;
        Reply::json(
            200,
            &format!(r#"{{"access_token":"access-{number}","expires_in":{lifetime},{scope}{refresh}}}"#),
        )
    }
}

/// Reads the header as flyteadmin's library does: both parts are as in a form.
fn is_client(call: &Call) -> bool {
    let Some(basic) = call.headers.get("authorization").and_then(|value| value.strip_prefix("Basic ")) else {
        return false;
    };
    let text = String::from_utf8(STANDARD.decode(basic).unwrap()).unwrap();
    let (id, secret) = text.split_once(':').unwrap();
    let pairs = format!("id={id}&secret={secret}");
    let decoded: Vec<_> =
        url::form_urlencoded::parse(pairs.as_bytes()).map(|(_, value)| value.into_owned()).collect();
    decoded == [CLIENT, SECRET]
}
