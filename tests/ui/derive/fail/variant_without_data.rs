use aileron::prelude::*;

#[derive(FlyteType)]
enum Answer {
    Number(i64),
    Nothing,
}

fn main() {}
