use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

trait Steps {
    #[workflow]
    fn flow(x: i64) -> i64 {
        double(x)
    }
}

struct Model;

impl Steps for Model {}

fn main() {
    Model::flow(1);
}
