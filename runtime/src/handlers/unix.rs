//! Where there are signals, and processes fork.
#![expect(unsafe_code, reason = "handlers are not Rust's to call")]

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

/// Signals of faults: whoever else handles one and hands it on could not help it either.
const FAULTS: [c_int; 6] = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS];
/// The other signals that end a process, but for those that are handled in a way of their own; nobody sends the numbered
/// ones of real time without a handler for them, and each costs the start a call of the kernel.
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
/// Whether this is a child of that one, forked by the C library.
static FORKED: AtomicBool = AtomicBool::new(false);
/// The exit status, once whoever waits for a result has it; less than 0 before.
static EXIT_STATUS: AtomicI32 = AtomicI32::new(-1);

/// The arguments of the new start, ended by a null.
static ARGUMENTS: AtomicPtr<*const c_char> = AtomicPtr::new(ptr::null_mut());
/// The last of them: why, in two digits.
static WHY: [AtomicU8; 3] = [const { AtomicU8::new(0) }; 3];

/// Whether the process was told to end, and has some time left for it.
static GRANTED: AtomicBool = AtomicBool::new(false);

/// The reason of a new start that is no signal: something called `exit`.
pub(crate) const EXIT: c_int = 0;
/// The same, once the process was told to end.
pub(crate) const EXIT_WHEN_TOLD: c_int = 99;

/// Makes this process the one in which handlers act.
pub(crate) fn own() {
    OWNER.store(process::id(), Ordering::SeqCst);
    // SAFETY: what is called in the child stores an atomic.
    unsafe { libc::pthread_atfork(None, None, Some(forked)) };
}

extern "C" fn forked() {
    FORKED.store(true, Ordering::SeqCst);
}

/// Whether this is a child that a task forked. It costs no system call.
pub(crate) fn is_child() -> bool {
    FORKED.load(Ordering::Relaxed)
}

/// Ends such a child: it has no more to do where its task returns, and what is buffered is its parent's to write.
pub(crate) fn end_child() -> ! {
    low_level::exit(1)
}

/// The same for a handler, however the child was made.
fn is_elsewhere() -> bool {
    let owner = OWNER.load(Ordering::SeqCst);
    owner != 0 && owner != process::id()
}

/// From now on the process may end in whatever way: its result is known, and so is its exit status.
pub(crate) fn set_exit_status(status: i32) {
    EXIT_STATUS.store(status, Ordering::SeqCst);
}

/// From now on, what would end the process starts the program anew, with `--died-of` and the reason behind its own
/// arguments: signals, and `exit`.
///
/// The engine reads `error.pb` from a store, and of a process that crashed no code can be trusted to write there. But
/// `execve` may be called while a signal is handled: it replaces what is broken, whatever was locked or overrun, under
/// the same process id. A second process that watches the first would do without the handlers and see SIGKILL and `_exit`
/// as well; but a fork costs every start 0.2 ms of 1.4, and where the kernel kills for want of memory, Kubernetes has it
/// kill all of the container (`memory.oom.group`) and tells Flyte of it itself.
pub(crate) fn start_anew_at_the_end() {
    let own = std::env::args_os().map(OsStringExt::into_vec).chain([b"--died-of".to_vec()]);
    // No argument that the kernel has handed over contains a zero byte.
    let own = own.filter_map(|argument| CString::new(argument).ok());
    let arguments = own.map(|argument| argument.into_raw().cast_const());
    let arguments = arguments.chain([WHY.as_ptr().cast(), ptr::null()]).collect::<Box<[_]>>();
    ARGUMENTS.store(Box::leak(arguments).as_mut_ptr(), Ordering::Release);
    for signal in FAULTS {
        handle(signal, died, ONCE);
    }
    for signal in FATAL {
        // Who started the program may have it ignore some, as `nohup` does.
        if let Some(before) =
            handle(*signal, died, ONCE).filter(|before| before.sa_sigaction != libc::SIG_DFL)
        {
            // SAFETY: this is what the kernel has just given.
            unsafe { libc::sigaction(*signal, &raw const before, ptr::null_mut()) };
        }
    }
    at_exit(exited);
}

type Handler = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);

/// What is done at a signal.
fn action(signal: c_int) -> Option<libc::sigaction> {
    let mut action = MaybeUninit::zeroed();
    // SAFETY: the structure is the kernel's own, of which zeros are a valid value.
    unsafe { (libc::sigaction(signal, ptr::null(), action.as_mut_ptr()) == 0).then(|| action.assume_init()) }
}

/// Whether this program was started to ignore the signal.
pub(crate) fn is_ignored(signal: c_int) -> bool {
    action(signal).is_some_and(|action| action.sa_sigaction == libc::SIG_IGN)
}

