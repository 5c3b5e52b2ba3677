//! Flyte's configuration means the same to Aileron and to flytekit, but for what is listed here.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use aileron_conformance::difference::{Intended, between, unintended};
use aileron_conformance::{program, python};
use serde_json::{Map, Value, json};

/// Where a file is.
#[derive(Clone, Copy)]
enum Place {
    /// Where `FLYTECTL_CONFIG` says.
    Named,
    Current,
    Home,
    HomeYaml,
}

use Place::{Current, Home, HomeYaml, Named};

/// The name of a case, its files and its variables. `SECRET` stands for the path of a file with a secret.
type Case = (&'static str, &'static [(Place, &'static str)], &'static [(&'static str, &'static str)]);

const YAML: &str = "\
admin:
  endpoint: dns:///flyte.example.com:443
  insecure: true
  insecureSkipVerify: true
  caCertFilePath: /ca.pem
  httpProxyURL: http://proxy:3128
  authType: DeviceFlow
  clientId: me
  scopes: [all, offline]
  audience: you
  command: [print, a token]
  proxyCommand: [print, another]
  unknown: [1]
console: {endpoint: 'https://console'}
task: {project: p, domain: d, org: o}
storage:
  connection: {endpoint: 'http://s3', access-key: minio, secret-key: hidden, addressing-style: path}
logger: {level: 1}
";

const OLDER: &str = "\
# a comment
[platform]
url = dns:///flyte.example.com:443
insecure = yes
insecure_skip_verify: On
ca_cert_file_path = /ca.pem
http_proxy_url = http://proxy:3128
console_endpoint = https://console
unknown = 1
[credentials]
auth_mode = external_process
CLIENT_ID = me
client_secret = hidden
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
secret_access_key = hidden
addressing_style = path
[sdk]
workflow_packages = a,b
";

/// Each variable of flytekit.
const VARIABLES: &[(&str, &str)] = &[
    ("FLYTE_PLATFORM_URL", "dns:///variable:1"),
    ("FLYTE_PLATFORM_INSECURE", "on"),
    ("FLYTE_PLATFORM_INSECURE_SKIP_VERIFY", "1"),
    ("FLYTE_PLATFORM_CA_CERT_FILE_PATH", "/variable.pem"),
    ("FLYTE_PLATFORM_HTTP_PROXY_URL", "http://variable:1"),
    ("FLYTE_PLATFORM_CONSOLE_ENDPOINT", "http://variable"),
    ("FLYTE_CREDENTIALS_AUTH_MODE", "client_credentials"),
    ("FLYTE_CREDENTIALS_CLIENT_ID", "variable"),
    ("FLYTE_CREDENTIALS_CLIENT_SECRET", "hidden"),
    ("FLYTE_CREDENTIALS_SCOPES", "a,b"),
    ("FLYTE_CREDENTIALS_AUDIENCE", "variable"),
    ("FLYTE_CREDENTIALS_COMMAND", "a,b c"),
    ("FLYTE_CREDENTIALS_PROXY_COMMAND", "d"),
    ("FLYTE_LOCAL_PROJECT", "variable"),
    ("FLYTE_LOCAL_DOMAIN", "variable"),
    ("FLYTE_LOCAL_ORG", "variable"),
    ("FLYTE_AWS_ENDPOINT", "http://variable"),
    ("FLYTE_AWS_ACCESS_KEY_ID", "variable"),
    ("FLYTE_AWS_SECRET_ACCESS_KEY", "hidden"),
    ("FLYTE_AWS_ADDRESSING_STYLE", "virtual"),
];

const CASES: &[Case] = &[
    ("nothing", &[], &[]),
    ("yaml", &[(Named, YAML)], &[]),
    ("older", &[(Current, OLDER)], &[]),
    ("variables", &[], VARIABLES),
    ("variables over yaml", &[(Named, YAML)], VARIABLES),
    ("variables over older", &[(Current, OLDER)], VARIABLES),
    (
        "named before current",
        &[(Named, "admin: {endpoint: 'named:1'}"), (Current, "[platform]\nurl = current:1\n")],
        &[],
    ),
    (
        "current before home",
        &[(Current, "[platform]\nurl = current:1\n"), (Home, "[platform]\nurl = home:1\n")],
        &[],
    ),
    (
        "home before yaml",
        &[(Home, "[platform]\nurl = home:1\n"), (HomeYaml, "admin: {endpoint: 'yaml:1'}")],
        &[],
    ),
    ("home yaml", &[(HomeYaml, "admin: {endpoint: 'yaml:1'}")], &[]),
    ("no variable named", &[(HomeYaml, "admin: {endpoint: 'yaml:1'}")], &[("FLYTECTL_CONFIG", "")]),
    ("empty yaml", &[(Named, "")], &[]),
    ("null in yaml", &[(Named, "admin: {endpoint: , insecure: null, scopes: ~}\ntask:\n")], &[]),
    ("empty texts in yaml", &[(Named, "admin: {endpoint: '', insecure: '', scopes: '', command: []}")], &[]),
    ("empty values of the older form", &[(Current, "[platform]\nurl =\n[credentials]\nclient_id =\n")], &[]),
    (
        "an empty variable hides the file",
        &[(Named, YAML)],
        &[("FLYTE_PLATFORM_URL", ""), ("FLYTE_LOCAL_PROJECT", "")],
    ),
    ("an empty variable is false", &[(Named, YAML)], &[("FLYTE_PLATFORM_INSECURE", "")]),
    ("yes in yaml", &[(Named, "admin: {insecure: yes, insecureSkipVerify: Off}")], &[]),
    ("texts of truth in yaml", &[(Named, "admin: {insecure: 'off', insecureSkipVerify: 'True'}")], &[]),
    ("numbers of truth in yaml", &[(Named, "admin: {insecure: 1, insecureSkipVerify: 0}")], &[]),
    ("zero in a variable", &[(Named, YAML)], &[("FLYTE_PLATFORM_INSECURE", "0")]),
    ("a number as a text", &[(Named, "admin: {clientId: 17}\ntask: {project: 5}")], &[]),
    ("commas in yaml", &[(Named, "admin: {scopes: 'a,b', command: 'c,d e'}")], &[]),
    (
        "merged yaml",
        &[(Named, "base: &base {endpoint: 'a:1', insecure: true}\nadmin: {<<: *base, endpoint: 'b:1'}")],
        &[],
    ),
    ("aliases in yaml", &[(Named, "x: &x [a, b]\nadmin: {scopes: *x, command: *x}")], &[]),
    ("auth type in any case", &[(Named, "admin: {authType: pKCE}")], &[]),
    ("older names of auth types", &[(Named, "admin: {authType: basic}")], &[]),
    ("external command", &[(Named, "admin: {authType: ExternalCommand, command: [a]}")], &[]),
    ("no auth type", &[(Named, "admin: {authType: Pcke}")], &[]),
    (
        "a secret in a file",
        &[(Named, "admin: {authType: Pkce, clientId: me, clientSecretLocation: SECRET}")],
        &[],
    ),
    (
        "a secret in a variable",
        &[(Named, "admin: {clientId: me, clientSecretEnvVar: NAMED}")],
        &[("NAMED", "hidden")],
    ),
    ("a secret in no variable", &[(Named, "admin: {clientId: me, clientSecretEnvVar: NAMED}")], &[]),
    ("a secret in no file", &[(Named, "admin: {clientSecretLocation: /absent}")], &[]),
    ("a secret alone", &[], &[("FLYTE_CREDENTIALS_CLIENT_SECRET", "hidden")]),
    ("a truth of the older form", &[(Current, "[platform]\ninsecure = maybe\n")], &[]),
    ("no value of the older form", &[(Current, "[platform]\nurl\n")], &[]),
    ("twice in the older form", &[(Current, "[platform]\nurl = a:1\nurl = b:1\n")], &[]),
    ("percent signs of the older form", &[(Current, "[credentials]\naudience = 100%%\n")], &[]),
    ("indented older form", &[(Current, "[platform]\n  url: a:1\n  insecure: 1\n")], &[]),
    ("sections have a case", &[(Current, "[Platform]\nurl = a:1\n")], &[]),
    // From here on, what differs.
    ("a scheme", &[(Named, "admin: {endpoint: 'https://flyte.example.com'}")], &[]),
    ("a path", &[(Named, "admin: {endpoint: 'flyte.example.com/console'}")], &[]),
    ("no truth in yaml", &[(Named, "admin: {insecure: maybe}")], &[]),
    ("no truth in a variable", &[], &[("FLYTE_PLATFORM_INSECURE", "maybe")]),
    ("no mapping", &[(Named, "admin: text")], &[]),
    ("broken yaml", &[(Named, "admin: {endpoint: [")], &[]),
    ("twice in yaml", &[(Named, "admin: {endpoint: 'a:1', endpoint: 'b:1'}")], &[]),
    ("two documents", &[(Named, "admin: {endpoint: 'a:1'}\n---\nadmin: {}\n")], &[]),
    ("an absent file", &[], &[("FLYTECTL_CONFIG", "/absent.yaml")]),
    ("one percent sign", &[(Current, "[credentials]\naudience = 100%\n")], &[]),
    ("defaults of all sections", &[(Current, "[DEFAULT]\nurl = a:1\n[platform]\ninsecure = true\n")], &[]),
    ("an empty list in a variable", &[], &[("FLYTE_CREDENTIALS_COMMAND", "")]),
];

const fn refused(place: &'static str, why: &'static str) -> Intended {
    Intended { place, why, allows: |ours, _| ours == Some(&json!("refused")) }
}

const INTENDED: &[Intended] = &[
    Intended {
        place: "*/task.project",
        why: "flytekit has a default that few servers have: a project is named, or the verb asks for it",
        allows: |ours, theirs| ours.is_none() && theirs == Some(&json!("flytesnacks")),
    },
    Intended {
        place: "*/task.org",
        why: "flytekit's default is the text `None`",
        allows: |ours, theirs| ours.is_none() && theirs == Some(&json!("None")),
    },
    refused("a scheme", "flytekit looks for a host of that name when it connects"),
    refused("a path", "flytekit looks for a host of that name when it connects"),
    refused(
        "empty texts in yaml",
        "flytekit takes an empty text for false: a value that is there should say something",
    ),
    refused("no truth in yaml", "flytekit takes any text for true, and so switches TLS off for a slip"),
    refused("no truth in a variable", "flytekit takes any text for true, and so switches TLS off for a slip"),
    refused("no mapping", "flytekit goes on with its defaults"),
    refused("broken yaml", "flytekit warns, and goes on with its defaults, which are another server"),
    refused("twice in yaml", "flytekit takes the last, which hides a slip"),
    refused("an absent file", "flytekit warns, and goes on with another file"),
    Intended {
        place: "two documents/admin.endpoint",
        why: "flytekit warns, and goes on with its defaults",
        allows: |ours, _| ours == Some(&json!("a:1")),
    },
    Intended {
        place: "one percent sign/admin.audience",
        why: "flytekit drops a value with a single `%`, silently",
        allows: |ours, theirs| ours == Some(&json!("100%")) && theirs.is_none(),
    },
    Intended {
        place: "defaults of all sections/admin.endpoint",
        why: "the section `DEFAULT` is one of Python's parser, not of flytekit",
        allows: |ours, _| ours == Some(&json!("localhost:30080")),
    },
];

#[test]
fn settings_are_those_of_flytekit() {
    let program = program::built("settings");
    let folder = tempfile::tempdir().expect("a folder");
    let mut questions = Map::new();
    let mut ours = Map::new();
    for (name, files, variables) in CASES {
        let question = question(&folder.path().join(name), files, variables);
        ours.insert((*name).to_owned(), printed(&program, &question));
        questions.insert((*name).to_owned(), question);
    }
    assert!(ours.len() == CASES.len(), "two cases have one name");
    let theirs = python::ask("settings.py", &Value::Object(questions));
    let problems = unintended(&between(&Value::Object(ours), &theirs), INTENDED);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Writes the files of a case, and says where it runs and with which variables.
fn question(folder: &Path, files: &[(Place, &str)], variables: &[(&str, &str)]) -> Value {
    let home = folder.join("home");
    let current = folder.join("current");
    fs::create_dir_all(home.join(".flyte")).expect("a folder");
    fs::create_dir_all(&current).expect("a folder");
    let secret = folder.join("secret");
    fs::write(&secret, "hidden\n").expect("a file");
    let mut environment = Map::from_iter([("HOME".to_owned(), json!(home))]);
    for (place, text) in files {
        let path = match place {
            Named => folder.join("named.yaml"),
            Current => current.join("flytekit.config"),
            Home => home.join(".flyte/config"),
            HomeYaml => home.join(".flyte/config.yaml"),
        };
        if matches!(place, Named) {
            environment.insert("FLYTECTL_CONFIG".to_owned(), json!(path));
        }
        fs::write(path, text.replace("SECRET", &secret.display().to_string())).expect("a file");
    }
    environment.extend(variables.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    json!({"folder": current, "environment": environment})
}

/// What our program reads.
fn printed(program: &Path, question: &Value) -> Value {
    let environment = question["environment"].as_object().expect("an object");
    let environment = environment.iter().map(|(name, value)| (name, value.as_str().expect("a text")));
    let output = Command::new(program)
        .env_clear()
        .envs(environment)
        .current_dir(question["folder"].as_str().expect("a path"))
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    if !output.status.success() {
        return json!("refused");
    }
    let text = String::from_utf8(output.stdout).expect("text");
    let setting = |line: &str| {
        let (key, rest) = line.split_once(" = ").expect("a key");
        let (value, _) = rest.rsplit_once(" (").expect("a source");
        // The name of the variable with the secret is not the secret.
        (key != "admin.clientSecretEnvVar").then(|| (key.to_owned(), json!(value)))
    };
    Value::Object(text.lines().filter_map(setting).collect())
}
