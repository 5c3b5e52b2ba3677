//! Sign-ins in a browser.

use super::server::{Reply, browse};
use super::*;
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[test]
fn a_person_signs_in_in_the_browser() {
    let admin = Admin::start();
    let person = Person::willing();
    let user = user(settings(Flow::Pkce, &person), &admin.endpoints);
    let bearer = run(user.token()).unwrap();
    assert_eq!((bearer.header(), bearer.expose()), ("flyte-authorization", "Bearer access-1"));
    let said = person.said();
    assert!(
        said.starts_with("A browser opens to sign in to flyte.example.com:443. If none does, open"),
        "{said}"
    );
    assert!(said.ends_with(&person.opened.lock().unwrap()[0]), "{said}");
    let begin = &admin.server.calls("/oauth2/authorize")[0];
    let field = |key: &str| begin.field(key).unwrap_or_default();
    assert_eq!(
        (field("scope"), field("redirect_uri")),
        ("all offline".to_owned(), admin.endpoints.redirect_uri.clone())
    );
    assert!(field("state").len() >= 8 && field("code_challenge").len() == 43);
    let exchange = &admin.server.calls("/oauth2/token")[0];
    assert_eq!(exchange.field("client_id").as_deref(), Some("flytectl"));
    assert!(exchange.field("code_verifier").unwrap().len() >= 43);
}

#[test]
fn fifty_callers_open_one_browser() {
    let admin = Admin::start();
    let person = Person::willing();
    let user = Arc::new(user(settings(Flow::Pkce, &person), &admin.endpoints));
    run(async {
        let mut callers = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let user = user.clone();
            callers.spawn(async move { user.token().await.unwrap().expose().to_owned() });
        }
        assert!(callers.join_all().await.iter().all(|token| token == "Bearer access-1"));
    });
    assert_eq!((person.opened(), admin.asked("authorization_code")), (1, 1));
}

#[test]
fn every_sign_in_has_words_of_its_own() {
    let admin = Admin::start();
    for _ in 0..2 {
        run(user(settings(Flow::Pkce, &Person::willing()), &admin.endpoints).token()).unwrap();
    }
    let calls = admin.server.calls("/oauth2/authorize");
    for key in ["state", "code_challenge"] {
        assert_ne!(calls[0].field(key), calls[1].field(key), "{key}");
    }
}

#[test]
fn another_visitor_is_sent_away() {
    let admin = Admin::start();
    let callback = admin.endpoints.redirect_uri.clone();
    let person = Person::new(move |url| {
        // A browser opens connections in advance.
        let _idle =
            std::net::TcpStream::connect(("127.0.0.1", url::Url::parse(&callback).unwrap().port().unwrap()));
        assert_eq!(browse(&callback.replace("/callback", "/favicon.ico")).0, 404);
        assert_eq!(browse(&format!("{callback}?code=forged&state=guessed-state")).0, 400);
        assert_eq!(browse(&format!("{callback}?error=access_denied")).0, 400);
        assert_eq!(browse(url).0, 200);
    });
    let bearer = run(user(settings(Flow::Pkce, &person), &admin.endpoints).token()).unwrap();
    assert_eq!(bearer.expose(), "Bearer access-1");
}

#[test]
fn a_browser_that_takes_the_other_loopback_address_is_heard() {
    if TcpListener::bind("[::1]:0").is_err() {
        return;
    }
    let admin = Admin::start();
    let callback = url::Url::parse(&admin.endpoints.redirect_uri).unwrap();
    let person = Person::new(move |url| {
        let state = url::Url::parse(url).unwrap();
        let state = state.query_pairs().find(|(key, _)| key == "state").unwrap().1.into_owned();
        let port = callback.port().unwrap();
        assert_eq!(browse(&format!("http://[::1]:{port}/callback?code=the-code&state={state}")).0, 400);
    });
    // The server has seen no browser, so it refuses the code; the code did come by that address.
    let error = run(user(settings(Flow::Pkce, &person), &admin.endpoints).token()).unwrap_err();
    assert!(
        text(&error).contains("refused a token for the code from the browser with 400 invalid_grant"),
        "{}",
        text(&error)
    );
    assert!(text(&error).ends_with("run the command again to sign in anew"), "{}", text(&error));
}

