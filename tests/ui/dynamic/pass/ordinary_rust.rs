//! What touches no promise is ordinary Rust.
#![deny(warnings)]

use aileron::prelude::*;
use std::collections::{BTreeMap, HashMap};

#[task]
fn count(text: String) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Short,
    Long(usize),
}

impl Kind {
    fn of(text: &str) -> Kind {
        if text.len() > 3 { Kind::Long(text.len()) } else { Kind::Short }
    }
}

fn shout(text: &str) -> String {
    text.to_uppercase()
}

#[dynamic]
fn lengths(texts: Vec<String>, seen: HashMap<String, i64>) -> Result<BTreeMap<String, i64>, String> {
    let shout = shout;
    let mut kinds: Vec<Kind> = texts.iter().map(|text| Kind::of(text)).collect();
    kinds.dedup();
    let longest = kinds
        .iter()
        .filter_map(|kind| match kind {
            Kind::Long(length) => Some(*length),
            Kind::Short => None,
        })
        .max()
        .ok_or("no long text")?;
    let mut lengths = BTreeMap::new();
    for text in texts {
        let Kind::Long(length) = Kind::of(&text) else { continue };
        if length == longest || seen.contains_key(&text) {
            lengths.insert(shout(&text), count(text));
        }
    }
    Ok(lengths)
}

#[workflow]
fn of_lengths(texts: Vec<String>) -> Result<BTreeMap<String, i64>, String> {
    Ok(lengths(texts, HashMap::new())?)
}

fn main() {
    let texts = ["a", "bcde", "fghij"].map(str::to_owned).to_vec();
    assert_eq!(of_lengths(texts), Ok(BTreeMap::from([("FGHIJ".to_owned(), 5)])));
}
