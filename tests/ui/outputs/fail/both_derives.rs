use aileron::prelude::*;

#[derive(FlyteType, Outputs)]
struct Counts {
    words: i64,
}

fn main() {}
