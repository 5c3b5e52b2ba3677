use aileron::prelude::*;

#[task]
fn letter(#[default('a')] letter: char) -> String {
    letter.to_string()
}

fn main() {}
