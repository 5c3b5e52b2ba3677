//! Reads any bytes as a CSV table: guessed types fit all values, and a text that a type accepts is a value of it.

use super::cell::Cell;
use super::csv::{File, Reader, Type};
use super::files::Part;
use super::fit;
use super::folders;
use super::guess::Guess;
use super::making::Making;
use super::schema::{Column, Content};
use crate::storage::Location;
use crate::types::msgpack::{Packer, Unpacker};
use arrow::array::Array as _;
use std::io::{self, Cursor};
use std::path::PathBuf;

pub(crate) fn csv(bytes: &[u8]) {
    let Ok((columns, rows)) = guessed(bytes) else { return };
    let read = read(bytes, columns.iter().map(|guess| Type::Guessed(guess.data_type())).collect());
    let read = read.unwrap_or_else(|error| panic!("a guessed type doesn't fit: {error}"));
    assert_eq!(read.iter().sum::<usize>(), rows);
    let text = String::from_utf8_lossy(bytes);
    for text in text.split([',', '\n']) {
        typed(text);
        folder(text);
    }
}

fn open(bytes: &[u8]) -> io::Result<File> {
    File::from_source(Location::Local(PathBuf::from("any.csv")), Box::new(Cursor::new(bytes.to_vec())))
}

/// The guesses for the columns, and the number of rows.
fn guessed(bytes: &[u8]) -> io::Result<(Vec<Guess>, usize)> {
    let file = open(bytes)?;
    let count = file.fields().len();
    let mut guesses = vec![Guess::default(); count];
    let mut reader = file.read((0..count).map(|at| (at, Type::Raw)).collect());
    let mut rows = 0;
    while let Some(batch) = reader.next()? {
        for (guess, column) in guesses.iter_mut().zip(&batch.columns) {
            let texts = arrow::array::AsArray::as_string::<i32>(column);
            texts.iter().flatten().for_each(|text| guess.see(text));
        }
        rows += batch.rows;
    }
    Ok((guesses, rows))
}

fn read(bytes: &[u8], types: Vec<Type>) -> io::Result<Vec<usize>> {
    let mut reader: Reader = open(bytes)?.read(types.into_iter().enumerate().collect());
    let mut rows = Vec::new();
    while let Some(batch) = reader.next()? {
        assert!(batch.columns.iter().all(|column| column.len() == batch.rows));
        rows.push(batch.rows);
    }
    Ok(rows)
}

fn typed(text: &str) {
    for content in [
        Content::Integer,
        Content::Float,
        Content::Boolean,
        Content::Text,
        Content::Span,
        Content::Binary,
        Content::Moment,
        Content::Day,
    ] {
        // For these, the type itself may refuse the text later.
        let is_judged = matches!(content, Content::Moment | Content::Day);
        let column = Column { name: "x".to_owned(), content, is_optional: true, may_lack: false };
        let mut packer = Packer::default();
        if fit::put(&Cell::Raw(text), &column, &mut packer).is_err() {
            continue;
        }
        let mut making = Making::new(&column.content);
        let pushed = making.push(&mut Unpacker::new(&packer.into_bytes()));
        assert!(pushed.is_ok() || is_judged, "{text:?} as {}: {pushed:?}", column.content.name());
        if pushed.is_ok() {
            let _ = making.finish();
        }
    }
}

fn folder(text: &str) {
    let part = Part { location: Location::Local(PathBuf::new()), folders: folders::from_path(text) };
    for field in folders::fields(part.folders.iter(), true) {
        let column = folders::column(&field, &part.folders, 2);
        assert_eq!((column.len(), column.data_type()), (2, field.data_type()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_read_as_its_guessed_types(text in "[a0-9,.:=/%eE+\\-TZ \"\r\n\u{feff}é]{0,60}") {
            super::csv(text.as_bytes());
        }

        #[test]
        fn numbers_and_times_are_read_as_their_guessed_types(
            cells in prop::collection::vec("-?[0-9]{1,20}(\\.[0-9]{0,12})?(e[0-9]{1,3})?|[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,10})?(Z|[+-][0-2][0-9]:[0-5][0-9])?)?|true|False|NaN|-inf||[0-9] days", 0..6),
        ) {
            super::csv(format!("x\n{}", cells.join("\n")).as_bytes());
        }
    }
}
