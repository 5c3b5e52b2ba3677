use aileron::prelude::*;

#[derive(FlyteType)]
enum Never {}

fn main() {}
