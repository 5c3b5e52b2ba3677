//! Tasks that end in all the ways a task can end.
use aileron::idl::core::{Literal, LiteralType};
use aileron::prelude::*;
use aileron::{Context, FlyteType, Outputs, SecretError, ValueError};
use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::thread;
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task(name = "named.by.hand")]
fn named() -> i64 {
    7
}

#[task]
async fn slow_double(x: i64) -> i64 {
    tokio::time::sleep(Duration::from_millis(1)).await;
    x * 2
}

/// A plugin for several processes that run a task together; the first one leads.
struct Crew;

impl aileron::plugin::Plugin for Crew {
    type Work = aileron::plugin::work::Program;

    fn task_type(&self) -> &'static str {
        "crew"
    }

    fn leads(&self) -> bool {
        rank() == "0"
    }
}

fn rank() -> String {
    std::env::var("CREW_RANK").unwrap_or_default()
}

#[task(plugin = Crew)]
fn crew(fails: bool) -> Result<String> {
    if fails { Err("overboard".into()) } else { Ok(format!("rank {}", rank())) }
}

#[task]
fn nothing() {}

/// How this program was called, and a variable.
#[task]
fn called() -> Vec<String> {
    std::env::args().chain([std::env::var("KEPT").unwrap_or_default()]).collect()
}

#[task]
fn pair(a: i64, b: String) -> (String, i64) {
    (b, a)
}

#[task]
fn greet(name: Option<String>, times: Option<i64>) -> String {
    format!("{name:?} {times:?}")
}

#[task]
fn total(prices: HashMap<String, Vec<f64>>) -> f64 {
    prices.values().flatten().sum()
}

#[task]
fn small(x: u8) -> u8 {
    x
}

#[task]
fn huge() -> u64 {
    u64::MAX
}

#[task]
fn long(size: i64) -> String {
    println!("returning");
    "x".repeat(usize::try_from(size).unwrap_or_default())
}

#[derive(Debug)]
struct Outer(std::num::ParseIntError);

impl fmt::Display for Outer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the port is not a number")
    }
}

impl Error for Outer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

#[task]
fn fails(port: String) -> Result<i64> {
    Ok(port.parse::<i64>().map_err(Outer)?)
}

#[task]
fn fails_at_length(size: i64) -> Result<()> {
    Err(format!("begin{}end", "é".repeat(usize::try_from(size)?)).into())
}

#[task(retries = 3)]
fn may_pass() -> Result<()> {
    Err(Recoverable("connection reset").into())
}

/// Fails with a recoverable error that has a cause.
#[task(retries = 3)]
fn may_pass_for_a_reason(port: String) -> Result<i64> {
    Ok(port.parse::<i64>().map_err(|error| Recoverable(Outer(error)))?)
}

#[task]
fn panics(items: Vec<i64>) -> i64 {
    items[3]
}

#[task]
async fn panics_later() {
    tokio::time::sleep(Duration::from_millis(1)).await;
    panic!("much too late");
}

/// Returns whether it noticed the panic of a thread.
#[task]
fn panics_beside() -> bool {
    thread::spawn(|| panic!("on a thread of its own")).join().is_err()
}

#[task]
async fn panics_in_a_spawned_future() -> bool {
    tokio::spawn(async { panic!("in a future of its own") }).await.is_err()
}

/// Returns while another thread is about to panic.
#[task]
fn panics_behind() -> i64 {
    thread::spawn(|| panic!("after the task's return"));
    thread::sleep(Duration::from_secs(5));
    1
}

#[task]
fn catches() -> bool {
    std::panic::catch_unwind(|| panic!("nobody minds")).is_err()
}

#[task]
fn exits(status: i64) {
    std::process::exit(i32::try_from(status).unwrap_or(-1));
}

#[task]
fn prints() {
    println!("to stdout");
    eprintln!("to stderr");
}

#[derive(FlyteType)]
enum Attachment {
    Number(i64),
    File(File),
}

#[derive(FlyteType)]
struct Mail {
    text: File<aileron::data::Text>,
    folder: Directory,
    parts: Vec<File>,
    named: HashMap<String, File>,
    maybe: Option<File>,
    either: Attachment,
}

/// Returns files that exist on this machine only, in each position that a struct has for them.
#[task]
fn mail(folder: String) -> Result<(Mail, Option<Attachment>, Hashed<File>)> {
    let at = |name: &str| format!("{folder}/{name}");
    for name in ["a", "b", "c", "d", "e", "f", "g"] {
        std::fs::create_dir_all(at("folder"))?;
        std::fs::write(at(name), name)?;
        std::fs::write(at(&format!("folder/{name}")), name)?;
    }
    let mail = Mail {
        text: File::new(at("a")),
        folder: Directory::new(at("folder")),
        parts: vec![File::new(at("b"))],
        named: [("c".to_owned(), File::new(at("c")))].into(),
        maybe: Some(File::new(at("d"))),
        either: Attachment::File(File::new(at("e"))),
    };
    let hashed = Hashed { value: File::new(at("g")), hash: "the hash".to_owned() };
    Ok((mail, Some(Attachment::File(File::new(at("f")))), hashed))
}

