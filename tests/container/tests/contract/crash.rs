//! A task that crashes its process: what the process becomes reports the failure to the engine.
#![cfg(target_os = "linux")]

use crate::attempt::{Attempt, Ended};
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::execution_error::ErrorKind;

#[track_caller]
fn assert_reported(ended: &Ended, signal: &str) {
    let error = ended.error();
    let found = (&*error.code, error.kind(), error.origin());
    assert_eq!(found, ("USER:RuntimeError", Kind::Recoverable, ErrorKind::User));
    let at = error.message.find("src/bin/").expect("the task's place");
    assert!(error.message[at..].contains(signal), "{}", error.message);
}

#[test]
fn an_abort() {
    assert_reported(&Attempt::under_stress("aborts").run(), "(SIGABRT)");
}

#[test]
fn a_panic_within_a_panic() {
    let ended = Attempt::under_stress("panics_twice").run();
    assert_reported(&ended, "(SIGABRT)");
    assert!(ended.stderr.contains("the second"), "{}", ended.stderr);
}

#[test]
fn a_stack_overflow() {
    for task in ["overflows", "overflows_beside"] {
        assert_reported(&Attempt::under_stress(task).input("depth", i64::MAX).run(), "stack overflow");
    }
    assert!(Attempt::under_stress("overflows").input("depth", 100_i64).run().value::<i64>() > 0);
}

/// Memory is limited as in a container, but here the allocation fails, while in a container the kernel kills.
#[test]
fn a_failed_allocation() {
    let ended = Attempt::under_stress("wants_memory").input("mebibytes", 2048_i64).run_limited("-v 1000000");
    assert_reported(&ended, "(SIGABRT)");
    assert!(ended.stderr.contains("memory allocation of 2147483648 bytes failed"), "{}", ended.stderr);
    assert_eq!(Attempt::under_stress("wants_memory").input("mebibytes", 1_i64).run().value::<i64>(), 1 << 20);
}

#[test]
fn the_exit_status_reports_it_if_it_has_to() {
    let ended = Attempt::under_stress("aborts").env("FLYTE_FAIL_ON_ERROR", "true").run();
    assert_eq!(ended.status, Some(1));
    assert!(ended.error_file().message.contains("(SIGABRT)"));
}

#[test]
fn an_exit() {
    for status in [0_i64, 3] {
        assert_reported(&Attempt::of_task("exits").input("status", status).run(), "ended its process");
    }
    let ended = Attempt::of_task("exits").input("status", 0_i64).env("FLYTE_FAIL_ON_ERROR", "true").run();
    assert_eq!(ended.status, Some(1));
    assert!(ended.error_file().message.contains("ended its process"));
}

#[test]
fn a_signal() {
    for name in ["HUP", "USR1", "XFSZ", "ALRM", "QUIT", "PROF"] {
        let attempt = Attempt::under_stress("signals_itself").input("name", name.to_owned());
        assert_reported(&attempt.run_with_default_signals(), &format!("SIG{name}"));
    }
}

/// A program may be started with some signals ignored, as by `nohup`.
#[test]
fn an_ignored_signal_stays_ignored() {
    let attempt = Attempt::under_stress("signals_itself").input("name", "XFSZ".to_owned());
    assert_eq!(attempt.run_limited("-f unlimited").value::<i64>(), 1);
}

/// If a container runs out of memory, Kubernetes has the kernel kill all of it, and reports that to Flyte.
#[test]
fn a_killed_process_leaves_no_files() {
    let ended = Attempt::under_stress("is_killed").run();
    assert_eq!((ended.status, ended.files.len()), (None, 0));
}
