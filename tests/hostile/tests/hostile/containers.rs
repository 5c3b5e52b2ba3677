//! Containers and scripts that misbehave, and values that are made for them.

use crate::{command, ended, send, started, until, victim};
use rustix::process::{Pid, Signal, test_kill_process};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;

/// Runs it, containers as processes.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = victim(folder, &[&["run"], arguments, &["--containers=process"]].concat());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_key_leads_to_no_other_file() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("authorized_keys");
    fs::write(&mine, "mine").unwrap();
    let absolute = mine.display().to_string();
    for key in ["../../../authorized_keys", &absolute, "..", ".", "", "a/b", "a\0b"] {
        let sizes = serde_json::json!({ key: 666 }).to_string();
        let (status, stdout, stderr) = run(folder.path(), &["keys", "--sizes", &sizes]);
        assert_eq!((status, &*stdout), (Some(1), ""), "{key:?}: {stderr}");
        let told = format!(
            "the input `sizes` can't be written to a file: the key {key:?} can't be the name of a file"
        );
        assert!(stderr.contains(&told), "{key:?}: {stderr}");
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine", "{key:?}");
    }
    let plain = r#"{"...": 1, "größe": 2, ".x": 3, "a b": 4}"#;
    let (status, stdout, stderr) = run(folder.path(), &["keys", "--sizes", plain]);
    assert_eq!((status, stdout.trim()), (Some(0), r#"{"o0": 4}"#), "{stderr}");
}

/// What leads out of the outputs' folder, or is no file: how it is made, and what is told.
fn attacks(secret: &Path) -> Vec<(String, String)> {
    let secret = secret.display();
    let out = format!("leads out of the outputs' folder, to `{secret}`; copy the file instead");
    [
        (format!("ln -s {secret} o0"), format!("is a link that {out}")),
        (format!("ln -s {secret} x; ln -s x o0"), format!("is a link that {out}")),
        ("ln -s /dev/zero o0".to_owned(), "leads out of the outputs' folder, to `/dev/zero`".to_owned()),
        ("ln -s nothing o0".to_owned(), "is a link that leads nowhere".to_owned()),
        ("ln -s o0 o0".to_owned(), "can't be read: ".to_owned()),
        ("mkfifo o0".to_owned(), "can't be read: it is a pipe".to_owned()),
        ("mkfifo x; ln -s x o0".to_owned(), "can't be read: it is a pipe".to_owned()),
    ]
    .into()
}

#[test]
fn a_link_publishes_no_file_of_its_user() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "5ec2e7").unwrap();
    for (script, wanted) in attacks(&secret) {
        for task in ["container_file", "container_text", "script_file", "script_text"] {
            let (status, stdout, stderr) = run(folder.path(), &[task, "--script", &script]);
            assert_eq!((status, &*stdout), (Some(1), ""), "{task}, {script}: {stderr}");
            assert!(stderr.contains("the output `o0` ") && stderr.contains(&wanted), "{script}: {stderr}");
            assert!(!stderr.contains("5ec2e7"), "{stderr}");
        }
    }
    assert_eq!(fs::read_to_string(&secret).unwrap(), "5ec2e7");
}

#[test]
fn neither_does_one_within_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "5ec2e7").unwrap();
    for (script, wanted) in attacks(&secret) {
        let script = format!("mkdir d; cd d; {script}; cd ..; mv d o0");
        for task in ["container_folder", "script_folder"] {
            let (status, stdout, stderr) = run(folder.path(), &[task, "--script", &script]);
            assert_eq!((status, &*stdout), (Some(1), ""), "{task}, {script}: {stderr}");
            let wanted = wanted.replace("is a link", "which is a link").replace("can't be", "which can't be");
            assert!(
                stderr.contains("the output `o0` contains `") && stderr.contains(&wanted),
                "{script}: {stderr}"
            );
        }
    }
}

