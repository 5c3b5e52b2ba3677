use aileron::prelude::*;

#[workflow]
struct Flow;

fn main() {}
