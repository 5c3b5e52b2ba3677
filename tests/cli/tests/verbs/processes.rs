//! `run --processes`: what each attempt gets, and how its end is told.

use crate::program::{Ended, Room};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const APART: &str = env!("CARGO_BIN_EXE_apart");

impl Room {
    fn apart(&self, arguments: &[&str]) -> Ended {
        self.run(APART, &[&["run", "--processes"], arguments].concat(), &[("UNKNOWN", "to a container")])
    }

    /// The outputs of a run that succeeds.
    fn outputs(&self, arguments: &[&str]) -> Value {
        let ended = self.apart(arguments);
        assert_eq!(ended.status, 0, "{arguments:?}: {}", ended.stderr);
        serde_json::from_str(&ended.stdout).expect("stdout is the result alone")
    }

    /// What a run says that fails.
    fn failure(&self, arguments: &[&str]) -> String {
        let ended = self.apart(arguments);
        assert_eq!((ended.status, ended.stdout.as_str()), (1, ""), "{arguments:?}: {}", ended.stderr);
        ended.stderr
    }
}

#[track_caller]
fn says(text: &str, part: &str) {
    assert!(text.contains(part), "`{part}` is not in:\n{text}");
}

#[test]
fn each_attempt_is_a_process() {
    let room = Room::new();
    let outputs = room.outputs(&["two_processes"]);
    assert_ne!(outputs["o0"], outputs["o1"]);
    let made = room.outputs(&["as_many_as", "--n", "3"]);
    let ids: std::collections::BTreeSet<_> =
        made["o0"].as_array().unwrap().iter().map(Value::as_i64).collect();
    assert_eq!(ids.len(), 3);
}

#[test]
fn it_gets_the_variables_of_a_container() {
    let room = Room::new();
    let key = [("_FSEC_VAULT_KEY", "of the vault"), ("UNKNOWN", "to a container"), ("PASSED", "on")];
    let ended = room.run(APART, &["run", "variables", "--processes", "--pass-env", "PASSED"], &key);
    let outputs: Value = serde_json::from_str(&ended.stdout).expect(&ended.stderr);
    let variables = outputs["o0"].as_object().unwrap();
    let expected = [
        ("OWN", "of the task"),
        ("DOLLARS", "$HOME"),
        ("THE_KEY", "of the vault"),
        ("PASSED", "on"),
        ("FLYTE_ATTEMPT_NUMBER", "0"),
        ("FLYTE_INTERNAL_EXECUTION_ID", "local"),
        ("FLYTE_INTERNAL_TASK_NAME", "apart.variables"),
    ];
    for (name, value) in expected {
        assert_eq!(variables.get(name), Some(&json!(value)), "{name}");
    }
    assert!(variables.contains_key("HOME") && variables.contains_key("PATH"));
    assert!(!variables.contains_key("UNKNOWN"));
}