#[test]
fn links_within_the_folder_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    for (task, script) in [
        ("container_text", "echo inside > x; ln -s x o0"),
        ("script_text", "echo inside > x; ln -s x o0"),
        ("script_file", "echo inside > x; ln -s ../outputs/x o0"),
        ("script_folder", "mkdir x; echo inside > x/y; ln -s x o0; ln -s y o0/z"),
    ] {
        let (status, stdout, stderr) = run(folder.path(), &[task, "--script", script]);
        assert_eq!(status, Some(0), "{task}: {stderr}");
        let outputs: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let text = outputs["o0"].as_str().unwrap();
        let text = match task {
            "script_file" => fs::read_to_string(text).unwrap(),
            "script_folder" => fs::read_to_string(format!("{text}/z")).unwrap(),
            _ => text.to_owned(),
        };
        assert_eq!(text.trim(), "inside", "{task}");
    }
}

/// `outputs.pb` with a file at that address.
fn outputs_pb(folder: &Path, address: &str) -> String {
    let given = victim(folder, &["run", "hands_on", "--file", address, "--set-output", "pb"]);
    assert!(given.status.success(), "{given:?}");
    let path = folder.join("given.pb");
    fs::write(&path, given.stdout).unwrap();
    path.display().to_string()
}

#[test]
fn an_address_of_its_own_names_no_file_of_its_user() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "5ec2e7").unwrap();
    let given = outputs_pb(folder.path(), &secret.display().to_string());
    let (status, stdout, stderr) =
        run(folder.path(), &["container_own", "--script", &format!("cp {given} \"$1/outputs.pb\"")]);
    assert_eq!((status, &*stdout), (Some(1), ""), "{stderr}");
    assert!(
        stderr.contains("on this machine, which is neither an input nor one of its own files"),
        "{stderr}"
    );
    // Flyte's own files may be pipes and links as well.
    for (script, wanted) in [
        ("mkfifo $1/outputs.pb", "its outputs.pb can't be read: it is a pipe"),
        ("mkfifo $1/error.pb", "its error.pb can't be read: it is a pipe"),
        ("ln -s /dev/zero $1/outputs.pb", "its outputs.pb is a link that leads out of the outputs' folder"),
        ("ln -s /dev/zero $1/error.pb", "its error.pb is a link that leads out of the outputs' folder"),
    ] {
        let (status, _, stderr) = run(folder.path(), &["container_own", "--script", script]);
        assert_eq!(status, Some(1), "{script}");
        assert!(stderr.contains(wanted), "{script}: {stderr}");
    }
    // In a store it may be anywhere.
    let given = outputs_pb(folder.path(), "s3://bucket/a.csv");
    let (status, stdout, stderr) =
        run(folder.path(), &["container_own", "--script", &format!("cp {given} $1/outputs.pb")]);
    assert_eq!((status, stdout.trim()), (Some(0), r#"{"o0": "s3://bucket/a.csv"}"#), "{stderr}");
}

#[test]
fn a_task_of_the_program_hands_over_no_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RWXU).unwrap();
    for (task, path) in
        [("gives", &*pipe), ("gives", Path::new("/dev/zero")), ("gives_folder", folder.path())]
    {
        let (status, stdout, stderr) = run(folder.path(), &[task, "--path", &path.display().to_string()]);
        assert_eq!((status, &*stdout), (Some(1), ""), "{stderr}");
        assert!(stderr.contains("and only files and directories can be kept"), "{stderr}");
    }
}

#[test]
fn a_second_signal_ends_the_program_whatever_runs() {
    let folder = tempfile::tempdir().unwrap();
    // It neither ends by SIGTERM nor soon.
    let script =
        "trap '' TERM INT; echo $$ > ../../../../pid.new; mv ../../../../pid.new ../../../../pid; sleep 300";
    let pid = folder.path().join("pid");
    let child = started(command(folder.path(), &["run", "script_text", "--script", script]), &pid);
    send(&child, Signal::INT);
    send(&child, Signal::TERM);
    let output = ended(child);
    assert!(output.status.signal().is_some(), "{output:?}");
    let pid: i32 = fs::read_to_string(pid).unwrap().trim().parse().unwrap();
    until(|| test_kill_process(Pid::from_raw(pid).unwrap()).is_err());
}

