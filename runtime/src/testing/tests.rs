//! Runs in tests.

use super::{EventKind, Run, answer, run, stand_in};
use crate::prelude::*;
use std::cell::RefCell;
use std::error::Error;
use std::rc::Rc;
use std::sync::Barrier;

#[task]
fn inc(x: i64) -> i64 {
    x + 1
}

#[task]
async fn later(x: i64) -> Result<i64, std::io::Error> {
    tokio::task::yield_now().await;
    Ok(x * 10)
}

#[workflow]
async fn awaited(x: i64) -> Result<i64, std::io::Error> {
    let x = inc(x);
    later(x).await
}

#[workflow]
fn both(xs: Vec<i64>) -> (Vec<i64>, String) {
    let ys = map(inc, xs);
    (ys, name("a".to_owned()))
}

#[reference_task(name = "else.where.name")]
fn name(x: String) -> String;

#[dynamic]
fn grown(times: i64, x: i64) -> i64 {
    let mut x = x;
    for _ in 0..times {
        x = inc(x);
    }
    x
}

#[workflow]
fn grows(times: i64) -> i64 {
    grown(times, 0)
}

#[launch_plan]
fn three() -> i64 {
    grows(3)
}

#[workflow]
fn asks(x: i64) -> i64 {
    let y = gate::approve("fine", inc(x));
    let z = gate::wait_for::<i64>("more");
    sum(y, z)
}

#[task]
fn sum(x: i64, y: i64) -> i64 {
    x + y
}

#[task(retries = 1)]
fn never(x: i64) -> Result<i64, Recoverable> {
    Err(Recoverable(if x > 0 { "no" } else { "never" }))
}

#[workflow]
fn inner(x: i64) -> Result<i64, Recoverable> {
    let x = inc(x);
    never(x)
}

#[workflow(failure_policy = "fail_after_executable_nodes_complete")]
fn outer(x: i64) -> Result<(i64, i64), Recoverable> {
    Ok((inner(x)?, never(x)?))
}

#[allow(clippy::too_many_arguments, clippy::many_single_char_names)] // as many as there may be
#[task]
fn sixteen(
    a: i64,
    b: i64,
    c: i64,
    d: i64,
    e: i64,
    f: i64,
    g: i64,
    h: i64,
    i: i64,
    j: i64,
    k: i64,
    l: i64,
    m: i64,
    n: i64,
    o: i64,
    p: String,
) -> String {
    format!("{p}{}", a + b + c + d + e + f + g + h + i + j + k + l + m + n + o)
}

#[task]
fn nothing() {}

#[test]
fn entities_of_every_kind_run() {
    assert_eq!(run(inc, (1,)).expect("a task"), 2);
    assert_eq!(run(awaited, (1,)).expect("an async workflow"), 20);
    assert_eq!(run(later, (1,)).expect("an async task"), 10);
    assert_eq!(run(grows, (4,)).expect("a dynamic in a workflow"), 4);
    assert_eq!(run(grown, (2, 5)).expect("a dynamic"), 7);
    assert_eq!(run(three, ()).expect("a launch plan"), 3);
    let () = run(nothing, ()).expect("a task of nothing");
    let inputs = (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "=".to_owned());
    assert_eq!(run(sixteen, inputs).expect("sixteen inputs"), "=15");
}

#[test]
fn stand_ins_hold_on_all_threads_and_may_share_what_the_test_has() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&seen);
    let _inc = stand_in(inc).with(move |x| {
        noted.borrow_mut().push((x, Context::current().map_index()));
        -x
    });
    let _name = stand_in(name).with(|x| format!("{x} of {}", Context::current().node()));
    let outputs = Run::of(both, ((1..=50).collect(),)).jobs(4).outputs().expect("outputs");
    assert_eq!(outputs, ((1..=50).map(|x: i64| -x).collect(), "a of n1".to_owned()));
    seen.borrow_mut().sort_unstable();
    assert!(seen.borrow().iter().copied().eq((1..=50).map(|x: i64| (x, usize::try_from(x - 1).ok()))));
    assert_eq!(run(name, ("b".to_owned(),)).expect("a reference alone"), "b of n0");
}

