//! Tasks that misbehave: they end the program, fork, crash, print and hang.

use aileron::FlyteType;
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::{ContainerError, ErrorDocument, Literal, LiteralMap};
use aileron::idl::prost::Message;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const VICTIM: &str = env!("CARGO_BIN_EXE_victim");

/// Runs a verb of the program, in its own folder.
fn run(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    crate::victim(folder.path(), &[&["run"], arguments].concat())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The files of an attempt of `execute`.
struct Ended {
    _folder: TempDir,
    output: Output,
    files: BTreeMap<String, Vec<u8>>,
}

fn execute(task: &str, inputs: &[(&str, Literal)]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let literals = inputs.iter().map(|(name, literal)| ((*name).to_owned(), literal.clone())).collect();
    fs::write(at("inputs.pb"), LiteralMap { literals }.encode_to_vec()).unwrap();
    let task = format!("victim.tasks.{task}");
    let (given, wanted) = (at("inputs.pb"), at("out"));
    let arguments = ["execute", "--task", &task, "--inputs", &given, "--output-prefix", &wanted];
    let output = crate::victim(folder.path(), &arguments);
    let entries = fs::read_dir(at("out")).into_iter().flatten().map(Result::unwrap);
    let files = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    Ended { _folder: folder, output, files }
}

fn integer(name: &str, value: i64) -> (&str, Literal) {
    (name, value.into_literal().unwrap())
}

impl Ended {
    #[track_caller]
    fn only(&self, name: &str) -> &[u8] {
        assert_eq!(self.output.status.code(), Some(0), "{:?}", self.output);
        assert_eq!(self.files.keys().collect::<Vec<_>>(), [name], "{:?}", self.output);
        &self.files[name]
    }

    #[track_caller]
    fn value<T: FlyteType>(&self) -> T {
        let mut outputs = LiteralMap::decode(self.only("outputs.pb")).unwrap().literals;
        T::from_literal(outputs.remove("o0").unwrap()).unwrap()
    }

    #[track_caller]
    fn error(&self) -> ContainerError {
        ErrorDocument::decode(self.only("error.pb")).unwrap().error.unwrap()
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_exit_is_an_error() {
    for task in ["exits", "exits_without_outputs", "exits_beside"] {
        for status in [0, 3] {
            let error = execute(task, &[integer("status", status)]).error();
            assert_eq!((&*error.code, error.kind()), ("USER:RuntimeError", Kind::Recoverable));
            let message = format!("task `victim.tasks.{task}`");
            assert!(
                error.message.contains(&message) && error.message.contains("ended its process"),
                "{error:?}"
            );
        }
    }
}

/// A program can't notice this: Flyte finds no outputs, or an exit status that is not 0.
#[test]
fn an_end_without_handlers_leaves_no_files() {
    for (status, leaves) in [(0, Some(0)), (3, Some(3))] {
        let ended = execute("leaves", &[integer("status", status)]);
        assert_eq!((ended.output.status.code(), ended.files.len()), (leaves, 0));
    }
    let ended = execute("dies_of", &[integer("signal", libc::SIGKILL.into())]);
    assert_eq!((ended.output.status.signal(), ended.files.len()), (Some(libc::SIGKILL), 0));
}

#[cfg(target_os = "linux")]
#[test]
fn every_signal_that_ends_the_process_is_an_error() {
    let fatal = [
        libc::SIGHUP,
        libc::SIGQUIT,
        libc::SIGILL,
        libc::SIGTRAP,
        libc::SIGABRT,
        libc::SIGBUS,
        libc::SIGFPE,
        libc::SIGUSR1,
        libc::SIGSEGV,
        libc::SIGUSR2,
        libc::SIGALRM,
        libc::SIGSTKFLT,
        libc::SIGXCPU,
        libc::SIGXFSZ,
        libc::SIGVTALRM,
        libc::SIGPROF,
        libc::SIGIO,
        libc::SIGPWR,
        libc::SIGSYS,
    ];
    for signal in fatal {
        let error = execute("dies_of", &[integer("signal", signal.into())]).error();
        assert_eq!((&*error.code, error.kind()), ("USER:RuntimeError", Kind::Recoverable), "{signal}");
        assert!(error.message.contains(&format!("was ended by the signal {signal}")), "{error:?}");
    }
}

/// A task, or a crate that it uses, may handle any signal.
#[test]
fn a_signal_that_the_task_handles_is_not_an_error() {
    for signal in [libc::SIGUSR1, libc::SIGHUP, libc::SIGXFSZ, libc::SIGALRM] {
        let value = execute("handles", &[integer("signal", signal.into())]).value::<i64>();
        assert_eq!(value, i64::from(signal));
    }
    for signal in [libc::SIGUSR1, libc::SIGHUP, libc::SIGXFSZ, libc::SIGALRM] {
        assert!(execute("hears", &[integer("signal", signal.into())]).value::<bool>());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_alarm_of_the_task_is_not_an_interruption() {
    let error = execute("rings", &[]).error();
    assert_eq!((&*error.code, error.kind()), ("USER:RuntimeError", Kind::Recoverable));
    assert!(error.message.contains("SIGALRM") && !error.message.contains("SIGTERM"), "{error:?}");
}

/// The end of a child is its parent's business. Flyte gets the result of the parent.
#[test]
fn a_forked_child_reports_nothing() {
    let signal = |status: i64| i32::try_from(status & 0x7f).unwrap();
    for (end, by) in [
        ("abort", libc::SIGABRT),
        ("11", libc::SIGSEGV),
        ("10", libc::SIGUSR1),
        ("15", libc::SIGTERM),
        ("2", libc::SIGINT),
        ("wait", libc::SIGTERM),
        ("exit", 0),
        ("panic", 0),
        ("return", 0),
    ] {
        let ended = execute("forks", &[("end", end.to_owned().into_literal().unwrap())]);
        assert_eq!(signal(ended.value()), by, "{end}");
        let output = run(&["forks", "--end", end]);
        let printed = text(&output.stdout);
        let status: i64 =
            printed.trim().trim_start_matches("{\"o0\": ").trim_end_matches('}').parse().unwrap();
        assert_eq!((output.status.code(), signal(status)), (Some(0), by), "{end}: {output:?}");
    }
}

/// The result counts: an error after it is not reported.
#[cfg(target_os = "linux")]
#[test]
fn a_crash_after_the_result_changes_nothing() {
    assert_eq!(execute("crashes_at_the_end", &[]).value::<i64>(), 1);
}

#[test]
fn a_run_that_a_task_ended_has_failed() {
    for task in ["exits", "exits_without_outputs", "exits_beside", "exits_at_last"] {
        for status in ["0", "3"] {
            let output = run(&[task, "--status", status]);
            assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()), "{output:?}");
            let culprit = if task == "exits_at_last" { "exits" } else { task };
            let message = format!("error: the task `victim.tasks.{culprit}` ended the program, with `exit`");
            assert!(text(&output.stderr).contains(&message), "{output:?}");
        }
    }
}

#[test]
fn a_crash_names_its_task() {
    for task in ["overflows", "overflows_beside"] {
        let output = run(&[task, "--depth", "9223372036854775807"]);
        assert!(!output.status.success());
        let message = text(&output.stderr);
        let name = format!("error: the task `victim.tasks.{task}` crashed (SIG");
        assert_eq!(message.matches(" crashed (").count(), 1, "{message}");
        assert!(message.contains(&name) && message.contains("has overflowed its stack"), "{message}");
    }
    // `--signal` is a flag of the verb.
    let inputs = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(inputs.path(), format!("{{\"signal\": {}}}", libc::SIGABRT)).unwrap();
    let output = run(&["dies_of", "--inputs", inputs.path().to_str().unwrap()]);
    assert_eq!(output.status.signal(), Some(libc::SIGABRT));
    assert!(text(&output.stderr).contains("the task `victim.tasks.dies_of` crashed (SIGABRT)"), "{output:?}");
}

#[test]
fn stdout_has_the_result_only() {
    let output = run(&["prints"]);
    assert_eq!((output.status.code(), &*text(&output.stdout)), (Some(0), "{\"o0\": 7}\n"));
    let message = text(&output.stderr);
    for printed in ["a line\n", "from C, ", "from a child\n", "unfinished"] {
        assert_eq!(message.matches(printed).count(), 1, "{message}");
    }
    let output = run(&["complains"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(text(&output.stderr).starts_with("before the end\nerror: "), "{output:?}");
    // In a container, stdout is not redirected.
    let stdout = text(&execute("prints", &[]).output.stdout);
    assert!(stdout.contains("a line\n") && stdout.contains("from a child\n"), "{stdout}");
}

/// The reader of the result waits for the end of the pipe, so a child must not keep it open.
#[cfg(target_os = "linux")]
#[test]
fn a_child_does_not_keep_the_result_open() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("result");
    let mut command = Command::new(VICTIM);
    let stdout = fs::File::create(&place).unwrap();
    let output = command.args(["run", "descriptors"]).stdout(stdout).stderr(Stdio::piped()).output().unwrap();
    let result = fs::read_to_string(&place).unwrap();
    assert!(output.status.success() && result.contains("pipe:"), "{output:?} {result}");
    assert!(!result.contains(place.to_str().unwrap()), "{result}");
}

#[test]
fn a_closed_or_full_stdout_is_not_a_panic() {
    let shell = |script: &str| {
        let script = format!("\"$0\" run prints {script}");
        Command::new("sh").args(["-c", &script, VICTIM]).output().unwrap()
    };
    let closed = shell(">&-");
    assert_eq!(closed.status.code(), Some(0), "{closed:?}");
    assert!(text(&closed.stderr).contains("a line\n"), "{closed:?}");
    let nobody = shell("2>&1 >&- 2>&-");
    assert_eq!(nobody.status.code(), Some(0), "{nobody:?}");
    if Path::new("/dev/full").exists() {
        let full = shell("> /dev/full");
        assert_eq!(full.status.code(), Some(1), "{full:?}");
        assert!(text(&full.stderr).contains("the result can't be written to stdout"), "{full:?}");
    }
}

/// The script ignores the signal, but the program need not wait for it.
#[test]
fn a_second_interrupt_ends_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    let mut command = Command::new(VICTIM);
    command.args(["run", "stays", "--place", place]).env("TMPDIR", place);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while !folder.path().join("started").exists() {
        std::thread::yield_now();
    }
    let program = child.id().to_string();
    let ended = (0..600).find_map(|_| {
        let _ = Command::new("kill").args(["-s", "INT", &program]).status();
        std::thread::sleep(std::time::Duration::from_millis(100));
        child.try_wait().unwrap()
    });
    let Some(status) = ended else {
        child.kill().unwrap();
        panic!("it ignores SIGINT, as what a shell starts in the background does, or never ends");
    };
    assert_eq!(status.signal(), Some(libc::SIGINT));
}
