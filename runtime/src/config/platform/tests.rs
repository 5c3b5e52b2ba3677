use super::super::ConfigFile;
use super::super::file::Content;
use super::{AuthType, Flags, Platform, Source, Sourced};
use crate::config::ConfigError;
use secrecy::ExposeSecret;
use std::ffi::OsString;
use std::path::PathBuf;

const YAML: &str = "\
admin:
  endpoint: dns:///flyte.example.com
  insecure: on
  insecureSkipVerify: \"1\"
  caCertFilePath: /ca.pem
  httpProxyURL: http://me:pass@proxy:3128
  authType: deviceflow
  clientId: 7
  scopes: [all, offline]
  audience: you
  command: [print, a token]
  proxyCommand: print,another
  perRetryTimeout: 1m30s
  maxRetries: 4
  maxBackoffDelay: 8s
  unknown: {anything: [at, all]}
console: {endpoint: https://console}
task: {project: p, domain: d, org: o}
storage:
  connection: {endpoint: http://s3, access-key: minio, secret-key: miniostorage, addressing-style: path}
";

const SECTIONS: &str = "\
[platform]
url = dns:///flyte.example.com
insecure = on
insecure_skip_verify: 1
ca_cert_file_path = /ca.pem
http_proxy_url = http://me:pass@proxy:3128
console_endpoint = https://console
unknown
[credentials]
auth_mode = deviceflow
Client_Id = 7
client_secret = 100%%
scopes = all,offline
audience = you
command = print,a token
proxy_command = print,another
[local]
project = p
domain = d
org = o
[aws]
endpoint = http://s3
access_key_id = minio
secret_access_key = miniostorage
addressing_style = path
[else]
unknown
";

/// The configuration of a file and variables.
fn read(file: (&str, bool), variables: &[(&str, &str)], flags: &Flags) -> Result<Platform, ConfigError> {
    let (text, is_yaml) = file;
    let path = PathBuf::from(if is_yaml { "c.yaml" } else { "c" });
    let file = ConfigFile { path, content: Content::parse(text, is_yaml).unwrap() };
    let environment = |name: &str| {
        let found = variables.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| OsString::from(value))
    };
    Platform::of(flags, Some(&file), &environment)
}

fn yaml(text: &str) -> Result<Platform, ConfigError> {
    read((text, true), &[], &Flags::default())
}

fn sections(text: &str) -> Result<Platform, ConfigError> {
    read((text, false), &[], &Flags::default())
}

fn at(path: &str, line: usize, column: usize) -> Source {
    Source::File { path: path.into(), at: (line, column) }
}

#[test]
fn every_key_is_read_in_both_forms() {
    let older = SECTIONS.replacen("unknown\n", "unknown = 1\n", 1);
    for (platform, path) in [(yaml(YAML).unwrap(), "c.yaml"), (sections(&older).unwrap(), "c")] {
        let text = |found: &Option<Sourced<String>>| found.as_ref().map(|found| found.value.clone());
        let list = |found: &Option<Sourced<Vec<String>>>| found.as_ref().unwrap().value.join("|");
        assert_eq!(platform.endpoint.value.as_str(), "flyte.example.com");
        assert!(platform.insecure.value && platform.insecure_skip_verify.value);
        assert_eq!(platform.ca_cert_file.unwrap().value, PathBuf::from("/ca.pem"));
        assert_eq!(platform.http_proxy.unwrap().value.expose_secret(), "http://me:pass@proxy:3128");
        assert_eq!(text(&platform.console_endpoint).as_deref(), Some("https://console"));
        assert_eq!(platform.auth_type.value, AuthType::DeviceFlow);
        assert_eq!(text(&platform.client_id).as_deref(), Some("7"));
        assert_eq!(list(&platform.scopes), "all|offline");
        assert_eq!(text(&platform.audience).as_deref(), Some("you"));
        assert_eq!(list(&platform.command), "print|a token");
        assert_eq!(list(&platform.proxy_command), "print|another");
        assert_eq!((text(&platform.project).as_deref(), &*platform.domain.value), (Some("p"), "d"));
        assert_eq!(text(&platform.org).as_deref(), Some("o"));
        assert_eq!(text(&platform.storage.endpoint).as_deref(), Some("http://s3"));
        assert_eq!(text(&platform.storage.access_key).as_deref(), Some("minio"));
        assert_eq!(platform.storage.secret_key.unwrap().value.expose_secret(), "miniostorage");
        assert_eq!(text(&platform.storage.addressing_style).as_deref(), Some("path"));
        let column = if path == "c" { 1 } else { 13 };
        assert_eq!(platform.endpoint.source, at(path, 2, column));
    }
    let platform = yaml(YAML).unwrap();
    assert_eq!(platform.per_retry_timeout.unwrap().value.as_secs(), 90);
    assert_eq!((platform.max_retries.unwrap().value, platform.max_backoff.unwrap().value.as_secs()), (4, 8));
    assert_eq!(sections(&older).unwrap().client_secret.unwrap().value.expose_secret(), "100%");
}

#[test]
fn without_any_configuration_it_is_the_sandbox() {
    let platform = Platform::of(&Flags::default(), None, &|_| None).unwrap();
    assert_eq!(platform.endpoint.value.as_str(), "localhost:30080");
    assert_eq!((platform.endpoint.source, platform.insecure.value), (Source::Default, false));
    assert_eq!(platform.auth_type.value, AuthType::Pkce);
    assert_eq!((platform.project, &*platform.domain.value), (None, "development"));
    assert!(platform.client_secret.is_none() && platform.org.is_none());
}

#[test]
fn flags_win_over_variables_and_those_over_the_file() {
    let file = ("admin: {endpoint: file:1, insecure: false}\ntask: {project: file}\n", true);
    let variables = [("FLYTE_PLATFORM_URL", "variable:1"), ("FLYTE_LOCAL_PROJECT", "variable")];
    let none = Flags::default();
    let flags = Flags {
        endpoint: Some("flag:1".into()),
        insecure: true,
        project: Some("flag".into()),
        ..Flags::default()
    };
    let of = |variables: &[_], flags| {
        let platform = read(file, variables, flags).unwrap();
        let source = platform.endpoint.source.to_string();
        (
            platform.endpoint.value.to_string(),
            source,
            platform.insecure.value,
            platform.project.unwrap().value,
        )
    };
    let expected = |endpoint: &str, source: &str, insecure, project: &str| {
        (endpoint.to_owned(), source.to_owned(), insecure, project.to_owned())
    };
    assert_eq!(of(&[], &none), expected("file:1", "c.yaml:1:19", false, "file"));
    let variable = "the environment variable `FLYTE_PLATFORM_URL`";
    assert_eq!(of(&variables, &none), expected("variable:1", variable, false, "variable"));
    assert_eq!(of(&variables, &flags), expected("flag:1", "`--endpoint`", true, "flag"));
}

/// An empty variable hides the file's value; an empty value in the file is none (flytekit `ConfigEntry.read`, `_exists`).
#[test]
fn empty_values_are_those_of_flytekit() {
    let file = ("admin: {endpoint: file:1, insecure: true, audience: }\ntask: {project: ''}\n", true);
    let platform =
        read(file, &[("FLYTE_PLATFORM_URL", ""), ("FLYTE_PLATFORM_INSECURE", "")], &Flags::default());
    let platform = platform.unwrap();
    assert_eq!((platform.endpoint.source, platform.insecure.value), (Source::Default, false));
    assert!(platform.audience.is_none());
    assert!(platform.project.is_none());
    assert!(yaml("admin:\n").is_ok() && yaml("").is_ok());
}

#[test]
fn a_secret_in_a_variable_wins_over_one_in_a_file_and_that_over_one_in_the_configuration() {
    let path = std::env::temp_dir().join(format!("aileron-secret-{}", std::process::id()));
    std::fs::write(&path, " in the file\n").unwrap();
    let text = format!(
        "[credentials]\nauth_mode = pkce\nclient_secret = here\nclient_secret_location = {}\nclient_secret_env_var = NAMED\n",
        path.display()
    );
    let of = |text: &str, variables: &[_]| {
        let platform = read((text, false), variables, &Flags::default()).unwrap();
        let secret = platform.client_secret.unwrap().value.expose_secret().to_owned();
        (secret, platform.auth_type.value)
    };
    let owned = |secret: &str, auth_type| (secret.to_owned(), auth_type);
    assert_eq!(of(&text, &[("NAMED", "in the variable")]), owned("in the variable", AuthType::ClientSecret));
    assert_eq!(of(&text, &[]), owned("in the file", AuthType::ClientSecret));
    std::fs::write(&path, "").unwrap();
    // A secret in the configuration itself does not decide how the user signs in.
    assert_eq!(of(&text, &[("NAMED", "")]), owned("here", AuthType::Pkce));
    std::fs::remove_file(&path).unwrap();
    let error = sections(&text).unwrap_err();
    let message = error.to_string();
    assert!(message.starts_with("c:4:1: the file `") && message.contains("can't be read"), "{message}");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn a_wrong_value_is_reported_with_its_place_and_what_to_write() {
    for (text, wanted) in [
        (
            "admin:\n  insecure: maybe\n",
            "c.yaml:2:13: `admin.insecure`: `maybe` is neither true nor false; write `true` or `false`",
        ),
        (
            "admin: {authType: Pcke}",
            "c.yaml:1:19: `admin.authType`: `Pcke` is no way to sign in; did you mean `Pkce`?",
        ),
        (
            "admin: {authType: none}",
            "`none` is no way to sign in; write `Pkce`, `DeviceFlow`, `ClientSecret` or `ExternalCommand`",
        ),
        (
            "admin: {endpoint: 'https://a/b'}",
            "c.yaml:1:19: `admin.endpoint`: an endpoint has no scheme such as `https://`",
        ),
        ("admin: {endpoint: [a]}", "`admin.endpoint`: this is not a text"),
        ("admin: {endpoint: {a: b}}", "`admin.endpoint`: this is a mapping"),
        ("admin: {scopes: [[a]]}", "`admin.scopes`: an item of this list is not a text"),
        ("admin: text", "c.yaml:1:8: `admin`: this is not a mapping; write `NAME: VALUE` below `admin:`"),
        ("admin: {perRetryTimeout: 15}", "`admin.perRetryTimeout`: "),
        ("admin: {perRetryTimeout: 0s}", "write it as in `15s`"),
        ("admin: {maxRetries: -1}", "`-1` is not a number of times"),
        ("admin: {httpProxyURL: 'socks5://a:1'}", "a proxy has no scheme `socks5`; write `http://HOST:PORT`"),
    ] {
        let message = yaml(text).unwrap_err().to_string();
        assert!(message.contains(wanted) && message.lines().count() == 1, "{text}: {message}");
    }
    for (text, wanted) in [
        ("[platform]\ninsecure =\n", "c:2:1: `insecure` under `[platform]`: `` is neither true nor false"),
        ("[platform]\nurl = a:1\nURL = b\n", "c:3:1: `url` appears twice under `[platform]`; remove one"),
        ("[platform]\nurl\n", "c:2:1: `url` is not a setting; write `NAME=VALUE`"),
        ("[platform]\nurl = %(host)s:1\n", "`url` under `[platform]`: `%(` begins a reference"),
        ("[platform]\nurl = a\n  b\n", "is not the name of a host"),
    ] {
        let message = sections(text).unwrap_err().to_string();
        assert!(message.contains(wanted), "{text}: {message}");
    }
}

#[test]
fn all_that_is_wrong_is_reported_at_once() {
    let file = ("admin:\n  insecure: maybe\n  authType: x\n", true);
    let flags = Flags { endpoint: Some("a/b".into()), ..Flags::default() };
    let variables = [("FLYTE_PLATFORM_INSECURE_SKIP_VERIFY", "?")];
    let error = read(file, &variables, &flags).unwrap_err().to_string();
    let lines: Vec<_> = error.lines().collect();
    assert_eq!(lines.len(), 4, "{error}");
    assert!(lines.iter().any(|line| line.starts_with("`--endpoint`: an endpoint has no path")), "{error}");
    let of_variable = "the environment variable `FLYTE_PLATFORM_INSECURE_SKIP_VERIFY`: `?` is neither";
    assert!(lines.iter().any(|line| line.starts_with(of_variable)), "{error}");
}

#[test]
fn no_secret_is_shown() {
    let platform = yaml(YAML).unwrap();
    let shown = format!("{platform:?}");
    assert!(!shown.contains("miniostorage") && !shown.contains("pass"), "{shown}");
    let wrong = yaml("admin: {httpProxyURL: 'http://me:pass@'}").unwrap_err().to_string();
    assert!(!wrong.contains("pass"), "{wrong}");
}

/// The table that users read has a line for each key, with its names.
#[test]
fn every_key_is_in_the_docs() {
    let table = include_str!("../../remote/settings.rs");
    let keys = include_str!("key.rs").split("Key::new(").skip(1);
    let keys: Vec<Vec<&str>> =
        keys.map(|rest| rest.split('"').skip(1).step_by(2).take(3).collect()).collect();
    assert!(keys.len() > 20, "{keys:?}");
    for key in keys {
        let [yaml, section, option] = key[..] else { panic!("{key:?}") };
        let names = match section {
            "" => format!("| `{yaml}` | | |"),
            _ => format!(
                "`[{section}] {option}` | `FLYTE_{}_{}` |",
                section.to_uppercase(),
                option.to_uppercase()
            ),
        };
        let line = table.lines().find(|line| line.contains(&names)).unwrap_or_else(|| panic!("{names}"));
        assert!(line.contains(&format!("| `{yaml}` |")) || yaml.is_empty(), "{line}");
    }
}
