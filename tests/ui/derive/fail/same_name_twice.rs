use aileron::prelude::*;

#[derive(FlyteType)]
struct Names {
    first: i64,
    #[serde(rename = "first")]
    second: i64,
}

#[derive(FlyteType)]
#[serde(rename_all = "lowercase")]
enum Level {
    Low,
    LOW,
}

fn main() {}
