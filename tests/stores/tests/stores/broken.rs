//! Faults on the way to the store: nothing is lost, and nobody sees half of a file.

use crate::attempt::{Attempt, MINIO, flyte};
use crate::files::{blob, given, noise};
use aileron::data::{Any, Csv};
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::execution_error::ErrorKind;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use store_tests::proxy::{Fault, Proxy, Request};

/// A proxy in front of the shared server.
fn proxy(plan: impl Fn(&Request) -> Fault + Send + Sync + 'static) -> Proxy {
    Proxy::start(&MINIO.server.address, plan)
}

fn through(proxy: &Proxy, task: &'static str) -> Attempt {
    Attempt::at(task, &MINIO, flyte(&proxy.endpoint)).input("x", 21_i64)
}

/// Each fault happens once or twice for each request, and the task still has its result.
#[test]
fn errors_that_may_pass_are_tried_again() {
    let faults = [
        Fault::Answer(500, "<Error><Code>InternalError</Code></Error>"),
        Fault::Answer(503, "<Error><Code>SlowDown</Code></Error>"),
        Fault::Answer(429, ""),
        Fault::CutRequest(0),
        Fault::CutAnswer(0),
        Fault::CutAnswer(5),
        Fault::LoseAnswer,
        Fault::DamageRequest(4),
        Fault::DamageAnswer(4),
        Fault::Slow(Duration::from_millis(200)),
    ];
    for fault in faults {
        let proxy = proxy(move |request| if request.earlier == 0 { fault } else { Fault::None });
        assert_eq!(through(&proxy, "double").run().output::<i64>(), 42, "{fault:?}");
        let met = proxy.seen().len() > 2 || matches!(fault, Fault::Slow(_));
        assert!(met, "{fault:?} was not met: {:?}", proxy.seen());
    }
}

#[test]
fn an_error_that_does_not_pass_is_reported_after_some_attempts() {
    let proxy =
        proxy(|_| Fault::Answer(503, "<Error><Code>SlowDown</Code><Message>Not so fast.</Message></Error>"));
    let ended = through(&proxy, "double").with("FLYTE_AWS_RETRIES", "2").run();
    ended.lost("the store answered SlowDown: Not so fast.");
    let (reads, writes): (Vec<_>, Vec<_>) = proxy.seen().into_iter().partition(|one| one.method == "GET");
    assert_eq!((reads.len(), writes.len()), (3, 3));
}

#[test]
fn an_error_that_can_not_pass_is_not_tried_again() {
    let proxy = proxy(|_| Fault::Answer(403, "<Error><Code>AccessDenied</Code></Error>"));
    through(&proxy, "double").run().lost("AccessDenied");
    assert_eq!(proxy.seen().len(), 2);
}

/// A store that refuses the outputs may accept the few bytes of the error.
#[test]
fn outputs_that_the_store_refuses_are_reported_as_an_error() {
    let proxy = proxy(|request| {
        let outputs = request.method == "PUT" && request.target.contains("outputs.pb");
        if outputs { Fault::Answer(503, "<Error><Code>SlowDown</Code></Error>") } else { Fault::None }
    });
    let ended = through(&proxy, "double").with("FLYTE_AWS_RETRIES", "2").run();
    ended.refused("outputs.pb` can't be written: ");
    let error = ended.error.unwrap();
    assert_eq!((error.kind(), error.origin()), (Kind::Recoverable, ErrorKind::System));
}

/// The error of a process that crashed also reaches the store.
#[cfg(target_os = "linux")]
#[test]
fn a_crash_is_reported() {
    let ended = Attempt::of("abort").input("size", 3_i64).run();
    ended.refused("(SIGABRT)");
    assert!(ended.stderr.contains("3 and no more"), "{}", ended.stderr);
}

const MIB: u64 = 1 << 20;
const SIZE: usize = 41 << 20;

/// Whether the request is about a file of the task, not about the files that Flyte reads.
fn of_a_file(request: &Request) -> bool {
    request.target.contains("/given/") || request.target.contains("/raw/")
}

/// A large file is read range by range and written part by part, and each request fails once.
#[test]
fn a_large_file_arrives_whole() {
    let words = noise(SIZE);
    let faults = [
        Fault::Answer(503, "<Error><Code>SlowDown</Code></Error>"),
        Fault::CutRequest(3 * MIB),
        Fault::CutAnswer(3 * MIB),
        Fault::LoseAnswer,
        Fault::DamageRequest(3 * MIB),
        Fault::Stall(3 * MIB),
        Fault::Slow(Duration::from_millis(1)),
    ];
    for fault in faults {
        let met = Arc::new(AtomicBool::new(false));
        let meets = Arc::clone(&met);
        let proxy = proxy(move |request| {
            // A small request has no middle to cut.
            let large = request.method == "GET" || request.target.contains("partNumber");
            let small = matches!(fault, Fault::Answer(..) | Fault::LoseAnswer);
            let once = request.earlier == 0 && of_a_file(request) && (large || small);
            meets.fetch_or(once, Ordering::Relaxed);
            if once { fault } else { Fault::None }
        });
        // If the answer to the beginning of an upload is lost, nobody knows its id: the store itself expires it.
        let attempt = Attempt::at("shout", &MINIO, flyte(&proxy.endpoint)).with("AWS_READ_TIMEOUT", "2s");
        let attempt = given::<Csv>(attempt, "words.csv", &words);
        let (_, key) = blob(&attempt.run());
        assert!(attempt.bucket.get(&key) == Some(words.to_ascii_uppercase()), "{fault:?}");
        assert!(met.load(Ordering::Relaxed), "{fault:?} was not met");
    }
}

