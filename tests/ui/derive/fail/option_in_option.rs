use aileron::prelude::*;

#[derive(FlyteType)]
struct Setting {
    value: Option<Option<i64>>,
}

#[task]
fn set(value: Option<Option<i64>>) {
    let _ = value;
}

fn main() {}
