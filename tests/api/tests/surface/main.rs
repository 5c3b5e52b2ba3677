//! The public API of `aileron` and `aileron-plugins`, as rustdoc shows it, is what `api.txt` says.
//!
//! Each line is an item: its path, its kind and its declaration. `BLESS=1 cargo test -p api-tests` writes the files anew.
//! Read the difference: a removed or changed line breaks the programs that use it.

mod docs;
mod html;
mod pages;

use docs::Crate;
use pages::Line;
use std::collections::BTreeSet;
use std::fmt::{Display, Write};
use std::fs;

/// Types that can't be shared or sent, and why.
const EXCEPTIONS: [(&str, &[&str], &str); 10] = [
    ("aileron::builder::Builder", &["Sync"], "a graph is built on one thread"),
    ("aileron::data::Batches", &["Sync"], "an iterator, which one thread advances"),
    ("aileron::data::DatasetWriter", &["Sync"], "one thread writes"),
    ("aileron::data::Reader", &["Sync"], "one thread reads"),
    ("aileron::data::Rows", &["Sync"], "an iterator, which one thread advances"),
    ("aileron::data::Writer", &["Sync"], "one thread writes"),
    ("aileron::plugin::SerializationSettings", &["Sync"], "it records the images that a plugin resolves"),
    ("aileron::remote::register::Register", &["Sync"], "what listens to it is called by one thread"),
    ("aileron::testing::Database", &["Send", "Sync"], "it belongs to the thread of its test"),
    ("aileron::testing::Standing", &["Send", "Sync"], "it belongs to the thread of its test"),
];

#[test]
fn every_change_of_the_surface_is_written_down() {
    let mut changes = String::new();
    for krate in docs::crates() {
        let path = krate.folder.join("api.txt");
        let now = text(krate.lines());
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, now).expect("the file can be written");
        } else {
            let written = fs::read_to_string(&path).unwrap_or_default();
            changes += &difference(&written, &now);
        }
    }
    assert!(
        changes.is_empty(),
        "the public API is not what `api.txt` says; if you mean the change, run `BLESS=1 cargo test -p api-tests`:\n{changes}"
    );
}

#[test]
fn every_type_can_be_printed_sent_and_shared() {
    let mut missing = BTreeSet::new();
    for krate in docs::crates() {
        let lines = krate.lines();
        for ty in lines.iter().filter(|line| matches!(line.kind, "struct" | "enum")) {
            let implements = |name: &str| {
                lines.iter().any(|line| line.path == ty.path && line.implemented() == Some(name))
            };
            let absent = ["Debug", "Send", "Sync"].into_iter().filter(|name| !implements(name));
            missing.extend(absent.map(|name| format!("{} is not {name}", ty.path)));
        }
    }
    if docs::crates().is_empty() {
        return;
    }
    let excepted = EXCEPTIONS
        .iter()
        .flat_map(|(path, names, _)| names.iter().map(move |name| format!("{path} is not {name}")));
    assert_eq!(missing, excepted.collect());
}

/// The lines that only one of the texts has, each after its sign.
fn difference(written: &str, now: &str) -> String {
    let [before, after] = [written, now].map(|text| text.lines().collect::<BTreeSet<_>>());
    let removed = before.difference(&after).map(|line| (*line, '-'));
    let added = after.difference(&before).map(|line| (*line, '+'));
    let all: BTreeSet<_> = removed.chain(added).collect();
    text(all.into_iter().map(|(line, sign)| format!("{sign} {line}")))
}

/// Each of them on a line.
fn text(lines: impl IntoIterator<Item = impl Display>) -> String {
    lines.into_iter().fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").expect("a string takes it");
        text
    })
}

impl Crate {
    /// Sorted, each once.
    fn lines(&self) -> BTreeSet<Line> {
        let lines = pages::lines(&self.docs, self.name);
        assert!(lines.len() > 100, "rustdoc's pages have another form: only {} lines are found", lines.len());
        lines
    }
}
