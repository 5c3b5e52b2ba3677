//! The book's commands are run, and print what the pages say.
//!
//! A block of `console` has calls behind a `$`, and below each what it prints. All calls of a page run in one folder, one after the
//! other, with the programs of this package. `BLESS=1 cargo test -p book-tests` writes the current answers into the pages.

#[path = "support/pages.rs"]
mod pages;

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn commands_print_what_the_pages_say() {
    let mut count = 0;
    for (path, page) in pages::all() {
        let room = tempfile::tempdir().unwrap();
        let mut answered = String::new();
        let mut rest = page.as_str();
        while let Some((before, behind)) = rest.split_once("```console\n") {
            let (block, after) = behind.split_once("```").expect("the end of a block");
            answered += &[before, "```console\n", &answers(block, room.path()), "```"].concat();
            count += 1;
            rest = after;
        }
        answered += rest;
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, answered).unwrap();
        } else {
            assert_eq!(page, answered, "{}", path.display());
        }
    }
    assert_ne!(count, 0, "no page has a command");
}

fn answers(block: &str, room: &Path) -> String {
    let calls = block.lines().filter_map(|line| line.strip_prefix("$ "));
    calls.flat_map(|call| ["$ ".to_owned(), call.to_owned(), "\n".to_owned(), answer(call, room)]).collect()
}

fn answer(call: &str, room: &Path) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_words")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    // The program is built already: only its own lines count.
    let call = call.replace("cargo run -q --", "words");
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{{ {call}\n}} 2>&1")]).current_dir(room);
    shell.env_clear().env("PATH", path).env("HOME", room);
    let output = shell.output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(!printed.contains("panicked"), "{call}: {printed}");
    let ends = printed.is_empty() || printed.ends_with('\n');
    format!("{}{}", printed.replace(room.to_str().unwrap(), "~"), if ends { "" } else { "\n" })
}

/// The tutorial's program is the one that its commands run.
#[test]
fn the_tutorial_has_the_program_whole() {
    let program = include_str!("../src/bin/words.rs");
    let (_, page) =
        pages::all().into_iter().find(|(path, _)| path.ends_with("tutorial.md")).expect("the tutorial");
    assert!(
        page.contains(&format!("```rust\n{program}```")),
        "tests/book/src/bin/words.rs is another program"
    );
}
