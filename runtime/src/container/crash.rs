//! A task that takes its process down: the program starts anew in that same process, only to tell the engine.
//!
//! The engine reads `error.pb` from a store, and of a process that crashed no code can be trusted to write there. But
//! `execve` may be called while a signal is handled: it replaces what is broken, whatever was locked or overrun, under
//! the same process id. A second process that watches the first would do without the handlers and see SIGKILL as well;
//! but a fork costs every start 0.2 ms of 1.4, and where the kernel kills for want of memory, Kubernetes has it kill all
//! of the container (`memory.oom.group`) and tells Flyte of it itself.
#![expect(unsafe_code, reason = "handlers of signals are the kernel's to call")]

use libc::{SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTERM, c_char, c_int};
use signal_hook::low_level;
use std::ffi::{CStr, CString};
use std::io;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStringExt;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, Ordering};
use std::time::Duration;

const SIGNALS: [c_int; 6] = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS];
const PROGRAM: &CStr = c"/proc/self/exe";

/// The arguments of the new start, ended by a null.
static ARGUMENTS: AtomicPtr<*const c_char> = AtomicPtr::new(ptr::null_mut());
/// The last of them: the signal, in two digits.
static SIGNAL: [AtomicU8; 3] = [const { AtomicU8::new(0) }; 3];

/// From now on the signals of crashes start the program anew, with `--died-of` and the signal behind its own arguments.
pub(super) fn watch() {
    let own = std::env::args_os().map(OsStringExt::into_vec).chain([b"--died-of".to_vec()]);
    // No argument that the kernel has handed over contains a zero byte.
    let own = own.filter_map(|argument| CString::new(argument).ok());
    let arguments = own.map(|argument| argument.into_raw().cast_const());
    let arguments = arguments.chain([SIGNAL.as_ptr().cast(), ptr::null()]).collect::<Box<[_]>>();
    ARGUMENTS.store(Box::leak(arguments).as_mut_ptr(), Ordering::Release);
    SIGNALS.into_iter().for_each(handle);
}

/// On the stack that Rust keeps for an overflow of the other; what comes second finds the default action.
fn handle(signal: c_int) {
    let handler: extern "C" fn(c_int) = start_anew;
    // SAFETY: the structure is the kernel's own, of which zeros are a valid value, and the handler is one that takes a
    // signal's number.
    unsafe {
        let mut action = MaybeUninit::<libc::sigaction>::zeroed().assume_init();
        action.sa_sigaction = handler as libc::sighandler_t;
        action.sa_flags = libc::SA_ONSTACK | libc::SA_RESETHAND | libc::SA_NODEFER;
        libc::sigaction(signal, &raw const action, ptr::null_mut());
    }
}

/// Starts the program anew; comes back only where that can't be done, to what would have happened without.
pub(super) extern "C" fn start_anew(signal: c_int) {
    let arguments = ARGUMENTS.load(Ordering::Acquire);
    if arguments.is_null() {
        return;
    }
    let signal = u8::try_from(signal).unwrap_or_default();
    SIGNAL[0].store(b'0' + signal / 10 % 10, Ordering::Relaxed);
    SIGNAL[1].store(b'0' + signal % 10, Ordering::Relaxed);
    // SAFETY: these are among the calls that may be made in a handler, and the arguments live for ever. What is blocked
    // or set here would outlive the start.
    unsafe {
        libc::alarm(0);
        let mut none = MaybeUninit::uninit();
        libc::sigemptyset(none.as_mut_ptr());
        libc::pthread_sigmask(libc::SIG_SETMASK, none.as_ptr(), ptr::null_mut());
        libc::execv(PROGRAM.as_ptr(), arguments);
    }
}

/// From now on SIGTERM sets an alarm, at which the program starts anew if it is free to.
///
/// # Errors
/// When a signal can't be handled.
pub(super) fn grant(grace: Duration, free: Arc<AtomicBool>) -> io::Result<()> {
    let seconds = u32::try_from(grace.as_secs()).unwrap_or(u32::MAX).max(1);
    // SAFETY: an alarm may be set in a handler.
    let set = move || {
        unsafe { libc::alarm(seconds) };
    };
    let end = move || {
        if free.load(Ordering::SeqCst) {
            start_anew(SIGALRM);
        }
    };
    // SAFETY: they do nothing but what may be done in a handler: system calls, and loads of atomics.
    unsafe {
        low_level::register(SIGTERM, set)?;
        low_level::register(SIGALRM, end)?;
    }
    Ok(())
}
