use aileron::prelude::*;

#[derive(FlyteType)]
enum Answer {
    Number(i64),
    Range(i64, i64),
    Named { text: String },
}

fn main() {}