/// Reads all these files.
#[task]
fn letters(mail: Mail, attachment: Option<Attachment>, hashed: Hashed<File>) -> Result<String> {
    let Mail { text, folder, parts, named, maybe, either } = mail;
    let file = |attachment| match attachment {
        Attachment::File(file) => Some(file),
        Attachment::Number(_) => None,
    };
    let files = parts.into_iter().chain(named.into_values()).chain(maybe).chain(file(either));
    let files = files.chain(attachment.and_then(file)).chain([hashed.value]);
    let letters = files.map(|file| Ok(file.text()?)).collect::<Result<String>>()?;
    Ok(text.text()? + &letters + " " + &folder.files()?.concat() + " " + &hashed.hash)
}

/// Has fewer outputs than its interface.
struct Liar;

impl Outputs for Liar {
    fn variables() -> Vec<(String, LiteralType)> {
        vec![("a".to_owned(), i64::literal_type()), ("b".to_owned(), i64::literal_type())]
    }
    fn into_literals(self) -> std::result::Result<Vec<Literal>, ValueError> {
        Ok(vec![1_i64.into_literal()?])
    }
}

#[task]
fn lies() -> Liar {
    Liar
}

/// Returns execution, task, node, attempt and prefix.
#[task]
fn who() -> Vec<String> {
    let context = Context::current();
    let (execution, task) = (context.execution(), context.task());
    vec![
        format!("{}/{}/{}", execution.project, execution.domain, execution.name),
        format!("{}/{}/{}/{}", task.project, task.domain, task.name, task.version),
        context.node(),
        context.attempt().to_string(),
        context.raw_output_prefix(),
    ]
}

/// Returns the same, as a thread of the task finds it.
#[task]
fn who_asks_elsewhere() -> String {
    thread::spawn(|| Context::current().task().name).join().unwrap_or_default()
}

/// Counts the attempts in a checkpoint.
#[task]
fn counts_attempts() -> std::io::Result<u8> {
    let checkpoint = Context::current().checkpoint();
    let count = checkpoint.restore()?.map_or(0, |bytes| bytes[0]) + 1;
    checkpoint.save(&[count])?;
    Ok(count)
}

/// Fails in the first attempt and continues in the second.
#[task(retries = 2)]
fn goes_on() -> Result<String> {
    let context = Context::current();
    let Some(bytes) = context.checkpoint().restore()? else {
        context.checkpoint().save(b"half way")?;
        return Err(Recoverable("stopped").into());
    };
    Ok(format!("{} in the attempt {}", String::from_utf8(bytes)?, context.attempt()))
}

#[task(secrets("db/password"(env_var = "DB_PW"), "tls/key"(mount = "file", env_var = "TLS_KEY")))]
fn secret() -> std::result::Result<String, SecretError> {
    Context::current().secret("db", "password")
}

#[task(secrets("tls/key"(mount = "file", env_var = "TLS_KEY")))]
fn secret_file() -> std::result::Result<String, SecretError> {
    Ok(Context::current().secret_path("tls", "key")?.display().to_string())
}

#[task(deck)]
fn shows(fails: bool) -> Result<()> {
    Context::current().deck("Scores").text("1 < 2");
    let beside = thread::spawn(|| Context::current().deck("Others").text("from a thread"));
    beside.join().map_err(|_| "the thread panicked")?;
    if fails { Err("after the deck".into()) } else { Ok(()) }
}

#[task]
fn shows_and_panics() {
    Context::current().deck("Scores").text("1 < 2");
    panic!("after the deck");
}

#[workflow]
fn pipeline(x: i64) -> i64 {
    double(x)
}

aileron::main!();

/// A graph of as many nodes as its input says, in a workflow and beside it.
#[dynamic]
fn grown(x: i64) -> Result<i64> {
    if x < 0 {
        return Err(format!("{x} is too small").into());
    }
    assert!(x < 100, "{x} is too large");
    let mut last = 0;
    for _ in 0..x {
        last = doubled(double(last));
    }
    Ok(last)
}

#[workflow]
fn doubled(x: i64) -> i64 {
    double(x)
}

#[dynamic]
fn grows_by_itself(x: i64) -> Result<i64> {
    grown(x)
}

#[dynamic]
fn calls_what_is_no_task(x: i64) -> i64 {
    halved(x)
}

fn halved(x: i64) -> i64 {
    x / 2
}