#[test]
fn a_file_that_is_not_written_whole_does_not_exist() {
    for fault in [Fault::Answer(503, ""), Fault::CutRequest(MIB), Fault::DamageRequest(MIB)] {
        let proxy = proxy(move |request| {
            let third = request.target.contains("partNumber=3");
            if third { fault } else { Fault::None }
        });
        let attempt = Attempt::at("shout", &MINIO, flyte(&proxy.endpoint)).with("FLYTE_AWS_RETRIES", "2");
        let attempt = given::<Csv>(attempt, "words.csv", &noise(SIZE));
        let ended = attempt.run();
        ended.refused("can't be written");
        assert_eq!(ended.error.unwrap().kind, Kind::Recoverable as i32);
        assert!(attempt.bucket.list(&format!("{}/raw", attempt.prefix)).is_empty());
        let aborted =
            proxy.seen().iter().any(|one| one.method == "DELETE" && one.target.contains("uploadId"));
        assert!(aborted, "the parts are left behind");
    }
}

/// For objects in parts, with S3's own checksum; for an object in one piece, with its tag.
#[test]
fn damage_is_detected() {
    let words = noise(SIZE);
    let damaging = || {
        proxy(|request| {
            let first = request.earlier == 0 && request.method == "GET" && of_a_file(request);
            if first { Fault::DamageAnswer(5 * MIB) } else { Fault::None }
        })
    };
    let through = |proxy: &Proxy, task| {
        Attempt::at(task, &MINIO, flyte(&proxy.endpoint)).with("AWS_CHECKSUM_ALGORITHM", "crc64nvme")
    };
    let proxy = damaging();
    let reading = given::<Csv>(through(&proxy, "shout"), "words.csv", &words);
    let ended = reading.run();
    ended.refused("the bytes arrived damaged: their MD5 differs from the one that the store has");
    assert_eq!(ended.error.unwrap().kind, Kind::Recoverable as i32);
    // A copy is made again. It is written in parts, with a checksum of the whole.
    let copying = given::<Any>(through(&damaging(), "copy"), "words.csv", &words);
    let (copy, key) = blob(&copying.run());
    assert_eq!(copying.bucket.get(&key), Some(words));
    let proxy = damaging();
    let reading = through(&proxy, "length").input("file", aileron::File::<Any>::new(copy.uri)).run();
    reading.refused("the bytes arrived damaged: their CRC differs from the one that the store has");
}

/// Parts of two versions must not be mixed.
#[test]
fn a_file_that_is_replaced_while_it_is_read_is_an_error() {
    let (key, once) = (Arc::new(OnceLock::<String>::new()), AtomicBool::new(true));
    let (known, bucket) = (Arc::clone(&key), MINIO.bucket());
    // The answer to the first request names the version, and the other requests ask for more of it.
    let proxy = proxy(move |request| {
        let more = request.method == "GET" && of_a_file(request) && request.earlier == 0;
        match known.get() {
            Some(key) if more && request.range && once.swap(false, Ordering::Relaxed) => {
                bucket.put(key, noise(SIZE + 1));
            }
            _ => {}
        }
        Fault::None
    });
    let attempt =
        given::<Csv>(Attempt::at("shout", &MINIO, flyte(&proxy.endpoint)), "words.csv", &noise(SIZE));
    key.set(format!("{}/given/words.csv", attempt.prefix)).unwrap();
    let ended = attempt.run();
    ended.refused("the object was replaced while it was read");
    assert!(attempt.bucket.list(&format!("{}/raw", attempt.prefix)).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded() {
    // First both at once, then one after the other. The pages of the program's own file do not count: they are more with each
    // line of code that a debug build has.
    for (task, most) in [("shout", 64), ("copy", 48)] {
        let attempt = given::<Csv>(Attempt::of(task), "words.csv", &noise(10 << 20).repeat(30));
        let mut child = attempt.command().spawn().unwrap();
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap_or_default();
            let kib = line.trim().trim_end_matches(" kB").parse().unwrap_or(0_u64);
            peak = peak.max(kib);
            std::thread::sleep(Duration::from_millis(5));
        }
        eprintln!("{task}: {} MiB at most", peak >> 10);
        assert!((1..most << 10).contains(&peak), "{task} took {} MiB", peak >> 10);
    }
}
