//! Tasks that end in all the ways that the engine distinguishes.
use aileron::Context;
use aileron::idl::core::LiteralMap;
use aileron::idl::prost::Message;
use aileron::prelude::*;
use engine_tests::{leave, signal, vanish};
use std::process::{abort, exit};

/// A workflow with one task.
macro_rules! alone {
    ($($workflow:ident = $task:ident($($input:ident: $in:ty)?) $(-> $out:ty)?;)*) => {$(
        #[workflow]
        fn $workflow($($input: $in)?) $(-> $out)? {
            $task($($input)?)
        }
    )*};
}

alone! {
    third_time_lucky = passes_at_the_third() -> anyhow::Result<u8>;
    unlucky = passes_never() -> Result<i64, Recoverable>;
    unlucky_at_once = passes_never_at_once() -> Result<i64, Recoverable>;
    wrong = fails() -> Result<i64, String>;
    wrong_at_length = fails_at_length() -> Result<i64, String>;
    wrong_and_says_so_twice = fails_with_a_status() -> Result<i64, String>;
    wrong_in_the_end = fails_beside_outputs() -> Result<i64, String>;
    panicked = panics(items: Vec<i64>) -> i64;
    left = exits() -> i64;
    left_twice = exits_twice() -> i64;
    left_at_its_end = leaves_at_its_end();
    vanished = vanishes() -> i64;
    aborted = aborts() -> i64;
    aborted_once = aborts_at_first() -> u32;
    overflown = overflows() -> i64;
    killed = is_killed() -> i64;
    silent = leaves_nothing() -> i64;
    silent_by_right = declares_nothing();
    unspeakable = says_what_none_can() -> (i64, u64);
    said_too_much = says_much() -> String;
    said_far_too_much = says_more() -> String;
    introduced = who() -> Vec<String>;
    told_by_a_file = leaves_an_error() -> i64;
    silent_container = leaves_no_file() -> i64;
    misspoken = leaves_a_word() -> i64;
    left_container = ends_with_a_status() -> i64;
}

/// Counts its attempts in a checkpoint.
#[task(retries = 3)]
fn passes_at_the_third() -> anyhow::Result<u8> {
    let checkpoint = Context::current().checkpoint();
    let before = checkpoint.restore()?.map_or(0, |bytes| bytes[0]);
    checkpoint.save(&[before + 1])?;
    if before < 2 { Err(Recoverable(anyhow::anyhow!("not yet")).into()) } else { Ok(before) }
}

#[task(retries = 1)]
fn passes_never() -> Result<i64, Recoverable> {
    Err(Recoverable("not yet".to_owned()))
}

#[task]
fn passes_never_at_once() -> Result<i64, Recoverable> {
    Err(Recoverable("not yet".to_owned()))
}

#[task(retries = 3)]
fn fails() -> Result<i64, String> {
    Err("no luck".to_owned())
}

#[task(retries = 3)]
fn fails_at_length() -> Result<i64, String> {
    Err(format!("no luck{}", " at all".repeat(1 << 20)))
}

#[task(env(FLYTE_FAIL_ON_ERROR = "true"))]
fn fails_with_a_status() -> Result<i64, String> {
    Err("no luck".to_owned())
}

#[task(retries = 3)]
fn fails_beside_outputs() -> Result<i64, String> {
    leave("outputs.pb", &outputs(1));
    Err("no luck".to_owned())
}

#[task(retries = 3)]
fn panics(items: Vec<i64>) -> i64 {
    items[7]
}

#[task(retries = 1)]
fn exits() -> i64 {
    exit(3)
}

#[task(retries = 2)]
fn exits_twice() -> i64 {
    if Context::current().attempt() < 2 {
        exit(3)
    }
    3
}

#[task]
fn aborts() -> i64 {
    abort()
}

#[task(retries = 1)]
fn aborts_at_first() -> u32 {
    let number = Context::current().attempt();
    if number == 0 {
        abort()
    }
    number
}

