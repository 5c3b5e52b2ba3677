use aileron::prelude::*;

#[derive(FlyteType)]
#[serde(rename_all = "Train-Case")]
enum Level {
    Low,
}

fn main() {}
