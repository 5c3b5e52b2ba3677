use aileron::prelude::*;

#[derive(FlyteType)]
struct Nothing;

fn main() {}
