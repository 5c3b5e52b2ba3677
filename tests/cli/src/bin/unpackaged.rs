//! Workflows with constants that exist on this machine only, and others whose constants differ at each trace.

use aileron::data::Directory;
use aileron::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};

/// A struct with a file in it.
#[derive(FlyteType, Clone, Default)]
struct Parcel {
    label: String,
    file: Option<File>,
}

impl Parcel {
    fn with_file(path: &str) -> Self {
        Parcel { label: path.to_owned(), file: Some(File::new(path)) }
    }
}

/// Gives a different number at each call.
struct Ticket;

impl Ticket {
    fn next() -> i64 {
        static NEXT: AtomicI64 = AtomicI64::new(0);
        NEXT.fetch_add(1, Ordering::Relaxed)
    }
}

#[task]
fn size(file: File) -> i64 {
    file.bytes().map_or(-1, |bytes| i64::try_from(bytes.len()).unwrap_or(-1))
}

#[task]
fn sizes(list: Vec<File>, map: BTreeMap<String, File>, maybe: Option<Directory>, parcel: Parcel) -> i64 {
    let files = list.len() + map.len() + usize::from(maybe.is_some()) + usize::from(parcel.file.is_some());
    i64::try_from(files).unwrap_or(-1)
}

#[task]
fn pass(x: i64, when: f64) -> i64 {
    if when.is_nan() { x } else { -1 }
}

#[workflow]
fn a_constant() -> i64 {
    size(File::new("/data/a.csv"))
}

#[workflow]
fn a_default(#[default(File::new("a.csv"))] file: File) -> i64 {
    size(file)
}

#[workflow]
fn within() -> i64 {
    sizes(
        vec![File::new("s3://bucket/a.csv"), File::new("file:///data/b.csv")],
        BTreeMap::from([(String::from("c"), File::new("c.csv"))]),
        Some(Directory::new("d")),
        Parcel::with_file("e.csv"),
    )
}

#[workflow]
fn an_output(x: i64) -> (i64, File) {
    (pass(x, f64::NAN), File::new("f.csv"))
}

#[workflow]
fn a_moving_constant() -> i64 {
    let first = pass(1, f64::NAN);
    pass(first, f64::NAN);
    pass(Ticket::next(), f64::NAN)
}

#[workflow]
fn a_moving_count() -> i64 {
    for _ in 0..=Ticket::next() % 7 {
        pass(1, f64::NAN);
    }
    pass(1, f64::NAN)
}

#[workflow]
fn a_moving_default(#[default(Ticket::next())] x: i64) -> i64 {
    pass(x, f64::NAN)
}

#[workflow]
fn a_moving_output(x: i64) -> (i64, i64) {
    (pass(x, f64::NAN), Ticket::next())
}

/// Has constants that are the same at all times and on all machines.
#[workflow]
fn anywhere(
    #[default(File::new("s3://bucket/a.csv"))] file: File,
    #[default(f64::NAN)] when: f64,
    #[default(Parcel::default())] parcel: Parcel,
) -> (i64, i64, i64) {
    let empty = sizes(vec![], BTreeMap::new(), None, parcel);
    (size(file), pass(1, when), empty)
}

/// Only entities that Flyte registers need constants that hold everywhere. A task's defaults are not registered.
#[task]
fn alone(#[default(File::new("a.csv"))] file: File, #[default(Ticket::next())] x: i64) -> i64 {
    x + i64::from(file.uri().is_empty())
}

aileron::main!();