/// A handler on the stack that Rust keeps for an overflow of the other one; the second signal finds the default action.
const ONCE: c_int = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESETHAND | libc::SA_NODEFER;

/// Sets the handler of a signal, and returns what was there before.
fn handle(signal: c_int, handler: Handler, flags: c_int) -> Option<libc::sigaction> {
    let mut before = MaybeUninit::zeroed();
    // SAFETY: as above; and the handler is one that takes what `SA_SIGINFO` gives.
    unsafe {
        let mut action = MaybeUninit::<libc::sigaction>::zeroed().assume_init();
        action.sa_sigaction = handler as libc::sighandler_t;
        action.sa_flags = flags;
        (libc::sigaction(signal, &raw const action, before.as_mut_ptr()) == 0).then(|| before.assume_init())
    }
}

fn at_exit(handler: extern "C" fn()) {
    // SAFETY: it takes nothing and gives nothing, as `atexit` wants it. Without room for it, it is just not called.
    unsafe { libc::atexit(handler) };
}

/// Ends the process as if nothing handled the signal.
fn die_of(signal: c_int) {
    let mut own = MaybeUninit::uninit();
    // SAFETY: all may be called in a handler, where the signal is blocked; and `sigemptyset` fills the set.
    unsafe {
        libc::signal(signal, libc::SIG_DFL);
        libc::sigemptyset(own.as_mut_ptr());
        libc::sigaddset(own.as_mut_ptr(), signal);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, own.as_ptr(), ptr::null_mut());
        libc::raise(signal);
    }
}

extern "C" fn died(signal: c_int, _: *mut siginfo_t, _: *mut c_void) {
    // Another handler was set since and called this one, which was there before it: that one handles the signal. Where
    // the kernel calls, it has set back the default action.
    let is_handled = || action(signal).is_some_and(|action| action.sa_sigaction != libc::SIG_DFL);
    if !FAULTS.contains(&signal) && is_handled() {
        return;
    }
    if is_elsewhere() {
        return die_of(signal);
    }
    match EXIT_STATUS.load(Ordering::SeqCst) {
        ..0 => start_anew(signal),
        // What is broken now is broken too late to matter.
        status => low_level::exit(status),
    }
    die_of(signal);
}

extern "C" fn exited() {
    if !is_elsewhere() && EXIT_STATUS.load(Ordering::SeqCst) < 0 {
        start_anew(if GRANTED.load(Ordering::SeqCst) { EXIT_WHEN_TOLD } else { EXIT });
        // Where that can't be done, the exit status tells of it.
        low_level::exit(1);
    }
}

