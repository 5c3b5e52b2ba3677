//! Handlers on systems with signals and `fork`.
#![expect(unsafe_code, reason = "signal handlers are installed through the C library")]

use crate::entity::Entity;
use libc::{SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, c_char, c_int, c_void, siginfo_t};
use signal_hook::low_level;
use std::cell::Cell;
use std::ffi::{CStr, CString};
use std::io;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStringExt;
use std::process;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, AtomicU8, AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

/// Signals of faults. A handler of other code that passes one of them on could not prevent the end either.
const FAULTS: [c_int; 6] = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS];
/// The other signals that end a process, except those with handlers of their own. The numbered real-time signals are
/// left out: nobody sends them without a handler, and each would cost a system call at the start.
const FATAL: &[c_int] = &[
    libc::SIGALRM,
    libc::SIGHUP,
    libc::SIGIO,
    libc::SIGPROF,
    #[cfg(target_os = "linux")]
    libc::SIGPWR,
    libc::SIGQUIT,
    #[cfg(target_os = "linux")]
    libc::SIGSTKFLT,
    libc::SIGTRAP,
    libc::SIGUSR1,
    libc::SIGUSR2,
    libc::SIGVTALRM,
    libc::SIGXCPU,
    libc::SIGXFSZ,
];
const PROGRAM: &CStr = c"/proc/self/exe";

/// The process that installed the handlers.
static OWNER: AtomicU32 = AtomicU32::new(0);
/// Whether this process is a child of the owner, forked by the C library.
static FORKED: AtomicBool = AtomicBool::new(false);
/// The exit status, once the result is written; negative before.
static EXIT_STATUS: AtomicI32 = AtomicI32::new(-1);

/// The arguments of the new start, ended by a null pointer.
static ARGUMENTS: AtomicPtr<*const c_char> = AtomicPtr::new(ptr::null_mut());
/// The last argument: the reason in two digits.
static WHY: [AtomicU8; 3] = [const { AtomicU8::new(0) }; 3];

/// Whether the process was asked to end and is in its grace period.
static GRANTED: AtomicBool = AtomicBool::new(false);

/// The reason for a new start that is not a signal: something called `exit`.
pub(crate) const EXIT: c_int = 0;
/// The same, after the process was asked to end.
pub(crate) const EXIT_WHEN_TOLD: c_int = 99;

/// Makes this process the one in which the handlers act.
pub(crate) fn own() {
    OWNER.store(process::id(), Ordering::SeqCst);
    // SAFETY: the function that the child calls only stores an atomic.
    unsafe { libc::pthread_atfork(None, None, Some(forked)) };
}

extern "C" fn forked() {
    FORKED.store(true, Ordering::SeqCst);
}

/// Whether this process is a child that a task forked. Makes no system call.
pub(crate) fn is_child() -> bool {
    FORKED.load(Ordering::Relaxed)
}

/// Ends a child that a task forked, when the task returns in it. What is buffered is for its parent to write.
pub(crate) fn end_child() -> ! {
    low_level::exit(1)
}

/// Whether this process is not the owner, for handlers: it also finds children that were not forked by the C library.
fn is_elsewhere() -> bool {
    let owner = OWNER.load(Ordering::SeqCst);
    owner != 0 && owner != process::id()
}

/// Records that the result is written and what the exit status is. From now on the process may end in any way.
pub(crate) fn set_exit_status(status: i32) {
    EXIT_STATUS.store(status, Ordering::SeqCst);
}

