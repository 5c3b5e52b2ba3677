use aileron::prelude::*;

#[derive(FlyteType)]
struct Model {
    #[serde(flatten)]
    common: i64,
    #[serde(rename(serialize = "a", deserialize = "b"))]
    both: i64,
    #[serde(with = "module")]
    special: i64,
}

fn main() {}