/// The variables of a task, by a file that it wrote.
fn environment(folder: &Path, task: &str, env: &[(&str, &str)], more: &[&str]) -> BTreeMap<String, String> {
    let mut command = command(folder, &[&["run", task, "--containers=process"], more].concat());
    let output = command.env_remove("AILERON_PASS_ENV").envs(env.iter().copied()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let outputs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = outputs["o0"].as_str().unwrap();
    let text =
        if task == "container_environment" { fs::read_to_string(text).unwrap() } else { text.to_owned() };
    let variables = text.lines().filter_map(|line| line.split_once('='));
    variables.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn others_get_no_secrets_of_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let env = [
        ("AWS_SECRET_ACCESS_KEY", "5ec2e7"),
        ("GITHUB_TOKEN", "5ec2e7"),
        ("_FSEC_OTHER_TASK", "5ec2e7"),
        ("LD_PRELOAD_X", "5ec2e7"),
        ("HOME", "/home/u"),
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("TZ", "UTC"),
    ];
    for task in ["script_environment", "container_environment"] {
        let given = environment(folder.path(), task, &env, &[]);
        assert!(given.values().all(|value| !value.contains("5ec2e7")), "{given:?}");
        // What shells set themselves is nobody's secret.
        let of_the_shell = |name: &str| matches!(name, "PWD" | "OLDPWD" | "SHLVL" | "_");
        let known = |name: &str| {
            let given =
                ["HOME", "LANG", "LC_ALL", "TZ", "PATH", "TMPDIR", "OWN", "outputs", "FLYTE_ATTEMPT_NUMBER"];
            given.contains(&name) || name.starts_with("FLYTE_INTERNAL_")
        };
        let other: Vec<_> = given.keys().filter(|name| !known(name) && !of_the_shell(name)).collect();
        assert!(other.is_empty(), "{other:?}");
        assert_eq!((&*given["HOME"], &*given["OWN"], &*given["TZ"]), ("/home/u", "own", "UTC"));
        let task = format!("victim.others.{task}");
        assert_eq!((&*given["FLYTE_INTERNAL_TASK_NAME"], &*given["FLYTE_ATTEMPT_NUMBER"]), (&*task, "0"));
        assert!(given["TMPDIR"].starts_with(&*folder.path().to_string_lossy()), "{}", given["TMPDIR"]);
    }
}

#[test]
fn a_task_gets_its_own_secrets_and_what_is_passed_on() {
    let folder = tempfile::tempdir().unwrap();
    let env = [
        ("DB_PASSWORD", "one"),
        ("_FSEC_DB_USER", "two"),
        ("TLS_KEY", "three"),
        ("GITHUB_TOKEN", "four"),
        ("OTHER", "five"),
    ];
    let given = environment(folder.path(), "script_environment", &env, &["--pass-env", "GITHUB_TOKEN"]);
    assert_eq!(
        (&*given["_FSEC_DB_PASSWORD"], &*given["DB_USER"], &*given["_FSEC_DB_USER"]),
        ("one", "two", "two")
    );
    assert!(given["KEY_FILE"].ends_with("/secrets/tls/key"), "{}", given["KEY_FILE"]);
    assert_eq!(given["KEY_FILE"], format!("{}/tls/key", given["FLYTE_SECRETS_DEFAULT_DIR"]));
    assert_eq!(given["GITHUB_TOKEN"], "four");
    assert!(!given.contains_key("OTHER") && !given.contains_key("_FSEC_TLS_KEY"), "{given:?}");
    let env = [&env[..], &[("AILERON_PASS_ENV", "OTHER, NONE")]].concat();
    let given = environment(folder.path(), "script_environment", &env, &[]);
    assert!(given["OTHER"] == "five" && !given.contains_key("GITHUB_TOKEN"), "{given:?}");
    let told = victim(folder.path(), &["run", "--pass-env", "NO_SUCH", "script_environment"]);
    assert_eq!(told.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&told.stderr);
    assert!(
        stderr.contains("`--pass-env NO_SUCH`: the environment has no variable `NO_SUCH` to pass on"),
        "{stderr}"
    );
}
