//! Refresh tokens.

use super::server::Reply;
use super::*;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::sleep;

#[test]
fn a_refused_token_is_refreshed() {
    let admin = Admin::start();
    let person = Person::willing();
    let user = user(settings(Flow::Pkce, &person), &admin.endpoints);
    run(async {
        let first = user.token().await.unwrap();
        user.refused(&first).await;
        let second = user.token().await.unwrap();
        assert_eq!(second.expose(), "Bearer access-2");
        // A call that was sent before is refused late: that is not the new token's fault.
        user.refused(&first).await;
        assert_eq!(user.token().await.unwrap().expose(), "Bearer access-2");
    });
    assert_eq!((person.opened(), admin.asked("refresh_token")), (1, 1));
    let refresh = &admin.server.calls("/oauth2/token")[1];
    assert_eq!(refresh.field("refresh_token").as_deref(), Some("refresh-1"));
    assert_eq!(refresh.field("client_id").as_deref(), Some("flytectl"));
}

#[test]
fn a_token_of_two_seconds_is_refreshed_before_its_end() {
    let admin = Admin::start();
    admin.ways.lifetime.store(2, Ordering::Relaxed);
    let person = Person::willing();
    let user = user(settings(Flow::Pkce, &person), &admin.endpoints);
    run(async {
        user.token().await.unwrap();
        assert_eq!(user.token().await.unwrap().expose(), "Bearer access-1");
        sleep(Duration::from_millis(1850)).await;
        assert_eq!(user.token().await.unwrap().expose(), "Bearer access-2");
    });
    assert_eq!((person.opened(), admin.asked("refresh_token")), (1, 1));
}

#[test]
fn a_bad_refresh_token_means_a_new_sign_in() {
    let admin = Admin::start();
    let person = Person::willing();
    let user = user(settings(Flow::Pkce, &person), &admin.endpoints);
    run(async {
        let first = user.token().await.unwrap();
        // flyteadmin says 500 server_error.
        *admin.ways.refreshes.lock().unwrap() = false;
        user.refused(&first).await;
        assert_eq!(user.token().await.unwrap().expose(), "Bearer access-2");
    });
    assert_eq!((person.opened(), admin.asked("refresh_token")), (2, 1));
}

#[test]
fn a_refresh_token_that_is_not_replaced_stays() {
    let admin = Admin::start();
    let user = user(settings(Flow::Pkce, &Person::willing()), &admin.endpoints);
    run(async {
        let first = user.token().await.unwrap();
        *admin.ways.instead.lock().unwrap() = vec![Reply::json(200, r#"{"access_token":"same"}"#)];
        user.refused(&first).await;
        let second = user.token().await.unwrap();
        assert_eq!(second.expose(), "Bearer same");
        user.refused(&second).await;
        assert_eq!(user.token().await.unwrap().expose(), "Bearer access-2");
    });
    assert_eq!(admin.server.calls("/oauth2/token")[2].field("refresh_token").as_deref(), Some("refresh-1"));
}

#[test]
fn a_token_that_still_lives_is_used_while_the_server_is_away() {
    let admin = Admin::start();
    admin.ways.lifetime.store(100, Ordering::Relaxed);
    let user = user(settings(Flow::Pkce, &Person::willing()), &admin.endpoints);
    run(async {
        user.token().await.unwrap();
        // Old enough to be renewed, but not to be refused.
        user.state.lock().await.token.as_mut().unwrap().obtained -= Duration::from_secs(92);
        *admin.ways.instead.lock().unwrap() = away();
        assert_eq!(user.token().await.unwrap().expose(), "Bearer access-1");
        assert_eq!(user.token().await.unwrap().expose(), "Bearer access-2");
    });
}

/// As often as a request is tried.
fn away() -> Vec<Reply> {
    (0..4).map(|_| Reply { status: 502, ..Reply::default() }).collect()
}

#[test]
fn a_server_that_can_t_be_reached_opens_no_browser() {
    let admin = Admin::start();
    let person = Person::willing();
    let user = user(settings(Flow::Pkce, &person), &admin.endpoints);
    run(async {
        let first = user.token().await.unwrap();
        *admin.ways.instead.lock().unwrap() = away();
        user.refused(&first).await;
        assert!(user.token().await.unwrap_err().may_pass());
    });
    assert_eq!(person.opened(), 1);
}
