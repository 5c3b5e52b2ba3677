//! Tasks that read and write files in stores.
use aileron::data::Csv;
use aileron::prelude::*;
use std::error::Error;
use std::io::{self, BufReader, Read, Write};

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

#[task]
fn fail(x: i64) -> Result<i64, String> {
    Err(format!("not with {x}"))
}

/// Copies a file piece by piece, from one store to another.
#[task]
fn shout(words: File<Csv>) -> io::Result<File<Csv>> {
    let mut loud = File::create("loud.csv")?;
    let mut words = BufReader::new(words.open()?);
    let mut piece = vec![0; 100_000];
    loop {
        let count = words.read(&mut piece)?;
        if count == 0 {
            return loud.finish();
        }
        piece[..count].make_ascii_uppercase();
        loud.write_all(&piece[..count])?;
    }
}

/// Copies a file by way of this machine.
#[task]
fn copy(file: File) -> io::Result<File> {
    let path = file.path()?;
    assert_eq!(path, file.path()?, "the file is copied once");
    Ok(File::new(path))
}

/// Copies a file to an address of the caller's choice, and a directory with it below another.
#[task]
fn copy_to(file: File, address: String) -> io::Result<(File, Directory)> {
    let path = file.path()?;
    let folder = path.parent().unwrap_or(&path).to_owned();
    Ok((File::new(path).at(&address), Directory::new(folder).at(format!("{address}-folder"))))
}

#[task]
fn hand_on(file: File) -> File {
    file
}

/// Waits for a store within a runtime.
#[task]
async fn length(file: File) -> io::Result<u32> {
    Ok(u32::try_from(file.bytes()?.len()).unwrap_or(u32::MAX))
}

/// Begins a file and fails before it is finished.
#[task]
fn give_up(size: i64) -> Result<File, Box<dyn Error + Send + Sync>> {
    let mut file = File::<aileron::data::Any>::create("half.bin")?;
    file.write_all(&vec![7; usize::try_from(size)?])?;
    Err("no more".into())
}

/// Begins a file, prints a line, and never ends.
#[task]
fn linger(size: i64) -> Result<File, Box<dyn Error + Send + Sync>> {
    let mut file = File::<aileron::data::Any>::create("half.bin")?;
    file.write_all(&vec![7; usize::try_from(size)?])?;
    eprintln!("written");
    loop {
        std::thread::park();
    }
}

#[task]
fn abort(size: i64) -> i64 {
    eprintln!("{size} and no more");
    std::process::abort()
}

#[task]
fn numbered(words: Vec<String>) -> io::Result<Directory<Csv>> {
    let folder = Directory::create();
    for (index, word) in words.iter().enumerate() {
        let mut file = folder.file(&format!("{}/nr {index}.csv", index / 10))?;
        file.write_all(word.as_bytes())?;
        file.finish()?;
    }
    Ok(folder.finish())
}

/// Writes files with these names, lists them and reads them again.
#[task]
fn named(names: Vec<String>) -> io::Result<Vec<String>> {
    let folder = Directory::<aileron::data::Any>::create();
    for name in &names {
        let mut file = folder.file(name)?;
        file.write_all(name.as_bytes())?;
        file.finish()?;
    }
    let folder = folder.finish();
    let mut found = folder.files()?;
    for name in &found {
        assert_eq!(folder.file(name).text()?, *name);
    }
    found.extend(Directory::<aileron::data::Any>::new(folder.path()?).files()?);
    Ok(found)
}

#[task]
fn names(folder: Directory) -> io::Result<Vec<String>> {
    folder.files()
}

#[task]
fn copy_all(folder: Directory<Csv>) -> io::Result<Directory<Csv>> {
    Ok(Directory::new(folder.path()?))
}

#[task]
fn local_path() -> File {
    File::new("/no/such/file")
}

aileron::main!();