/// From now on, a signal or `exit` that would end the process starts the program anew, with `--died-of` and the
/// reason after its own arguments.
///
/// The engine reads `error.pb` from a store, and no code of a crashed process can be trusted to write there. But a
/// signal handler may call `execve`: it replaces the broken program, whatever was locked or overrun, under the same
/// process id. A second process that watches the first would need no handlers, and would also see SIGKILL and
/// `_exit`. But a fork adds 0.2 ms to a start of 1.4 ms; and when memory runs out, Kubernetes has the kernel kill the
/// whole container (`memory.oom.group`) and reports that to Flyte itself.
pub(crate) fn start_anew_at_the_end() {
    let own = std::env::args_os().map(OsStringExt::into_vec).chain([b"--died-of".to_vec()]);
    // Arguments from the kernel contain no zero bytes.
    let own = own.filter_map(|argument| CString::new(argument).ok());
    let arguments = own.map(|argument| argument.into_raw().cast_const());
    let arguments = arguments.chain([WHY.as_ptr().cast(), ptr::null()]).collect::<Box<[_]>>();
    ARGUMENTS.store(Box::leak(arguments).as_mut_ptr(), Ordering::Release);
    for signal in FAULTS {
        handle(signal, died, ONCE);
    }
    for signal in FATAL {
        // The program may have been started with some signals ignored, as by `nohup`. They stay ignored.
        if let Some(before) =
            handle(*signal, died, ONCE).filter(|before| before.sa_sigaction != libc::SIG_DFL)
        {
            // SAFETY: the kernel has just returned this action.
            unsafe { libc::sigaction(*signal, &raw const before, ptr::null_mut()) };
        }
    }
    at_exit(exited);
}

type Handler = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);

/// The current action of a signal.
fn action(signal: c_int) -> Option<libc::sigaction> {
    let mut action = MaybeUninit::zeroed();
    // SAFETY: the kernel fills the structure, and zeros are a valid value of it.
    unsafe { (libc::sigaction(signal, ptr::null(), action.as_mut_ptr()) == 0).then(|| action.assume_init()) }
}

/// Whether this program was started to ignore the signal.
pub(crate) fn is_ignored(signal: c_int) -> bool {
    action(signal).is_some_and(|action| action.sa_sigaction == libc::SIG_IGN)
}

/// Flags of a handler that runs on the stack which Rust reserves for stack overflows. The signal's default action is
/// restored when the handler is called.
const ONCE: c_int = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESETHAND | libc::SA_NODEFER;

/// Installs a handler for a signal and returns the previous action.
fn handle(signal: c_int, handler: Handler, flags: c_int) -> Option<libc::sigaction> {
    let mut before = MaybeUninit::zeroed();
    // SAFETY: as above; and the handler takes the arguments that `SA_SIGINFO` passes.
    unsafe {
        let mut action = MaybeUninit::<libc::sigaction>::zeroed().assume_init();
        action.sa_sigaction = handler as libc::sighandler_t;
        action.sa_flags = flags;
        (libc::sigaction(signal, &raw const action, before.as_mut_ptr()) == 0).then(|| before.assume_init())
    }
}

fn at_exit(handler: extern "C" fn()) {
    // SAFETY: the handler takes and returns nothing, as `atexit` requires. If there is no room for it, it is not
    // called.
    unsafe { libc::atexit(handler) };
}

/// Ends the process as if nothing handled the signal.
fn die_of(signal: c_int) {
    let mut own = MaybeUninit::uninit();
    // SAFETY: a handler may make all these calls while the signal is blocked; and `sigemptyset` fills the set.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::sigemptyset(own.as_mut_ptr());
        libc::sigaddset(own.as_mut_ptr(), signal);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, own.as_ptr(), ptr::null_mut());
        libc::raise(signal);
    }
}

extern "C" fn died(signal: c_int, _: *mut siginfo_t, _: *mut c_void) {
    // If the action is not the default one, another handler was installed later and called this one: that handler
    // decides. If the kernel calls this one, it has already restored the default action.
    let is_handled = || action(signal).is_some_and(|action| action.sa_sigaction != libc::SIG_DFL);
    if !FAULTS.contains(&signal) && is_handled() {
        return;
    }
    if is_elsewhere() {
        return die_of(signal);
    }
    match EXIT_STATUS.load(Ordering::SeqCst) {
        ..0 => start_anew(signal),
        // The result is written, so this crash no longer matters.
        status => low_level::exit(status),
    }
    die_of(signal);
}