#[test]
fn the_error_of_the_server_is_told() {
    let admin = Admin::start();
    let callback = admin.endpoints.redirect_uri.clone();
    let shown = Arc::new(AtomicBool::new(false));
    let person = {
        let shown = shown.clone();
        Person::new(move |url| {
            let url = url::Url::parse(url).unwrap();
            let state = url.query_pairs().find(|(key, _)| key == "state").unwrap().1.into_owned();
            let error = "error=access_denied&error_description=You+are+not+on+the+list.";
            let (status, page) = browse(&format!("{callback}?{error}&state={state}"));
            shown.store(status == 400 && page.contains("The terminal says why"), Ordering::Release);
        })
    };
    let error = run(user(settings(Flow::Pkce, &person), &admin.endpoints).token()).unwrap_err();
    assert_eq!(
        text(&error),
        "the sign-in in the browser ended with `access_denied` (You are not on the list.): sign in as a user who may use this Flyte"
    );
    for _ in 0..100 {
        if shown.load(Ordering::Acquire) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("the person sees no page");
}

#[test]
fn a_person_who_does_not_come_is_not_awaited_for_ever() {
    let admin = Admin::start();
    let settings = SignInSettings {
        time_limit: Duration::from_millis(50),
        ..settings(Flow::Pkce, &Person::new(|_| {}))
    };
    let error = run(user(settings, &admin.endpoints).token()).unwrap_err();
    assert!(
        text(&error).starts_with("nobody signed in in the browser within 0 seconds: run"),
        "{}",
        text(&error)
    );
}

#[test]
fn a_taken_port_is_told() {
    let admin = Admin::start();
    let port = url::Url::parse(&admin.endpoints.redirect_uri).unwrap().port().unwrap();
    let _taken = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let error = run(user(settings(Flow::Pkce, &Person::absent()), &admin.endpoints).token()).unwrap_err();
    let shown = text(&error);
    assert!(
        shown.starts_with(&format!("another program listens on 127.0.0.1:{port}, to which the browser")),
        "{shown}"
    );
}

#[test]
fn a_browser_that_can_t_come_back_is_told() {
    let error = |change: &dyn Fn(&mut AuthEndpoints)| {
        let mut endpoints = Admin::start().endpoints;
        change(&mut endpoints);
        let error = run(user(settings(Flow::Pkce, &Person::absent()), &endpoints).token()).unwrap_err();
        assert!(error.is_configuration());
        text(&error)
    };
    for uri in [
        "",
        "https://localhost:53593/callback",
        "http://flyte.example.com/callback",
        "http://10.0.0.1:53593/callback",
    ] {
        let shown = error(&|endpoints| endpoints.redirect_uri = uri.to_owned());
        assert!(shown.contains(&format!("the server sends it to `{uri}`: set `admin.authType`")), "{shown}");
    }
    let shown = error(&|endpoints| endpoints.authorization_endpoint = "/oauth2/authorize".to_owned());
    assert!(shown.contains("names no address where a browser can sign in (`/oauth2/authorize`)"), "{shown}");
}

#[test]
fn an_answer_without_the_token_is_told_in_the_browser_too() {
    let admin = Admin::start();
    *admin.ways.instead.lock().unwrap() = vec![Reply::json(400, r#"{"error":"invalid_grant"}"#)];
    let person = Person::new(|url| assert_eq!(browse(url).0, 400));
    let error = run(user(settings(Flow::Pkce, &person), &admin.endpoints).token()).unwrap_err();
    assert!(text(&error).contains("with 400 invalid_grant: run the command again"), "{}", text(&error));
    // A code is not sent twice.
    assert_eq!(admin.asked("authorization_code"), 1);
}
