use aileron::prelude::*;

#[derive(Outputs)]
struct Empty {}

fn main() {}