extern "C" fn exited() {
    if !is_elsewhere() && EXIT_STATUS.load(Ordering::SeqCst) < 0 {
        start_anew(if GRANTED.load(Ordering::SeqCst) { EXIT_WHEN_TOLD } else { EXIT });
        // If the new start fails, the exit status reports the failure.
        low_level::exit(1);
    }
}

/// Starts the program anew. Returns only if that fails.
pub(crate) fn start_anew(why: c_int) {
    let arguments = ARGUMENTS.load(Ordering::Acquire);
    if arguments.is_null() {
        return;
    }
    let why = u8::try_from(why).unwrap_or_default();
    WHY[0].store(b'0' + why / 10 % 10, Ordering::Relaxed);
    WHY[1].store(b'0' + why % 10, Ordering::Relaxed);
    // SAFETY: a handler may make all these calls, and the arguments live for ever. The signal mask and the alarm are
    // reset, since they would survive the new start.
    unsafe {
        libc::alarm(0);
        let mut none = MaybeUninit::uninit();
        libc::sigemptyset(none.as_mut_ptr());
        libc::pthread_sigmask(libc::SIG_SETMASK, none.as_ptr(), ptr::null_mut());
        libc::execv(PROGRAM.as_ptr(), arguments);
    }
}

/// Limits later actions for a signal to this process: a child that a task forked dies of the signal.
///
/// # Errors
/// Fails if no handler can be installed for the signal.
pub(crate) fn here_alone(signal: c_int) -> io::Result<()> {
    let elsewhere = move || {
        if is_elsewhere() {
            die_of(signal);
        }
    };
    // SAFETY: the handler only does what handlers may do.
    unsafe { low_level::register(signal, elsewhere) }.map(drop)
}

/// What to do when the grace period is over.
static THEN: OnceLock<fn()> = OnceLock::new();

/// From now on `signal` sets an alarm, and the alarm calls `then`, which must do only what a handler may do.
///
/// SIGALRM gets its handler together with the alarm, not before: until then an alarm belongs to the task, which may
/// handle it itself or end by it, as by any other signal.
///
/// # Errors
/// Fails if no handler can be installed for the signal.
pub(crate) fn grant(signal: c_int, grace: Duration, then: fn()) -> io::Result<()> {
    let seconds = u32::try_from(grace.as_secs()).unwrap_or(u32::MAX).max(1);
    THEN.get_or_init(|| then);
    let set = move || {
        GRANTED.store(true, Ordering::SeqCst);
        handle(libc::SIGALRM, rang, libc::SA_SIGINFO | libc::SA_ONSTACK);
        // SAFETY: a handler may set an alarm.
        unsafe { libc::alarm(seconds) };
    };
    // SAFETY: the handler only does what handlers may do: system calls and stores of atomics.
    unsafe { low_level::register(signal, set) }.map(drop)
}

extern "C" fn rang(signal: c_int, _: *mut siginfo_t, _: *mut c_void) {
    if is_elsewhere() {
        return die_of(signal);
    }
    if let Some(then) = THEN.get() {
        then();
    }
}

thread_local! {
    /// The task that this thread runs.
    static AT: Cell<Option<&'static Entity>> = const { Cell::new(None) };
}

/// A slot for a running task, on a cache line of its own: each worker writes to its slot at every step.
#[repr(align(64))]
struct Slot(AtomicPtr<Entity>);

/// The running tasks; more than these are not recorded.
static AT_WORK: [Slot; 16] = [const { Slot(AtomicPtr::new(ptr::null_mut())) }; 16];

