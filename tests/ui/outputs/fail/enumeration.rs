use aileron::prelude::*;

#[derive(Outputs)]
enum Answer {
    Number(i64),
}

fn main() {}
