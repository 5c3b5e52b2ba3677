//! Texts with a grammar: configuration files, image references and templates, names, addresses.

use crate::config::Content;
use crate::data::{Any, File};
use crate::storage::{Address, Location, percent_decoded};
use aileron_grammar::{Images, Problem, Quantity, Reference, Template, Written, duration, name, shell};
use std::ffi::OsStr;
use std::fmt::{Debug, Display};
use std::str::FromStr;

pub(super) fn config(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        for is_yaml in [true, false] {
            let _ = Content::parse(text, is_yaml).and_then(|content| content.images());
        }
    }
}

pub(super) fn grammar(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    round::<Reference>(text);
    round::<Quantity>(text);
    judged(text, Quantity::of_resource(text));
    judged(text, Quantity::of_cpus(text));
    judged(text, Quantity::of_bytes(text));
    written(text);
    judged(text, duration::parse_timeout(text));
    judged(text, Images::from_args([text]));
    judged(&format!("{text}=a"), Images::default().declare(text, "a"));
    judged(&format!("a={text}"), Images::default().declare("a", text));
    if let Some(duration) = judged(text, duration::parse(text)) {
        assert_eq!(duration::parse(&duration::print(duration)), Ok(duration));
    }
    let template = round::<Template>(text);
    if let Some(given) = template.and_then(|template| judged(text, template.resolve(&images()))) {
        assert!(given.parse::<Reference>().is_ok(), "{text:?} gives {given:?}");
    }
    let checks = [name::label_key, name::label_value, name::annotation_key, name::env_var];
    let more = [name::entity, name::pod_template, name::variable, name::image, name::version, name::group];
    let paths = [name::folder, name::program];
    for check in checks.into_iter().chain(more).chain(paths) {
        judged(text, check(text));
    }
}

/// Checks a script as its source writes it, and where its shell does not replace variables.
fn written(text: &str) {
    let written = Written::new(text);
    assert!(written.text().len() <= text.len());
    let places: Vec<_> = written.placeholders().map(|(_, at)| at).collect();
    for problem in
        [written.check(&["x"]), written.filled_all_the_same(), shell::check(text, &places)].concat()
    {
        judged(text, Err::<(), _>(problem));
    }
}

/// Parses a text, prints the value and parses it again.
fn round<T: FromStr<Err = Problem> + Display + Debug + PartialEq>(text: &str) -> Option<T> {
    let value = judged(text, text.parse::<T>())?;
    assert_eq!(value.to_string().parse::<T>().as_ref(), Ok(&value));
    Some(value)
}

/// Checks that the position of a problem is within the text.
fn judged<T>(text: &str, result: Result<T, Problem>) -> Option<T> {
    result.map_err(|problem| assert!(text.get(problem.at.clone()).is_some(), "{problem:?} in {text:?}")).ok()
}

fn images() -> Images {
    let digest = format!("dig=r.io/d:t@sha256:{}", "ab".repeat(32));
    let mut images = Images::from_args(["localhost:5000/a:v1", &digest]).expect("two images");
    images.declare("bare", "r.io/bare").expect("a third");
    images
}

pub(super) fn uri(bytes: &[u8]) {
    let Ok(uri) = std::str::from_utf8(bytes) else { return };
    assert!(percent_decoded(uri).len() <= uri.len());
    let _ = File::<Any>::new(uri).uri();
    // What is shown hides all that there is to hide.
    let shown = Address::new(uri).to_string();
    assert_eq!(Address::new(&*shown).to_string(), shown, "of {uri:?}");
    let Ok(location) = Location::parse(OsStr::new(uri)) else { return };
    let _ = location.join("outputs.pb").to_string();
}
