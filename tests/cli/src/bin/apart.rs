//! Tasks that tell what their process has, and tasks that end it in each way.

use aileron::Context;
use aileron::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

type Error = Box<dyn std::error::Error + Send + Sync>;

#[task]
fn process() -> i64 {
    i64::from(std::process::id())
}

#[workflow]
fn two_processes() -> (i64, i64) {
    (process(), process())
}

/// The variables of the process.
#[task(env(OWN = "of the task", DOLLARS = "$HOME"), secrets("vault/key"(env_var = "THE_KEY")))]
fn variables() -> BTreeMap<String, String> {
    std::env::vars().collect()
}

/// The arguments of the process, and what the task knows of itself.
#[task]
fn known(x: String) -> Vec<String> {
    let context = Context::current();
    let (task, node) = (context.task().name, context.node());
    std::env::args().chain([x, task, node]).collect()
}

#[workflow]
fn known_in_a_workflow() -> Vec<String> {
    known("{{.input}}".to_owned())
}

#[task]
fn says(text: String) -> i64 {
    println!("on stdout: {text}");
    eprint!("on stderr: {text}\nwithout an end");
    1
}

#[workflow]
fn inner(text: String) -> i64 {
    says(text)
}

#[workflow]
fn outer(text: String) -> i64 {
    says("first".to_owned());
    inner(text)
}

#[shell_task(script = "echo \"in a script: $inputs_text\"; echo done >$outputs/o0")]
fn script(text: String) -> Result<String, Error>;

#[task]
fn numbered(x: i64, factor: i64) -> i64 {
    println!("element {:?}", Context::current().map_index());
    x * factor
}

#[workflow]
fn each(xs: Vec<i64>) -> Vec<i64> {
    map(|x| numbered(x, 2), xs)
}

#[task]
fn many_lines(name: String) -> i64 {
    for line in 0..500 {
        println!("{name} {line}");
    }
    1
}

#[workflow]
fn both_say() -> (i64, i64) {
    (many_lines("a".to_owned()), many_lines("b".to_owned()))
}

#[task(retries = 2)]
fn goes_on() -> Result<String, Error> {
    let context = Context::current();
    let checkpoint = context.checkpoint();
    let mut before = checkpoint.restore()?.unwrap_or_default();
    before.push(b'0' + u8::try_from(context.attempt())?);
    checkpoint.save(&before)?;
    if context.attempt() < 2 {
        return Err(Recoverable("not yet").into());
    }
    Ok(String::from_utf8(before)?)
}

#[task(retries = 3)]
fn refuses(x: i64) -> Result<i64, Error> {
    Err(Error::from(io::Error::other(format!("{x} is not enough"))))
}

#[task(retries = 1)]
fn wavers() -> Result<i64, String> {
    Err(Recoverable("not today").to_string())
}

#[task]
fn panics(x: i64) -> i64 {
    assert!(x < 0, "{x} is too much,\nas everyone knows");
    x
}

#[allow(unconditional_recursion)]
fn deeper(x: i64) -> i64 {
    let more = std::hint::black_box([x; 1024]);
    deeper(x + 1) + more[0]
}

#[task]
fn overflows() -> i64 {
    deeper(0)
}

#[task]
fn aborts() -> i64 {
    std::process::abort()
}

#[task]
fn exits() -> i64 {
    std::process::exit(3)
}

/// Nothing can be reported after this.
#[task]
fn is_killed() -> Result<i64, Error> {
    println!("about to be killed");
    let own = std::process::id().to_string();
    Command::new("kill").args(["-KILL", &own]).status()?;
    std::thread::sleep(Duration::from_secs(60));
    Ok(1)
}

/// Another program takes the place of this one, and ends with success.
#[task]
fn is_replaced() -> Result<i64, Error> {
    Err(Command::new("true").exec().into())
}

#[task(limits(mem = "100Mi"))]
fn fills_memory(mebibytes: i64) -> i64 {
    let all = vec![1_u8; usize::try_from(mebibytes).unwrap_or_default() << 20];
    all.iter().map(|byte| i64::from(*byte)).sum::<i64>() >> 20
}

#[task(requests(mem = "100Mi"), retries = 1)]
fn asks_for_memory(mebibytes: i64) -> i64 {
    let all = vec![1_u8; usize::try_from(mebibytes).unwrap_or_default() << 20];
    all.iter().map(|byte| i64::from(*byte)).sum::<i64>() >> 20
}

/// It starts a process of its own, which must not stay.
#[task(timeout = "1s")]
fn takes_long(file: String) -> Result<i64, Error> {
    let child = Command::new("sleep").arg("300").spawn()?;
    std::fs::write(file, format!("{} {}", std::process::id(), child.id()))?;
    std::thread::sleep(Duration::from_secs(300));
    Ok(1)
}

/// Saves its work when it is asked to end.
#[task]
fn saves(file: String) -> io::Result<i64> {
    std::fs::write(&file, "begun")?;
    let context = Context::current();
    while !context.is_cancelled() {
        std::thread::sleep(Duration::from_millis(10));
    }
    std::fs::write(&file, "saved")?;
    Ok(1)
}

/// Does not end when it is asked to, and neither does its child.
#[shell_task(script = "trap '' TERM; sleep 300 & echo $! >$inputs_file; wait; wait")]
fn stays(file: String) -> Result<(), Error>;

#[task]
fn writes_a_file(text: String) -> io::Result<File> {
    std::fs::write("made.txt", text)?;
    Ok(File::new("made.txt"))
}

#[task]
fn reads_a_file(file: File) -> io::Result<String> {
    std::fs::read_to_string(file.path()?)
}

#[workflow]
fn through_a_file(text: String) -> io::Result<String> {
    reads_a_file(writes_a_file(text)?)
}

/// Its output is in a file of its own.
#[task(env(_F_L_MIN_SIZE_MB = "1"))]
fn large() -> String {
    "x".repeat(2 << 20)
}

#[task]
fn length(text: String) -> i64 {
    i64::try_from(text.len()).unwrap_or_default()
}

#[workflow]
fn length_of_large() -> i64 {
    length(large())
}

#[task(deck)]
fn shows() -> i64 {
    Context::current().deck("Shown").text("a page of another process");
    1
}

#[dynamic]
fn as_many_as(n: i64) -> Vec<i64> {
    (0..n).map(|_| process()).collect()
}

#[task]
fn folder_is_empty() -> io::Result<i64> {
    Ok(std::fs::read_dir(Path::new("."))?.count().try_into().unwrap_or(-1))
}

aileron::main!();
