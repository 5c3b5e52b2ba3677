//! Tasks that are asked to end, crash their process, or run out of memory or disk space.
use aileron::Context;
use aileron::prelude::*;
use std::error::Error;
use std::io::Write;
use std::thread;
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[task]
fn waits() {
    announce();
    thread::sleep(Duration::from_mins(1));
}

fn announce() {
    println!("waiting");
    // If the test has ended, nobody reads the output.
    let _ = std::io::stdout().flush();
}

/// Ends when it is asked to.
#[task]
fn leaves_a_checkpoint() -> Result<()> {
    let context = Context::current();
    announce();
    while !context.is_cancelled() {
        thread::sleep(Duration::from_millis(10));
    }
    context.checkpoint().save(b"half way")?;
    Err("stopped half way".into())
}

#[task]
async fn is_asked_to_end() -> Result<i64> {
    announce();
    let work = tokio::time::sleep(Duration::from_mins(1));
    tokio::select! {
        () = work => Err("nobody asked it to end".into()),
        () = Context::current().cancelled() => Ok(7),
    }
}

/// Is asked to end when its program is.
#[shell_task(script = r#"
    ended() { echo half > "{{.inputs.place}}/left"; exit 3; }
    trap ended TERM
    echo waiting
    sleep 60 & wait
"#)]
fn traps(place: String);

#[task]
fn aborts() -> i64 {
    std::process::abort()
}

#[task]
fn overflows(depth: i64) -> i64 {
    fn deeper(depth: i64) -> i64 {
        let here = std::hint::black_box([depth; 64]);
        if depth == 0 { 0 } else { deeper(depth - 1) + here[0] }
    }
    deeper(depth)
}

#[task]
fn overflows_beside(depth: i64) -> Option<i64> {
    thread::spawn(move || overflows(depth)).join().ok()
}

/// Panics during a panic.
#[task]
fn panics_twice() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("the second");
        }
    }
    let _bomb = Bomb;
    panic!("the first");
}

#[task]
fn wants_memory(mebibytes: i64) -> usize {
    let bytes = usize::try_from(mebibytes).unwrap_or_default() << 20;
    std::hint::black_box(vec![1_u8; bytes]).len()
}

#[task]
fn is_killed() {
    let _ = std::process::Command::new("sh").args(["-c", "kill -KILL $PPID"]).status();
}

/// Returns if it survives.
#[task]
fn signals_itself(name: String) -> i64 {
    let _ = std::process::Command::new("sh").args(["-c", "kill -s $0 $PPID", &name]).status();
    1
}

/// Writes to a full disk.
#[task]
fn fills_the_disk() -> Result<()> {
    Ok(std::fs::write("/dev/full", "x")?)
}

#[task]
fn makes_a_file(size: i64) -> std::io::Result<File> {
    File::write("made", vec![b'x'; usize::try_from(size).unwrap_or_default()])
}

/// Returns while a thread that it started is still running.
#[task]
fn leaves_a_thread() -> i64 {
    thread::spawn(|| {
        loop {
            thread::sleep(Duration::from_mins(1));
        }
    });
    1
}

#[task]
async fn leaves_a_blocking_thread() -> i64 {
    tokio::task::spawn_blocking(|| thread::sleep(Duration::from_mins(1)));
    1
}

aileron::main!();
