use aileron::prelude::*;

#[derive(FlyteType)]
struct Point(f64, f64);

fn main() {}
