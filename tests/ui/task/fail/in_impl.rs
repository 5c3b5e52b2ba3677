#![allow(unused)]

use aileron::prelude::*;

struct Model;

impl Model {
    /// Counts.
    #[task(retries = 3)]
    pub fn step(x: i64) -> i64 {
        x
    }

    #[task]
    fn made(x: i64) -> Self {
        Model
    }

    #[container_task(image = "busybox", command = ["true"])]
    fn outside(x: i64);
}

fn main() {
    Model::step(1);
}
