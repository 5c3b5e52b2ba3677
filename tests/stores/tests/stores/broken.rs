//! What breaks on the way to the store: nothing is lost, and nothing half is seen.

use crate::attempt::{Attempt, MINIO, flyte};
use std::time::Duration;
use store_tests::proxy::{Fault, Proxy, Request};

/// A proxy before the shared server.
fn proxy(plan: impl Fn(&Request) -> Fault + Send + Sync + 'static) -> Proxy {
    Proxy::start(&MINIO.server.address, plan)
}

fn through(proxy: &Proxy, task: &'static str) -> Attempt {
    Attempt::at(task, &MINIO, flyte(&proxy.endpoint)).input("x", 21_i64)
}

/// Each fault once or twice for each request, and the task's result is there all the same.
#[test]
fn what_passes_is_tried_again() {
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
fn what_does_not_pass_is_told_after_some_tries() {
    let proxy =
        proxy(|_| Fault::Answer(503, "<Error><Code>SlowDown</Code><Message>Not so fast.</Message></Error>"));
    let ended = through(&proxy, "double").with("FLYTE_AWS_RETRIES", "2").run();
    ended.lost("the store answers SlowDown: Not so fast.");
    let (reads, writes): (Vec<_>, Vec<_>) = proxy.seen().into_iter().partition(|one| one.method == "GET");
    assert_eq!((reads.len(), writes.len()), (3, 3));
}

#[test]
fn what_will_not_pass_is_not_tried_again() {
    let proxy = proxy(|_| Fault::Answer(403, "<Error><Code>AccessDenied</Code></Error>"));
    through(&proxy, "double").run().lost("AccessDenied");
    assert_eq!(proxy.seen().len(), 2);
}
