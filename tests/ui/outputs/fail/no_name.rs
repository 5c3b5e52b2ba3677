use aileron::prelude::*;

#[derive(Outputs)]
#[serde(rename_all = "kebab-case")]
struct Counts {
    all_words: i64,
}

fn main() {}