/// While this lives, the thread runs a task.
pub(crate) struct At(Option<&'static Entity>);

/// Records the task that this thread runs, or that it runs none.
pub(crate) fn at(task: Option<&'static Entity>) -> At {
    At(AT.replace(task))
}

impl Drop for At {
    fn drop(&mut self) {
        AT.set(self.0);
    }
}

/// While this lives, a task is running.
pub(crate) struct AtWork(Option<&'static Slot>);

/// Records that a task is running, on this thread and on those that it started.
pub(crate) fn at_work(task: &'static Entity) -> AtWork {
    static THREADS: AtomicUsize = AtomicUsize::new(0);
    thread_local!(static FIRST: usize = THREADS.fetch_add(1, Ordering::Relaxed) % AT_WORK.len());
    let task = ptr::from_ref(task).cast_mut();
    let take = |slot: &&Slot| {
        slot.0.compare_exchange(ptr::null_mut(), task, Ordering::SeqCst, Ordering::Relaxed).is_ok()
    };
    let (later, sooner) = AT_WORK.split_at(FIRST.with(|first| *first));
    AtWork(sooner.iter().chain(later).find(take))
}

/// Whether any task is running.
pub(crate) fn is_any_at_work() -> bool {
    AT_WORK.iter().any(|slot| !slot.0.load(Ordering::Relaxed).is_null())
}

impl Drop for AtWork {
    fn drop(&mut self) {
        if let Some(slot) = self.0 {
            slot.0.store(ptr::null_mut(), Ordering::SeqCst);
        }
    }
}

/// The previous action for each of [`FAULTS`]: the handler and its flags.
static BEFORE: [(AtomicUsize, AtomicI32); 6] = [const { (AtomicUsize::new(0), AtomicI32::new(0)) }; 6];

/// From now on, stderr names the task that crashes the program or ends it by `exit`; the exit status of `exit` is
/// then 1.
pub(crate) fn name_tasks_at_the_end() {
    for (signal, (handler, flags)) in FAULTS.into_iter().zip(&BEFORE) {
        if let Some(before) = handle(signal, crashed, ONCE) {
            handler.store(before.sa_sigaction, Ordering::SeqCst);
            flags.store(before.sa_flags, Ordering::SeqCst);
        }
    }
    at_exit(left);
}

extern "C" fn crashed(signal: c_int, info: *mut siginfo_t, machine: *mut c_void) {
    static REPORTED: AtomicBool = AtomicBool::new(false);
    if is_elsewhere() {
        return die_of(signal);
    }
    if EXIT_STATUS.load(Ordering::SeqCst) < 0 && !REPORTED.swap(true, Ordering::SeqCst) {
        print_tasks();
        print(" crashed (");
        print(low_level::signal_name(signal).unwrap_or("a signal"));
        print(")\n");
    }
    let before = FAULTS.iter().position(|own| *own == signal).map(|place| &BEFORE[place]);
    match before.map(|(handler, flags)| (handler.load(Ordering::SeqCst), flags.load(Ordering::SeqCst))) {
        Some((handler, flags)) if handler > libc::SIG_IGN && flags & libc::SA_SIGINFO != 0 => {
            // SAFETY: it was installed as a handler that takes the arguments of `SA_SIGINFO`. Rust's own handler
            // reports stack overflows.
            let before = unsafe { std::mem::transmute::<usize, Handler>(handler) };
            before(signal, info, machine);
        }
        _ => die_of(signal),
    }
}

extern "C" fn left() {
    if !is_elsewhere() && EXIT_STATUS.load(Ordering::SeqCst) < 0 {
        print_tasks();
        print(
            " ended the program, with `exit` or a function that calls it, so there are no outputs; return an error instead\n",
        );
        low_level::exit(1);
    }
}

/// Prints the task of this thread; if there is none, all running tasks, since it is one of them.
fn print_tasks() {
    print("error: ");
    // SAFETY: a slot holds null or an entity, which lives for ever.
    let at_work = AT_WORK.iter().filter_map(|slot| unsafe { slot.0.load(Ordering::SeqCst).as_ref() });
    let here = AT.get();
    let mut tasks = here.into_iter().chain(at_work.filter(|_| here.is_none()));
    let Some(first) = tasks.next() else { return print("this program") };
    print("the task ");
    print_name(first);
    tasks.for_each(|task| {
        print(" or ");
        print_name(task);
    });
}

fn print_name(task: &Entity) {
    print("`");
    print(task.name);
    print("`");
}

/// Writes to stderr in a way that is allowed in a handler.
fn print(text: &str) {
    // SAFETY: the bytes are valid. A failed write can't be reported.
    unsafe { libc::write(libc::STDERR_FILENO, text.as_ptr().cast(), text.len()) };
}