/// Starts the program anew; comes back only where that can't be done.
pub(crate) fn start_anew(why: c_int) {
    let arguments = ARGUMENTS.load(Ordering::Acquire);
    if arguments.is_null() {
        return;
    }
    let why = u8::try_from(why).unwrap_or_default();
    WHY[0].store(b'0' + why / 10 % 10, Ordering::Relaxed);
    WHY[1].store(b'0' + why % 10, Ordering::Relaxed);
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

/// Has what is registered for a signal afterwards done in this process alone; a child that a task forked dies of it.
///
/// # Errors
/// When the signal can't be handled.
pub(crate) fn here_alone(signal: c_int) -> io::Result<()> {
    let elsewhere = move || {
        if is_elsewhere() {
            die_of(signal);
        }
    };
    // SAFETY: it does nothing but what may be done in a handler.
    unsafe { low_level::register(signal, elsewhere) }.map(drop)
}

/// What is done when the time that was granted is over.
static THEN: OnceLock<fn()> = OnceLock::new();

/// From now on `signal` sets an alarm, and the alarm calls `then`, which must do only what a handler may do.
///
/// SIGALRM gets its handler together with the alarm, not before: until then an alarm belongs to the task, which may
/// handle it itself or end by it, as by any other signal.
///
/// # Errors
/// When the signal can't be handled.
pub(crate) fn grant(signal: c_int, grace: Duration, then: fn()) -> io::Result<()> {
    let seconds = u32::try_from(grace.as_secs()).unwrap_or(u32::MAX).max(1);
    THEN.get_or_init(|| then);
    let set = move || {
        GRANTED.store(true, Ordering::SeqCst);
        handle(libc::SIGALRM, rang, libc::SA_SIGINFO | libc::SA_ONSTACK);
        // SAFETY: an alarm may be set in a handler.
        unsafe { libc::alarm(seconds) };
    };
    // SAFETY: it does nothing but what may be done in a handler: system calls and stores of atomics.
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
    /// The task that this thread works for.
    static AT: Cell<Option<&'static Entity>> = const { Cell::new(None) };
}

/// Room for a task at work, on a line of the processor's cache of its own: each worker writes at every step.
#[repr(align(64))]
struct Room(AtomicPtr<Entity>);

/// The tasks at work, as many as there is room to remember.
static AT_WORK: [Room; 16] = [const { Room(AtomicPtr::new(ptr::null_mut())) }; 16];

/// This thread works for a task until this is dropped.
pub(crate) struct At(Option<&'static Entity>);

/// This thread works for the task, or for none.
pub(crate) fn at(task: Option<&'static Entity>) -> At {
    At(AT.replace(task))
}

impl Drop for At {
    fn drop(&mut self) {
        AT.set(self.0);
    }
}

/// A task is at work until this is dropped.
pub(crate) struct AtWork(Option<&'static Room>);

/// The task is at work, on this and on what other threads it has.
pub(crate) fn at_work(task: &'static Entity) -> AtWork {
    static THREADS: AtomicUsize = AtomicUsize::new(0);
    thread_local!(static FIRST: usize = THREADS.fetch_add(1, Ordering::Relaxed) % AT_WORK.len());
    let task = ptr::from_ref(task).cast_mut();
    let take = |room: &&Room| {
        room.0.compare_exchange(ptr::null_mut(), task, Ordering::SeqCst, Ordering::Relaxed).is_ok()
    };
    let (later, sooner) = AT_WORK.split_at(FIRST.with(|first| *first));
    AtWork(sooner.iter().chain(later).find(take))
}

/// Whether there is any.
pub(crate) fn is_any_at_work() -> bool {
    AT_WORK.iter().any(|room| !room.0.load(Ordering::Relaxed).is_null())
}

impl Drop for AtWork {
    fn drop(&mut self) {
        if let Some(room) = self.0 {
            room.0.store(ptr::null_mut(), Ordering::SeqCst);
        }
    }
}

/// What was done at each of [`FAULTS`] before: the handler and its flags.
static BEFORE: [(AtomicUsize, AtomicI32); 6] = [const { (AtomicUsize::new(0), AtomicI32::new(0)) }; 6];

/// From now on stderr says which task it was that crashed the program or left it by `exit`, whose status then is 1.
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
    static SAID: AtomicBool = AtomicBool::new(false);
    if is_elsewhere() {
        return die_of(signal);
    }
    if EXIT_STATUS.load(Ordering::SeqCst) < 0 && !SAID.swap(true, Ordering::SeqCst) {
        say_tasks();
        say(" crashed (");
        say(low_level::signal_name(signal).unwrap_or("a signal"));
        say(")\n");
    }
    let before = FAULTS.iter().position(|own| *own == signal).map(|place| &BEFORE[place]);
    match before.map(|(handler, flags)| (handler.load(Ordering::SeqCst), flags.load(Ordering::SeqCst))) {
        Some((handler, flags)) if handler > libc::SIG_IGN && flags & libc::SA_SIGINFO != 0 => {
            // SAFETY: it was set as one that takes what `SA_SIGINFO` gives. Rust's own tells of a stack that overflowed.
            let before = unsafe { std::mem::transmute::<usize, Handler>(handler) };
            before(signal, info, machine);
        }
        _ => die_of(signal),
    }
}

extern "C" fn left() {
    if !is_elsewhere() && EXIT_STATUS.load(Ordering::SeqCst) < 0 {
        say_tasks();
        say(
            " ended the program, by `exit` or what calls it, so there are no outputs; return an error instead\n",
        );
        low_level::exit(1);
    }
}

/// The task of this thread; else those at work, of which it is one.
fn say_tasks() {
    say("error: ");
    // SAFETY: what is in there is null, or an entity, which lives for ever.
    let at_work = AT_WORK.iter().filter_map(|room| unsafe { room.0.load(Ordering::SeqCst).as_ref() });
    let here = AT.get();
    let mut tasks = here.into_iter().chain(at_work.filter(|_| here.is_none()));
    let Some(first) = tasks.next() else { return say("this program") };
    say("the task ");
    say_name(first);
    tasks.for_each(|task| {
        say(" or ");
        say_name(task);
    });
}

fn say_name(task: &Entity) {
    say("`");
    for (place, part) in task.function.name_parts().enumerate() {
        say(if place == 0 { "" } else { "." });
        say(part);
    }
    say("`");
}

/// Writes to stderr as a handler may.
fn say(text: &str) {
    // SAFETY: the bytes are there. Who can't be told is not.
    unsafe { libc::write(libc::STDERR_FILENO, text.as_ptr().cast(), text.len()) };
}