#[test]
fn a_stand_in_ends_when_it_is_dropped_and_may_fail() {
    let standing =
        stand_in(later).with(|x| if x > 0 { Err(std::io::Error::other("down")) } else { panic!("zero") });
    let error = run(awaited, (1,)).expect_err("the stand-in fails");
    assert_eq!((error.node(), error.message()), ("n1", "down"));
    assert!(error.source().is_some_and(<dyn Error>::is::<std::io::Error>));
    let error = run(awaited, (-1,)).expect_err("the stand-in panics");
    assert!(error.message().starts_with("panicked") && error.message().ends_with("zero"), "{error}");
    drop(standing);
    assert_eq!(run(awaited, (1,)).expect("the task itself"), 20);
}

#[test]
fn tasks_run_at_once() {
    static MET: Barrier = Barrier::new(2);
    #[task]
    fn meets(x: i64) -> i64 {
        MET.wait();
        x
    }
    #[workflow]
    fn meeting(x: i64) -> (i64, i64) {
        (meets(x), meets(x))
    }
    assert_eq!(Run::of(meeting, (1,)).jobs(2).outputs().expect("both meet"), (1, 1));
}

#[test]
fn answers_to_gates_hold() {
    let error = run(asks, (1,)).expect_err("no answer");
    assert!(
        error.message().contains("`answer(\"fine\", …)`")
            || error.message().contains("`answer(\"more\", …)`"),
        "{error}"
    );
    answer("fine", true);
    answer("more", 40);
    answer("of another workflow", "x".to_owned());
    assert_eq!(run(asks, (1,)).expect("answered"), 42);
    answer("more", "many".to_owned());
    let error = run(asks, (1,)).expect_err("an answer of another type");
    assert!(error.message().starts_with("its answer does not fit: "), "{error}");
    answer("more", 1);
    answer("fine", false);
    let error = run(asks, (1,)).expect_err("rejected");
    assert_eq!((error.task(), error.message()), (None, "it was rejected"));
}

#[test]
fn an_error_tells_where_and_what_failed_besides() {
    let error = Run::of(outer, (1,)).jobs(1).outputs().expect_err("both fail");
    let mut all = vec![(error.node(), error.attempts(), error.message())];
    all.extend(error.others().iter().map(|other| (other.node(), other.attempts(), other.message())));
    all.sort_unstable();
    assert_eq!(all, [("n0/n1", 2, "no"), ("n1", 2, "no")]);
    assert!(error.task().is_some_and(|task| task.ends_with("testing.tests.never")));
    assert!(error.source().is_some(), "the task's error is the cause");
}

#[test]
fn events_have_the_values_and_the_times() {
    let ended = Run::of(inner, (1,)).jobs(1).end();
    ended.outputs.expect_err("it fails");
    let events = ended.events;
    let lines: Vec<String> = events.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "planned 2",
            "queued n0",
            "started n0",
            "ended n0",
            "queued n1",
            "started n1",
            "retried n1 #0: no",
            "started n1 #1",
            "failed n1 #1: no",
        ]
    );
    let of = |kind| events.iter().find(|event| event.kind() == kind).expect("an event");
    assert_eq!(of(EventKind::Started).input::<i64>("x").expect("an input"), 1);
    assert_eq!(of(EventKind::Ended).output::<i64>("o0").expect("an output"), 2);
    assert!(of(EventKind::Ended).duration().is_some() && of(EventKind::Queued).duration().is_none());
    assert!(events.is_sorted_by_key(super::Event::at));
    let error = of(EventKind::Ended).output::<i64>("o1").expect_err("no such output");
    assert_eq!(error.to_string(), "`ended n0` has no output `o1`; it has `o0`");
    assert!(of(EventKind::Ended).output::<String>("o0").is_err());
}

#[test]
#[should_panic(expected = "is neither a task nor a workflow")]
fn a_plain_function_is_refused() {
    fn plain(x: i64) -> i64 {
        x
    }
    let _ = run(plain, (1,));
}

#[test]
#[should_panic(expected = "and only tasks can have stand-ins")]
fn a_workflow_has_no_stand_in() {
    let _ = stand_in(inner);
}
