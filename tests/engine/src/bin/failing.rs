//! Workflows that fail, with failure handlers and failure policies.
use aileron::prelude::*;

#[task]
fn fine(x: i64) -> i64 {
    x + 1
}

#[task]
fn fails(x: i64, why: String) -> Result<i64, String> {
    Err(format!("no {why} for {x}"))
}

#[task(retries = 1)]
fn unlucky(x: i64) -> Result<i64, Recoverable> {
    Err(Recoverable(if x > 0 { "no luck" } else { "no luck at all" }))
}

/// Shows by its own error what it got.
#[task]
fn tells(label: String, number: i64, err: Option<FlyteError>) -> Result<(), String> {
    let FlyteError { failed_node_id, message } = err.ok_or("no error")?;
    Err(format!("{label} {number} at {failed_node_id}: {message}"))
}

#[task]
fn tidies(x: i64, err: Option<FlyteError>) -> i64 {
    x + i64::from(err.is_some())
}

#[task]
fn tidies_all() {}

#[workflow(on_failure = tidies(x, err))]
fn handled(x: i64) -> Result<i64, String> {
    fails(fine(x), "luck".to_owned())
}

/// Inputs under other names, constants, the error.
#[workflow(on_failure = tells("seen by", y, err))]
fn told(x: i64, y: i64) -> Result<(i64, i64), String> {
    Ok((fails(x, "luck".to_owned())?, fine(y)))
}

#[workflow(on_failure = tells("after retries", x, err))]
fn told_after_retries(x: i64) -> Result<i64, Recoverable> {
    unlucky(x)
}

#[workflow(on_failure = tidies_all())]
fn without_inputs() -> Result<i64, String> {
    fails(1, "luck".to_owned())
}

#[workflow]
fn repairs(number: i64, err: Option<FlyteError>) -> Result<i64, String> {
    let number = fine(number);
    tells("by a workflow".to_owned(), number, err)?;
    Ok(number)
}

#[workflow(on_failure = repairs(x, err))]
fn handled_by_a_workflow(x: i64) -> Result<i64, String> {
    fails(x, "luck".to_owned())
}

/// The handler of the inner workflow fails, so the outer one is told its error.
#[workflow(on_failure = tells("above", x, err))]
fn above(x: i64) -> Result<i64, String> {
    handled_by_a_workflow(x)
}

#[workflow(on_failure = tells("outside", x, err))]
fn around(x: i64) -> Result<i64, String> {
    let inner = handled(x)?;
    Ok(fine(inner))
}

/// Its handler has one, too.
#[workflow(on_failure = tells("of the handler", number, err))]
fn repairs_in_vain(number: i64) -> Result<i64, String> {
    fails(number, "repair".to_owned())
}

#[workflow(on_failure = repairs_in_vain(x))]
fn handled_in_vain(x: i64) -> Result<i64, String> {
    fails(x, "luck".to_owned())
}

/// A branch that fails.
#[workflow(on_failure = tells("a branch", x, err))]
fn branched(x: i64) -> Result<i64, String> {
    if x > 0 {
        return Err("too much".into());
    }
    Ok(fine(x))
}

#[workflow(failure_policy = "fail_after_executable_nodes_complete", on_failure = tidies(x, err))]
fn goes_on(x: i64) -> Result<i64, String> {
    let failed = fails(x, "luck".to_owned())?;
    fine(failed);
    let other = fine(x);
    let inner = half(other)?;
    fine(inner);
    // The engine tells of a node that is skipped only while others go on: this takes longer than what is in `half`.
    let last = fine(fine(fine(other)));
    fails(last, "end".to_owned())
}

#[workflow]
fn half(x: i64) -> Result<i64, String> {
    let failed = fails(x, "half".to_owned())?;
    fine(x);
    Ok(failed)
}

/// Ids are compared as texts: the last error is that of n9, not of n10.
#[workflow(failure_policy = "fail_after_executable_nodes_complete")]
fn goes_on_for_long(x: i64) -> Result<i64, String> {
    for _ in 0..9 {
        fine(x);
    }
    fails(x, "nine".to_owned())?;
    fails(x, "ten".to_owned())?;
    Ok(fine(x))
}

/// The error of an arm is that of its branch, to which an edge leads from the inputs since its condition reads one.
#[workflow(failure_policy = "fail_after_executable_nodes_complete")]
fn goes_on_in_arms(x: i64) -> Result<i64, String> {
    let one = fine(x);
    let two = if one > x { fails(one, "arm".to_owned())? } else { fine(one) };
    fails(two, "skipped".to_owned())?;
    fails(one, "three".to_owned())
}

/// The policy is that of the workflow that is launched.
#[workflow]
fn has_another_policy(x: i64) -> Result<i64, String> {
    goes_on(x)
}

aileron::main!();
