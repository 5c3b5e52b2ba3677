use aileron::prelude::*;

#[task]
fn several(
    #[default("3")] number: i64,
    #[default(3)] text: String,
    #[default(3)] maybe: Option<i64>,
    #[default(vec!["a"])] texts: Vec<String>,
    #[default(number)] other: i64,
) {
    drop((number, text, maybe, texts, other));
}

fn main() {}
