//! What each grammar takes and refuses, rule by rule, and what holds for any text.

mod arbitrary;
mod argument;
mod cron;
mod duration;
mod images;
mod name;
mod output_docs;
mod quantity;
mod query;
mod rate;
mod reference;
mod shell;
mod suggest;
mod template;

use std::fmt::Debug;
use std::ops::Range;

use aileron_grammar::Problem;

/// One refused text: the text, the bytes at fault, and words of the message.
type Refused = (&'static str, Range<usize>, &'static str);

#[track_caller]
fn assert_refused<T: Debug>(parse: impl Fn(&str) -> Result<T, Problem>, table: &[Refused]) {
    for (text, at, words) in table {
        let problem = parse(text).expect_err(text);
        assert_eq!(problem.at, *at, "{text:?}: {problem}");
        assert!(problem.to_string().contains(words), "{text:?}: {problem}");
    }
}

#[track_caller]
fn assert_taken<T: Debug>(parse: impl Fn(&str) -> Result<T, Problem>, table: &[&str]) {
    for text in table {
        if let Err(problem) = parse(text) {
            panic!("{text:?} at {:?}: {problem}", problem.at);
        }
    }
}

/// A `sha256` digest.
fn digest() -> String {
    format!("sha256:{}", "ab".repeat(32))
}
