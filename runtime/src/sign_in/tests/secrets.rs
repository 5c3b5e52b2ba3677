//! Nothing that is printed has a secret.

use super::admin::SECRET;
use super::server::Reply;
use super::*;

/// Every secret of these tests has one of these words in it.
const SECRETS: [&str; 5] = ["s3cr3t", "access-", "refresh-", "the-code", "d-s3cr3t"];

fn assert_clean(shown: &str) {
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} is in: {shown}");
    }
}

#[test]
fn no_type_shows_a_secret() {
    let admin = Admin::start();
    let folder = tempfile::tempdir().unwrap();
    let store = TokenStore::Folder(folder.path().to_owned());
    let http = HttpSettings {
        proxy: Some("http://me:s3cr3t@proxy.example.com:3128".to_owned()),
        ..HttpSettings::default()
    };
    assert_clean(&format!("{http:?} {http:#?}"));
    assert!(format!("{http:?}").contains("http://proxy.example.com:3128/"));

    let person = Person::willing();
    let user = user(SignInSettings { store, ..settings(Flow::Pkce, &person) }, &admin.endpoints);
    let bearer = run(user.token()).unwrap();
    assert_eq!(bearer.expose(), "Bearer access-1");
    // The whole state, with the token, is in the `Debug` of the user.
    let shown = format!("{user:?} {user:#?} {bearer:?}");
    assert!(shown.contains("refresh: Some"), "{shown}");
    assert_clean(&shown);
    assert_clean(&person.said());

    let owner = super::super::Owner::of(&user);
    let kept = super::super::Kept { owner, token: super::super::Token::bare("access-9".into()) };
    assert_clean(&format!("{kept:?} {:?}", kept.write()));

    for flow in [client(SECRET), Flow::ExternalCommand(vec!["curl".to_owned(), "s3cr3t".to_owned()])] {
        let settings = settings(flow.clone(), &person);
        assert_clean(&format!("{flow:?} {settings:?} {settings:#?}"));
    }
}

#[test]
fn no_error_shows_a_secret() {
    let admin = Admin::start();
    let repeating = || {
        let error =
            format!(r#"{{"error":"e","error_description":"You sent {SECRET}, the-code and refresh-1."}}"#);
        Reply::json(400, &error)
    };
    let mut errors = Vec::new();
    *admin.ways.instead.lock().unwrap() = vec![repeating()];
    errors
        .push(run(user(settings(client(SECRET), &Person::absent()), &admin.endpoints).token()).unwrap_err());
    let command = Flow::ExternalCommand(vec!["false".to_owned(), "s3cr3t".to_owned()]);
    errors.push(run(user(settings(command, &Person::absent()), &admin.endpoints).token()).unwrap_err());
    let away = AuthEndpoints {
        token_endpoint: "http://me:s3cr3t@127.0.0.1:1/token?s3cr3t#s3cr3t".to_owned(),
        ..admin.endpoints.clone()
    };
    errors.push(run(user(settings(client(SECRET), &Person::absent()), &away).token()).unwrap_err());
    for error in &errors {
        let shown = format!("{error} {error:?} {error:#?} {}", text(error));
        assert!(!shown.contains("s3cr3t"), "{shown}");
    }

    *admin.ways.instead.lock().unwrap() = vec![repeating()];
    let person = Person::new(|url| drop(browse(url)));
    let error = run(user(settings(Flow::Pkce, &person), &admin.endpoints).token()).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("the-code") && shown.contains("[REDACTED]"), "{shown}");
}
