//! Tasks with files and directories in stores.

use aileron::data::Any;
use aileron::prelude::*;
use std::io::{self, Read, Write};

/// Describes runs of equal bytes: `3 a, 2 b`.
fn runs(bytes: &[u8]) -> String {
    let runs: Vec<String> =
        bytes.chunk_by(|a, b| a == b).map(|run| format!("{} {}", run.len(), run[0].escape_ascii())).collect();
    runs.join(", ")
}

/// Reads a copy on this machine.
#[task]
fn copied(file: File) -> io::Result<String> {
    Ok(runs(&std::fs::read(file.path()?)?))
}

/// Reads piece by piece.
#[task]
fn read(file: File) -> io::Result<String> {
    let (mut bytes, mut reader) = (Vec::new(), file.open()?);
    reader.read_to_end(&mut bytes)?;
    assert_eq!(reader.size(), bytes.len() as u64);
    Ok(runs(&bytes))
}

/// Returns its input, after printing it.
#[task]
fn shown(file: File) -> File {
    println!("{file:?}");
    eprintln!("{file:?} {:?}", file.open());
    file
}

#[task]
fn names(folder: Directory) -> io::Result<Vec<String>> {
    folder.files()
}

#[task]
fn copied_names(folder: Directory) -> io::Result<Vec<String>> {
    Directory::<Any>::new(folder.path()?).files()
}

#[task]
fn below(folder: Directory, name: String) -> io::Result<String> {
    folder.file(&name).text()
}

#[task]
fn made(name: String) -> io::Result<File> {
    let mut file = File::create(&name)?;
    file.write_all(b"made")?;
    file.finish()
}

#[task]
fn given_file(path: String) -> File {
    File::new(path)
}

#[task]
fn given_folder(path: String) -> Directory {
    Directory::new(path)
}

#[derive(FlyteType)]
struct Within {
    folder: Directory,
}

/// Returns two directories without files: one of Flyte's, and one in a struct.
#[task]
fn empty() -> io::Result<(Directory, Within)> {
    let own = std::env::current_dir()?.join("own");
    std::fs::create_dir_all(&own)?;
    Ok((Directory::create().finish(), Within { folder: Directory::new(own) }))
}

#[task]
fn files_of(folder: Directory, within: Within) -> io::Result<Vec<Vec<String>>> {
    Ok(vec![folder.files()?, within.folder.files()?, Directory::<Any>::new(within.folder.path()?).files()?])
}

#[workflow]
fn files_of_empty() -> Result<Vec<Vec<String>>, io::Error> {
    let (folder, within) = empty()?;
    files_of(folder, within)
}

/// Has a name of 240 bytes.
#[task(
    name = "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
)]
fn named_at_length() {}

/// Reports when it begins to wait for its input.
#[task]
fn waiting(file: File) -> io::Result<i64> {
    eprintln!("waiting");
    i64::try_from(file.bytes()?.len()).map_err(io::Error::other)
}