#[task(retries = 1)]
fn overflows() -> i64 {
    fn deeper(depth: i64) -> i64 {
        let here = std::hint::black_box([depth; 64]);
        if depth == 0 { 0 } else { deeper(depth - 1) + here[0] }
    }
    deeper(i64::MAX)
}

#[task]
fn is_killed() -> i64 {
    signal("KILL")
}

#[task]
fn leaves_at_its_end() {
    exit(0)
}

#[task]
fn vanishes() -> i64 {
    vanish(3)
}

#[task(retries = 1)]
fn leaves_nothing() -> i64 {
    vanish(0)
}

#[task]
fn declares_nothing() {
    vanish(0)
}

/// Has an output that fits Flyte's type, and one that does not.
#[task(retries = 3)]
fn says_what_none_can() -> (i64, u64) {
    (1, u64::MAX)
}

/// Returns more than propeller reads by default.
#[task(retries = 3)]
fn says_much() -> String {
    "x".repeat(3 << 20)
}

/// Returns more than propeller reads at all.
#[task(retries = 3)]
fn says_more() -> String {
    "x".repeat(50 << 20)
}

#[task]
fn length(text: String) -> i64 {
    text.len().try_into().unwrap_or(i64::MAX)
}

#[workflow]
fn heard() -> i64 {
    length(says_much())
}

#[task]
fn who() -> Vec<String> {
    let (context, task) = (Context::current(), Context::current().task());
    let execution = context.execution();
    let full = |parts: [String; 3]| parts.join("/");
    vec![
        full([execution.project, execution.domain, execution.name]),
        full([task.project, task.domain, task.name]),
        task.version,
        context.node(),
    ]
}

#[task]
fn garbage() -> i64 {
    leave("outputs.pb", b"\xff\xff\xff");
    vanish(0)
}

#[task]
fn empty() -> i64 {
    leave("outputs.pb", b"");
    vanish(0)
}

#[task]
fn one_of_two() -> (i64, i64) {
    leave("outputs.pb", &outputs(1));
    vanish(0)
}

#[task]
fn sum(a: i64, b: i64) -> i64 {
    a + b
}

#[workflow]
fn garbage_read() -> i64 {
    sum(garbage(), 1)
}

#[workflow]
fn empty_read() -> i64 {
    sum(empty(), 1)
}

#[workflow]
fn missing_read() -> i64 {
    let (a, b) = one_of_two();
    sum(a, b)
}

/// Encoded outputs with this many integers.
fn outputs(count: i64) -> Vec<u8> {
    let literal = |index: i64| (format!("o{index}"), index.into_literal().expect("an integer"));
    LiteralMap { literals: (0..count).map(literal).collect() }.encode_to_vec()
}

#[container_task(image = "busybox", command = ["sh", "-c", "echo no luck > /var/outputs/_ERROR"], retries = 1)]
fn leaves_an_error() -> i64;

#[container_task(image = "busybox", command = ["true"], retries = 1)]
fn leaves_no_file() -> i64;

#[container_task(image = "busybox", command = ["sh", "-c", "echo three > /var/outputs/o0"], retries = 1)]
fn leaves_a_word() -> i64;

#[container_task(image = "busybox", command = ["sh", "-c", "echo 3 > /var/outputs/o0; exit 7"], retries = 1)]
fn ends_with_a_status() -> i64;

#[task]
fn refuse(x: i64) -> Result<i64, String> {
    Err(format!("{x} is refused"))
}

#[dynamic(retries = 2)]
fn with_a_refusal(x: i64) -> Result<i64, String> {
    refuse(x)
}

#[workflow]
fn refused_in_a_dynamic() -> Result<i64, String> {
    with_a_refusal(3)
}

#[dynamic(retries = 2)]
fn refusal(x: i64) -> Result<i64, String> {
    if x > 2 {
        return Err("it is refused at once".to_owned());
    }
    refuse(x)
}

#[workflow]
fn refused_by_a_dynamic() -> Result<i64, String> {
    refusal(3)
}

aileron::main!();