#[test]
fn it_gets_the_arguments_of_a_container() {
    let room = Room::new();
    let outputs = room.outputs(&["known_in_a_workflow"]);
    let all: Vec<&str> = outputs["o0"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let [program, verb, .., x, task, node] = all[..] else { panic!("{all:?}") };
    assert_eq!((program, verb, x), (APART, "execute", "{{.input}}"));
    assert_eq!((task, node), ("apart.known", "n0"));
    let flags: Vec<_> = all.iter().filter(|argument| argument.starts_with("--")).collect();
    let expected = [
        "--task",
        "--inputs",
        "--output-prefix",
        "--raw-output-data-prefix",
        "--checkpoint-path",
        "--prev-checkpoint",
    ];
    assert_eq!(flags, expected.iter().collect::<Vec<_>>());
    let after = |flag: &str| all[all.iter().position(|argument| *argument == flag).unwrap() + 1];
    assert!(after("--inputs").ends_with("/n0/data/inputs.pb"), "{all:?}");
    assert!(after("--output-prefix").ends_with("/n0/data/0"), "{all:?}");
    assert_eq!(after("--prev-checkpoint"), "\"\"");
}

#[test]
fn lines_are_labelled_and_stdout_is_the_result() {
    let room = Room::new();
    let ended = room.apart(&["outer", "--text", "second"]);
    assert_eq!(ended.stdout, "{\"o0\": 1}\n", "{}", ended.stderr);
    for line in [
        "n0 says | on stdout: first\n",
        "n1/n0 says | on stdout: second\n",
        "n1/n0 says | on stderr: second\n",
        "n1/n0 says | without an end\n",
    ] {
        says(&ended.stderr, line);
    }
    let alone = room.apart(&["script", "--text", "x"]);
    assert_eq!(alone.stdout, "{\"o0\": \"done\"}\n", "{}", alone.stderr);
    assert_eq!(alone.stderr, "script | in a script: x\n");
    // In this process, scripts are labelled as well.
    let here = room.run(APART, &["run", "script", "--text", "x"], &[]);
    assert_eq!((here.stdout, here.stderr), (alone.stdout, alone.stderr));
}

#[test]
fn lines_of_two_processes_stay_whole() {
    let room = Room::new();
    let ended = room.apart(&["both_say", "--jobs", "2"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    for (node, name) in [("n0", "a"), ("n1", "b")] {
        let lines =
            ended.stderr.lines().filter_map(|line| line.strip_prefix(&format!("{node} many_lines | ")));
        let expected: Vec<String> = (0..500).map(|line| format!("{name} {line}")).collect();
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    }
    assert_eq!(ended.stderr.lines().count(), 1000);
}

#[test]
fn each_element_of_a_map_is_a_process() {
    let room = Room::new();
    let ended = room.apart(&["each", "--xs", "[5, 6, 7]"]);
    assert_eq!(ended.stdout, "{\"o0\": [10, 12, 14]}\n", "{}", ended.stderr);
    for number in 0..3 {
        says(&ended.stderr, &format!("n0[{number}] numbered | element Some({number})\n"));
    }
}

#[test]
fn a_retried_attempt_finds_the_checkpoint() {
    assert_eq!(Room::new().outputs(&["goes_on"]), json!({"o0": "012"}));
}

#[test]
fn errors_are_told_as_in_one_process() {
    let room = Room::new();
    for call in [&["refuses", "--x", "3"][..], &["wavers"], &["panics", "--x", "3"]] {
        let apart = room.failure(call);
        let here = room.run(APART, &[&["run"], call].concat(), &[]);
        assert_eq!(here.status, 1);
        // What a panic prints when it happens is not the failure.
        let from = here.stderr.find("the task `apart.").expect(&here.stderr);
        says(&apart, here.stderr[from..].trim_end());
    }
    says(&room.failure(&["refuses", "--x", "3"]), "3 is not enough\nits 3 retries were not spent");
}

#[test]
fn crashes_are_told() {
    let room = Room::new();
    says(&room.failure(&["overflows"]), "ended by the signal");
    says(&room.failure(&["aborts"]), "ended by the signal 6, SIGABRT");
    says(&room.failure(&["exits"]), "the task ended its process without outputs");
    let killed = room.failure(&["is_killed"]);
    says(&killed, "the task's process ended with signal: 9 (SIGKILL), before it could report why");
    says(&killed, "about to be killed");
    says(&room.failure(&["is_replaced"]), "it wrote neither `outputs.pb` nor `error.pb`");
}

#[test]
#[cfg(target_os = "linux")]
fn memory_is_limited() {
    let room = Room::new();
    assert_eq!(room.outputs(&["fills_memory", "--mebibytes", "50"]), json!({"o0": 50}));
    says(
        &room.failure(&["fills_memory", "--mebibytes", "200"]),
        "more memory than its limit of 104857600 bytes",
    );
    let asked = room.failure(&["asks_for_memory", "--mebibytes", "200"]);
    says(&asked, "failed, 2 times: it used more memory");
}

#[test]
fn a_timeout_ends_all_processes_of_an_attempt() {
    let room = Room::new();
    let file = room.path("ids");
    let failure = room.failure(&["takes_long", "--file", file.to_str().unwrap()]);
    says(&failure, "it took longer than its timeout of 1s");
    fs::read_to_string(file).unwrap().split(' ').for_each(has_ended);
}

/// Asserts that a process has ended, or does so soon.
#[track_caller]
fn has_ended(id: &str) {
    let state = || fs::read_to_string(format!("/proc/{}/stat", id.trim())).unwrap_or_default();
    // A process that nobody has waited for yet is no process any more.
    let ends = || state().is_empty() || state().contains(") Z ");
    assert!(within_seconds(2, ends), "{id} is alive: {}", state());
}

fn within_seconds(seconds: u32, is_so: impl Fn() -> bool) -> bool {
    let pause = || sleep(Duration::from_millis(20));
    (0..seconds * 50).any(|_| {
        let holds = is_so();
        if !holds {
            pause();
        }
        holds
    })
}

/// A run that has begun to write a file, with the path of the file.
fn begun(room: &Room, task: &str) -> (Child, PathBuf) {
    let file = room.path("file");
    let mut run = Command::new(APART);
    run.args(["run", "--processes", task, "--file"]).arg(&file).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = run.spawn().unwrap();
    assert!(within_seconds(30, || fs::read(&file).is_ok_and(|text| !text.is_empty())));
    (child, file)
}

fn interrupt(run: &Child) {
    Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
}

#[test]
fn a_first_interrupt_lets_a_task_save_its_work() {
    let room = Room::new();
    let (run, file) = begun(&room, "saves");
    interrupt(&run);
    let ended = run.wait_with_output().unwrap();
    assert!(!ended.status.success() && ended.stdout.is_empty(), "{ended:?}");
    assert_eq!(fs::read_to_string(file).unwrap(), "saved");
}

#[test]
#[cfg(target_os = "linux")]
fn a_task_is_asked_to_end_when_its_run_is_killed() {
    let room = Room::new();
    let (mut run, file) = begun(&room, "saves");
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(within_seconds(10, || fs::read_to_string(&file).is_ok_and(|text| text == "saved")));
}

#[test]
fn a_second_interrupt_kills_all_processes() {
    let room = Room::new();
    let (run, file) = begun(&room, "stays");
    let start = Instant::now();
    interrupt(&run);
    sleep(Duration::from_millis(300));
    interrupt(&run);
    let ended = run.wait_with_output().unwrap();
    assert!(!ended.status.success(), "{ended:?}");
    assert!(start.elapsed() < Duration::from_secs(4), "it does not wait for the grace period");
    has_ended(&fs::read_to_string(file).unwrap());
}

#[test]
fn files_go_from_one_process_to_the_next() {
    let room = Room::new();
    assert_eq!(room.outputs(&["through_a_file", "--text", "a b"]), json!({"o0": "a b"}));
    room.write("given.txt", "given");
    assert_eq!(room.outputs(&["reads_a_file", "--file", "given.txt"]), json!({"o0": "given"}));
    assert_eq!(room.outputs(&["folder_is_empty"]), json!({"o0": 0}));
}

#[test]
fn a_large_output_comes_from_its_own_file() {
    let room = Room::new();
    assert_eq!(room.outputs(&["length_of_large"]), json!({"o0": 2 << 20}));
    assert_eq!(room.outputs(&["large"])["o0"].as_str().map(str::len), Some(2 << 20));
}

#[test]
fn a_deck_is_kept() {
    let ended = Room::new().apart(&["shows"]);
    let path = ended.stderr.trim().strip_prefix("the deck of `apart.shows` is in ").expect(&ended.stderr);
    says(&fs::read_to_string(path).unwrap(), "a page of another process");
}
