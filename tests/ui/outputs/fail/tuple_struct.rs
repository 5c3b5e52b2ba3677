use aileron::prelude::*;

#[derive(Outputs)]
struct Pair(i64, String);

fn main() {}
