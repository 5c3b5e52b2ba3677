//! Everything that a reference can be.

use aileron::prelude::*;
use aileron::testing::stand_in;
use std::collections::HashMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

#[derive(Outputs)]
pub struct Split {
    pub train: StructuredRows,
    pub count: i64,
}

#[derive(FlyteType, Clone, PartialEq, Debug)]
pub struct StructuredRows {
    pub rows: Vec<i64>,
}

/// Has all options.
#[reference_task(project = "shop", domain = "production", name = "stats.mean", version = "v1.0-rc_1~2", local = mean_here, crate = "aileron")]
pub fn mean(values: Vec<f64>, /** How many digits. */ digits: i64) -> f64;

fn mean_here(values: Vec<f64>, digits: i64) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64 + digits as f64
}

#[reference_task(name = "stats.split", version = "{{ registration.version }}")]
pub(crate) async fn split(rows: HashMap<String, i64>, r#type: Option<String>) -> anyhow::Result<Split>;

#[reference_workflow(name = "nothing")]
fn nothing();

#[reference_launch_plan(name = "_private.Plan-2", local = async |x: i64| Ok(x))]
async fn plan(x: i64) -> Result<i64, Box<dyn std::error::Error + Send + Sync>>;

mod inner {
    use aileron::prelude::*;

    #[cfg(any())]
    #[reference_task(name = "a.name")]
    pub fn left_out(x: NoSuchType);

    #[deprecated]
    #[reference_task(name = "a.name")]
    pub fn name(name: String) -> String;
}

#[workflow]
#[allow(deprecated)]
async fn flow(x: i64) -> anyhow::Result<(i64, String)> {
    nothing();
    let Split { count, .. } = split(HashMap::from([("a".to_owned(), x)]), None).await?;
    Ok((count, inner::name("x")))
}

fn main() {
    assert_eq!(mean(vec![1.0, 3.0], 1), 3.0);
    let _split = stand_in(split).with(|rows, _| {
        Ok(Split { train: StructuredRows { rows: rows.values().copied().collect() }, count: 7 })
    });
    let _nothing = stand_in(nothing).with(|| ());
    #[allow(deprecated)]
    let _name = stand_in(inner::name).with(|name| name);
    assert_eq!(ready(flow(3)).unwrap(), (7, "x".to_owned()));
    assert_eq!(ready(plan(3)).unwrap(), 3);
}

/// What a future that waits for nothing gives.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}
