//! Data that tasks hand to each other by its address.
use aileron::data::Csv;
use aileron::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[task]
fn write(text: String) -> io::Result<File<Csv>> {
    File::write("wörds of it.csv", text.replace(' ', "\n"))
}

/// From store to store.
#[task]
fn shout(words: File<Csv>) -> io::Result<File<Csv>> {
    File::write("loud.csv", words.text()?.to_uppercase())
}

/// Through files of its machine.
#[task]
fn copy(words: File<Csv>) -> io::Result<File<Csv>> {
    words.path().map(File::new)
}

#[task]
fn split(words: File<Csv>) -> io::Result<Directory> {
    let folder = Directory::create();
    for (index, word) in words.text()?.lines().enumerate() {
        let mut file = folder.file(&format!("{index}/{word}.txt"))?;
        file.write_all(word.as_bytes())?;
        file.finish()?;
    }
    Ok(folder.finish())
}

#[task]
fn copy_all(folder: Directory) -> io::Result<Directory> {
    folder.path().map(Directory::new)
}

#[task]
fn join(folder: Directory) -> io::Result<String> {
    let words: io::Result<Vec<String>> =
        folder.files()?.iter().map(|name| folder.file(name).text()).collect();
    Ok(words?.join(" "))
}

#[task]
fn by_name(files: Vec<File<Csv>>) -> io::Result<BTreeMap<String, Option<File<Csv>>>> {
    files.into_iter().map(|file| Ok((file.text()?, Some(file)))).collect()
}

#[workflow]
fn files(text: String) -> io::Result<(File<Csv>, File<Csv>)> {
    let words = write(text)?;
    Ok((shout(words.clone())?, copy(words)?))
}

#[workflow]
fn directories(words: File<Csv>) -> io::Result<(Directory, String)> {
    let folder = copy_all(split(copy(words)?)?)?;
    Ok((folder.clone(), join(folder)?))
}

#[workflow]
fn within(text: String) -> io::Result<BTreeMap<String, Option<File<Csv>>>> {
    let words = write(text)?;
    by_name(vec![shout(words.clone())?, words])
}

aileron::main!();
