//! The same workflow twice: written, and built by code.

use aileron::builder::{Builder, Label};
use aileron::prelude::*;

#[task(container_image = "ghcr.io/acme/app:1")]
fn measure(x: i64) -> Result<i64, String> {
    Ok(x + 1)
}

#[task(container_image = "ghcr.io/acme/app:1")]
fn scale(x: i64, by: i64) -> i64 {
    x * by
}

#[task(container_image = "ghcr.io/acme/app:1")]
async fn sum(parts: Vec<i64>) -> i64 {
    parts.iter().sum()
}

#[task(container_image = "ghcr.io/acme/app:1")]
fn note() {}

/// Adds up what a number is worth.
#[workflow(interruptible)]
async fn written(
    /// the number
    x: i64,
    #[default(100)] most: i64,
) -> Result<i64, String> {
    let size = measure(x)?;
    if size < 0 {
        return Err("below zero".into());
    }
    let total = sum(vec![scale(size, 2), scale(size, 3), size]).await;
    note();
    #[node(after(total))]
    note();
    Ok(if total > most && total != 120 { scale(most, 1) } else { measure(total)? })
}

fn coded(workflow: &Builder) {
    let x = workflow.input::<i64>(Label::new("x").doc("the number"));
    let most = workflow.input_or("most", 100);
    let size = workflow.call(measure, (x,));
    workflow.fails_when(size.lt(0), "below zero").otherwise(|| ());
    let mut parts: Vec<_> = [2, 3].map(|factor| workflow.call(scale, (size, factor))).into();
    parts.push(size);
    let (summed, total) = workflow.step(|| workflow.call_async(sum, (workflow.list(parts),)));
    workflow.call(note, ());
    workflow.after([summed], || workflow.call(note, ()));
    let bounded = workflow
        .when(total.gt(most).and(total.ne(120)), || workflow.call(scale, (most, 1)))
        .otherwise(|| workflow.call(measure, (total,)));
    workflow.output("o0", bounded);
}

aileron::register! {
    /// Adds up what a number is worth.
    coded, interruptible = true
}

aileron::main!();
