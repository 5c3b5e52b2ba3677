use super::{output, outputs};
use crate::prelude::*;
use crate::{Context, FlyteType};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the current run. The tasks return it in a hidden form, since paths that an output names are kept.
fn folder() -> io::Result<PathBuf> {
    let work = Context::current().working_directory()?;
    fs::write(work.join("notes"), "")?;
    Context::current().checkpoint().save(b"half way")?;
    Ok(work.parent().expect("it has one").to_owned())
}

/// Writes a path in a form that is not recognized as an address.
fn hidden(folder: &Path) -> String {
    folder.display().to_string().replace('/', "|")
}

fn found(hidden: &str) -> PathBuf {
    hidden.replace('|', "/").into()
}

/// Returns the names in a folder and deletes it.
fn left(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    let names = names.collect();
    let _ = fs::remove_dir_all(folder);
    names
}

#[task]
fn write(text: String) -> io::Result<File> {
    File::write("text", text)
}

#[task]
fn read(file: File) -> io::Result<String> {
    assert_eq!(file.text()?, "abc");
    Ok(hidden(&folder()?))
}

#[workflow]
fn between(text: String) -> io::Result<String> {
    read(write(text)?)
}

#[derive(FlyteType)]
struct Kept {
    folder: String,
    text: Option<File>,
}

#[task]
fn keep(text: String) -> io::Result<Kept> {
    Ok(Kept { folder: hidden(&folder()?), text: Some(File::write("text", text)?) })
}

#[task]
fn show(text: String) -> io::Result<String> {
    Context::current().deck("Text").html(text);
    Ok(hidden(&folder()?))
}

#[task]
fn fail(text: String) -> Result<String, String> {
    let folder = folder().map_err(|error| error.to_string())?;
    let file = File::<crate::data::Any>::write("text", &text).map_err(|error| error.to_string())?;
    Err(if text == "message" { format!("{}: no", file.uri()) } else { hidden(&folder) })
}

#[test]
fn files_between_tasks_are_deleted() {
    let folder = found(&output::<String>("files.between", "abc".to_owned(), 1));
    assert!(!folder.exists(), "{:?}", left(&folder));
}

#[test]
fn files_that_an_output_names_are_kept() {
    let kept: Kept = output("files.keep", "abc".to_owned(), 1);
    assert_eq!(kept.text.expect("a file").text().expect("its text"), "abc");
    assert_eq!(left(&found(&kept.folder)), ["raw"]);
}

#[test]
fn a_deck_is_kept() {
    assert_eq!(left(&found(&output::<String>("files.show", "abc".to_owned(), 1))), ["decks"]);
}

#[test]
fn a_failed_run_keeps_what_its_error_names() {
    let error = |text: &str| outputs("files.fail", text.to_owned(), 1).expect_err("a failure").to_string();
    let hidden = error("abc");
    let folder = found(&hidden[hidden.find('|').expect("a folder")..]);
    assert!(folder.is_absolute() && !folder.exists(), "{:?}", left(&folder));
    let message = error("message");
    let file = message[message.find('/').expect("a path")..].trim_end_matches(": no");
    assert_eq!(fs::read_to_string(file).expect(file), "message");
    left(Path::new(file).ancestors().nth(3).expect("the folder of the run"));
}
