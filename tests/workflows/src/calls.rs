//! Ways to call a task.

use crate::tasks::{self, add as plus, divide, double, later, later_or_never, notify, seven, split, train};
use aileron::prelude::*;

#[workflow]
pub fn nested(x: i64) -> i64 {
    double(plus(double(x), 1))
}

#[workflow]
pub fn by_path(x: i64) -> i64 {
    crate::tasks::double(tasks::double(self::tasks::train::train(x)))
}

#[workflow]
pub fn module_of_one_name(x: i64) -> i64 {
    train(x)
}

#[workflow]
pub fn used_inside(x: i64) -> i64 {
    use crate::tasks::sum as adds;
    adds(vec![x, x])
}

#[workflow]
pub fn no_inputs() -> i64 {
    double(seven())
}

#[workflow]
pub fn question_mark(x: i64) -> anyhow::Result<i64> {
    let half = divide(x, 2)?;
    Ok(double(half))
}

#[workflow]
pub fn result_as_it_is(x: i64) -> anyhow::Result<i64> {
    divide(x, 2)
}

#[workflow]
pub async fn awaited(x: i64) -> Result<i64, String> {
    let y = later(x).await;
    let z = (later_or_never(y)).await?;
    Ok(later(z).await)
}

#[workflow]
pub fn workflow_in_workflow(x: i64) -> anyhow::Result<i64> {
    let y = question_mark(x)?;
    Ok(double(nested(y)))
}

#[workflow]
pub async fn async_in_async(x: i64) -> Result<i64, String> {
    awaited(x).await
}

#[workflow]
pub fn discarded(x: i64) -> i64 {
    double(x);
    let _ = double(x);
    let _unused = double(x);
    _ = double(x);
    double(x)
}

#[workflow]
pub fn unit(name: String) {
    notify(name.clone());
    notify(name);
}

#[workflow]
pub fn unit_at_the_end(name: String) {
    notify(name)
}

#[workflow]
pub fn unit_result(x: i64) -> anyhow::Result<()> {
    divide(x, 2)?;
    Ok(())
}

#[workflow]
pub fn several_outputs(x: i64) -> (i64, String) {
    let (tens, ones) = split(x);
    let pair = split(tens);
    notify(pair.1);
    (pair.0, ones)
}

#[workflow]
pub fn tuple_as_it_is(x: i64) -> (i64, String) {
    split(x)
}

#[workflow]
pub fn raw_names(r#fn: i64) -> i64 {
    tasks::r#type(r#fn)
}

#[workflow]
pub fn boxed_error(x: i64) -> Result<i64, Box<dyn std::error::Error + Send + Sync>> {
    Ok(divide(x, 1)?)
}

macro_rules! workflow_of {
    ($name:ident, $task:path, $argument:expr, $ty:ty) => {
        #[workflow]
        pub fn $name(x: $ty) -> $ty {
            $task(plus(x, $argument))
        }
    };
}

workflow_of!(made_by_a_macro, double, 1 + 2, i64);
