use aileron::prelude::*;

#[task]
fn count(text: String) -> i64 {
    text.len() as i64
}

#[task]
fn words(text: String) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

#[dynamic]
fn arithmetic(text: String) -> i64 {
    let half = text.len() / 2;
    let length = count(text);
    length + half as i64
}

#[dynamic]
fn looped(text: String) -> i64 {
    let mut last = 0;
    for word in words(text) {
        last = count(word);
    }
    last
}

#[dynamic]
fn printed(text: String) -> i64 {
    println!("{text} has no value yet");
    let length = count(text);
    println!("{length} has none either");
    length
}

#[dynamic]
fn changed(xs: Vec<i64>) -> Vec<String> {
    let mut all = vec!["a".to_owned(); xs.len()];
    all.sort();
    all = words("a b".to_owned());
    all
}

fn main() {}
