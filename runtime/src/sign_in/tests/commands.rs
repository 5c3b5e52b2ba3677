//! Tokens of commands.

use super::*;
use std::time::Duration;

fn shell(script: &str) -> Flow {
    Flow::ExternalCommand(["sh", "-c", script, "s3cr3t"].map(str::to_owned).to_vec())
}

#[test]
fn the_output_of_a_command_is_the_token() {
    let endpoints = AuthEndpoints::default();
    let user = user(settings(shell("echo; echo ' abc.def '"), &Person::absent()), &endpoints);
    let bearer = run(user.token()).unwrap();
    assert_eq!((bearer.header(), bearer.expose()), ("authorization", "Bearer abc.def"));
}

#[test]
fn a_command_runs_again_when_its_token_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("count");
    let script = format!("echo x >> {0}; wc -l < {0}", file.display());
    let user = user(settings(shell(&script), &Person::absent()), &AuthEndpoints::default());
    run(async {
        let first = user.token().await.unwrap();
        assert_eq!(user.token().await.unwrap().expose(), "Bearer 1");
        user.refused(&first).await;
        assert_eq!(user.token().await.unwrap().expose(), "Bearer 2");
    });
}

#[test]
fn the_token_for_a_proxy_has_its_own_header() {
    let command = ["echo", "abc"].map(str::to_owned).to_vec();
    let proxy = Arc::new(SignIn::at_proxy("flyte.example.com", command));
    let bearer = run(proxy.token()).unwrap();
    assert_eq!((bearer.header(), bearer.expose()), ("proxy-authorization", "Bearer abc"));

    let admin = Admin::start();
    let http = HttpSettings { proxy_sign_in: Some(proxy), ..HttpSettings::default() };
    let user = SignIn::new(settings(client(admin::SECRET), &Person::absent()), admin.endpoints.clone(), http);
    run(user.token()).unwrap();
    assert_eq!(admin.server.calls("/oauth2/token")[0].headers["proxy-authorization"], "Bearer abc");
}

#[test]
fn a_command_without_a_token_is_told() {
    let error = |flow: Flow| {
        let settings =
            SignInSettings { time_limit: Duration::from_millis(300), ..settings(flow, &Person::absent()) };
        text(&run(user(settings, &AuthEndpoints::default()).token()).unwrap_err())
    };
    let again = "run it in this terminal to see why";
    for (script, problem) in [
        ("exit 3", "failed (exit status: 3); what it says of it is above"),
        ("true", "printed no token"),
        ("echo a; echo b", "printed more than a token"),
        ("printf '\\377'", "printed no text"),
        ("exec sleep 5", "did not end within 0 seconds"),
    ] {
        assert_eq!(error(shell(script)), format!("`sh`, the command of `admin.command`, {problem}: {again}"));
    }
    let absent = error(Flow::ExternalCommand(vec!["/no/such/program".to_owned(), "s3cr3t".to_owned()]));
    assert_eq!(
        absent,
        format!(
            "`/no/such/program`, the command of `admin.command`, can't be run (No such file or directory (os error 2)): {again}"
        )
    );
    assert!(error(Flow::ExternalCommand(Vec::new())).contains("set `admin.command` to a list"));
    let proxy = SignIn::at_proxy("flyte.example.com", vec!["false".to_owned()]);
    assert!(text(&run(proxy.token()).unwrap_err()).contains("the command of `admin.proxyCommand`, failed"));
}
