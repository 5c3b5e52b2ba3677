use aileron::plugin::{Plugin, work};
use aileron::prelude::*;

struct Demo;

impl Plugin for Demo {
    type Work = work::Service;

    fn task_type(&self) -> &str {
        "demo"
    }
}

#[task(plugin = Demo, pod_template = aileron::PodTemplate::default())]
fn train(epochs: i64) -> Result<i64, String>;

fn main() {}
