//! A task that takes its process down: the engine is told all the same, by what the process becomes.
#![cfg(target_os = "linux")]

use crate::attempt::{Attempt, Ended};
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::execution_error::ErrorKind;

#[track_caller]
fn assert_told(ended: &Ended, signal: &str) {
    let error = ended.error();
    let told = (&*error.code, error.kind(), error.origin());
    assert_eq!(told, ("USER:RuntimeError", Kind::Recoverable, ErrorKind::User));
    let at = error.message.find("src/bin/").expect("the task's place");
    assert!(error.message[at..].contains(signal), "{}", error.message);
}

#[test]
fn an_abort() {
    assert_told(&Attempt::under_stress("aborts").run(), "(SIGABRT)");
}

#[test]
fn a_panic_within_a_panic() {
    let ended = Attempt::under_stress("panics_twice").run();
    assert_told(&ended, "(SIGABRT)");
    assert!(ended.stderr.contains("the second"), "{}", ended.stderr);
}

#[test]
fn a_stack_that_overflows() {
    for task in ["overflows", "overflows_beside"] {
        assert_told(&Attempt::under_stress(task).input("depth", i64::MAX).run(), "a stack that overflowed");
    }
    assert!(Attempt::under_stress("overflows").input("depth", 100_i64).run().value::<i64>() > 0);
}

/// As where a container may have so much and no more, but for who says no.
#[test]
fn memory_that_is_not_to_be_had() {
    let ended = Attempt::under_stress("wants_memory").input("mebibytes", 2048_i64).run_limited("-v 1000000");
    assert_told(&ended, "(SIGABRT)");
    assert!(ended.stderr.contains("memory allocation of 2147483648 bytes failed"), "{}", ended.stderr);
    assert_eq!(Attempt::under_stress("wants_memory").input("mebibytes", 1_i64).run().value::<i64>(), 1 << 20);
}

#[test]
fn the_exit_status_tells_of_it_where_it_is_asked_to() {
    let ended = Attempt::under_stress("aborts").env("FLYTE_FAIL_ON_ERROR", "true").run();
    assert_eq!(ended.status, Some(1));
    assert!(ended.error_file().message.contains("(SIGABRT)"));
}

#[test]
fn an_exit() {
    for status in [0_i64, 3] {
        assert_told(&Attempt::of("exits").input("status", status).run(), "ended its process");
    }
    let ended = Attempt::of("exits").input("status", 0_i64).env("FLYTE_FAIL_ON_ERROR", "true").run();
    assert_eq!(ended.status, Some(1));
    assert!(ended.error_file().message.contains("ended its process"));
}

#[test]
fn a_signal() {
    for name in ["HUP", "USR1", "XFSZ", "ALRM", "QUIT", "PROF"] {
        let attempt = Attempt::under_stress("signals_itself").input("name", name.to_owned());
        assert_told(&attempt.run_with_default_signals(), &format!("SIG{name}"));
    }
}

/// Who starts the program may have it ignore a signal, as `nohup` does.
#[test]
fn a_signal_that_is_ignored() {
    let attempt = Attempt::under_stress("signals_itself").input("name", "XFSZ".to_owned());
    assert_eq!(attempt.run_limited("-f unlimited").value::<i64>(), 1);
}

/// Kubernetes has the kernel kill all of a container that is out of memory, and tells Flyte.
#[test]
fn what_is_killed_leaves_nothing() {
    let ended = Attempt::under_stress("is_killed").run();
    assert_eq!((ended.status, ended.files.len()), (None, 0));
}
