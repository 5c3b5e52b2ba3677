//! Tasks that misbehave.
#![expect(unsafe_code, reason = "a task may call anything")]

use aileron::prelude::*;
use std::io::Write;
use std::process::{self, Command};
use std::thread;
use std::time::Duration;

const LONG: Duration = Duration::from_mins(1);

fn number(value: i64) -> i32 {
    i32::try_from(value).expect("a small number")
}

#[task]
pub(crate) fn exits(status: i64) -> i64 {
    process::exit(number(status))
}

/// Has no outputs, so nothing seems to be missing.
#[task]
pub(crate) fn exits_without_outputs(status: i64) {
    process::exit(number(status))
}

/// Exits on another thread while the task goes on.
#[task]
pub(crate) fn exits_beside(status: i64) -> i64 {
    thread::spawn(move || process::exit(number(status)));
    thread::sleep(LONG);
    1
}

#[workflow]
pub(crate) fn exits_at_last(status: i64) -> i64 {
    let next = same(status);
    exits(next)
}

#[task]
pub(crate) fn same(x: i64) -> i64 {
    x
}

/// Exits with the call that runs no exit handlers.
#[task]
pub(crate) fn leaves(status: i64) -> i64 {
    // SAFETY: it does not return.
    unsafe { libc::_exit(number(status)) }
}

#[task]
pub(crate) fn dies_of(signal: i64) -> i64 {
    // SAFETY: any signal may be raised.
    unsafe { libc::raise(number(signal)) };
    thread::sleep(LONG);
    1
}

/// Handles the signal itself.
#[task]
pub(crate) fn handles(signal: i64) -> i64 {
    extern "C" fn handled(_: libc::c_int) {}
    let handler: extern "C" fn(libc::c_int) = handled;
    // SAFETY: the handler takes a signal's number, and does nothing.
    unsafe {
        libc::signal(number(signal), handler as libc::sighandler_t);
        libc::raise(number(signal));
    }
    signal
}

/// Lets another crate handle the signal, which then calls the previous handler.
#[task]
pub(crate) fn hears(signal: i64) -> bool {
    let heard = std::sync::Arc::default();
    signal_hook::flag::register(number(signal), std::sync::Arc::clone(&heard)).expect("a signal");
    signal_hook::low_level::raise(number(signal)).expect("a signal");
    heard.load(std::sync::atomic::Ordering::SeqCst)
}

/// Sets an alarm and forgets it.
#[task]
pub(crate) fn rings() -> i64 {
    // SAFETY: an alarm may always be set.
    unsafe { libc::alarm(1) };
    thread::sleep(LONG);
    1
}

/// Lets a child process end in some way, and returns its status from the kernel.
#[task]
pub(crate) fn forks(end: String) -> i64 {
    // SAFETY: the child makes calls that are allowed in a child, or that a careless one would make.
    let child = unsafe { libc::fork() };
    if child == 0 {
        match &*end {
            "abort" => process::abort(),
            "exit" => process::exit(0),
            "panic" => panic!("in the child"),
            "return" => return -1,
            "wait" => thread::sleep(LONG),
            // SAFETY: any signal may be raised.
            signal => drop(unsafe { libc::raise(signal.parse().expect("a signal")) }),
        }
        process::exit(77);
    }
    let mut status = 0;
    // SAFETY: this is the child's id, and there is room for its status.
    unsafe {
        if end == "wait" {
            libc::kill(child, libc::SIGTERM);
        }
        libc::waitpid(child, &raw mut status, 0);
    }
    status.into()
}

/// Crashes on the way out, when all is done.
#[task]
pub(crate) fn crashes_at_the_end() -> i64 {
    extern "C" fn crash() {
        process::abort()
    }
    // SAFETY: it takes nothing and gives nothing.
    unsafe { libc::atexit(crash) };
    1
}

#[task]
pub(crate) fn overflows(depth: i64) -> i64 {
    fn deeper(depth: i64) -> i64 {
        let here = std::hint::black_box([depth; 64]);
        if depth == 0 { 0 } else { deeper(depth - 1) + here[0] }
    }
    deeper(depth)
}

#[task]
pub(crate) fn overflows_beside(depth: i64) -> Option<i64> {
    thread::spawn(move || overflows(depth)).join().ok()
}

/// Prints in every way, and leaves some of it in buffers.
#[task]
pub(crate) fn prints() -> i64 {
    println!("a line");
    // SAFETY: the text ends with a zero byte, and holds no placeholder.
    unsafe { libc::printf(c"from C, ".as_ptr()) };
    Command::new("sh").args(["-c", "echo from a child"]).status().expect("a shell");
    print!("unfinished");
    7
}

/// Whether the task's children could write to what was stdout when the program began.
#[task]
pub(crate) fn descriptors() -> String {
    let listed = Command::new("sh").args(["-c", "readlink /proc/self/fd/*"]).output().expect("a shell");
    String::from_utf8(listed.stdout).expect("text")
}

/// Goes on whatever it is told.
#[shell_task(script = r#"
    trap '' INT TERM
    touch "{{.inputs.place}}/started"
    sleep 60 & wait
    sleep 60
"#)]
pub fn stays(place: String);

/// Says something, for the tests of where it goes.
#[task]
pub(crate) fn complains() -> Result<i64, String> {
    std::io::stdout().write_all(b"before the end\n").map_err(|error| error.to_string())?;
    Err("no luck".to_owned())
}
