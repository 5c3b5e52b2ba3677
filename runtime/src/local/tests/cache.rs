//! Results that later runs use again.

use super::super::{RunError, run};
use super::log::Log;
use super::{entity, options};
use crate::FlyteType;
use crate::data::Directory;
use crate::prelude::*;
use crate::setup::{Caching, Setup};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How often a task ran.
fn runs(counter: &AtomicU32) -> u32 {
    counter.load(Ordering::SeqCst)
}

fn count(counter: &AtomicU32) {
    counter.fetch_add(1, Ordering::SeqCst);
}

/// Runs an entity of this file with one job, with the cache in a folder.
fn with(root: &Path, caching: Caching, jobs: usize, tail: &str, input: impl FlyteType) -> Vec<String> {
    let log = Log::default();
    run_in(root, caching, jobs, tail, input, &log).unwrap_or_else(|error| panic!("{error}"));
    log.lines()
}

fn run_in(
    root: &Path,
    caching: Caching,
    jobs: usize,
    tail: &str,
    input: impl FlyteType,
    log: &Log,
) -> Result<Vec<aileron_idl::core::Literal>, RunError> {
    let setup = Setup { caching, kept: Some(root.to_owned()), ..Setup::default() };
    let inputs = vec![input.into_literal().expect("an input")];
    run(entity(&format!("cache.{tail}")), inputs, options(jobs, &[log]), setup)
}

fn value<T: FlyteType>(root: &Path, tail: &str, input: impl FlyteType) -> T {
    let mut outputs =
        run_in(root, Caching::Use, 2, tail, input, &Log::default()).unwrap_or_else(|error| panic!("{error}"));
    T::from_literal(outputs.remove(0)).expect("an output")
}

fn reused(lines: &[String]) -> usize {
    lines.iter().filter(|line| line.starts_with("reused ")).count()
}

static DOUBLED: AtomicU32 = AtomicU32::new(0);

#[task(cache(version = "1"))]
fn double(x: i64) -> i64 {
    count(&DOUBLED);
    x * 2
}

#[task]
fn inc(x: i64) -> i64 {
    x + 1
}

#[workflow]
fn doubled(x: i64) -> i64 {
    inc(double(inc(x)))
}

#[test]
fn a_cached_task_runs_once_for_equal_inputs() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(value::<i64>(root.path(), "doubled", 1), 5);
    assert_eq!(runs(&DOUBLED), 1);
    assert_eq!(
        with(root.path(), Caching::Use, 1, "doubled", 1),
        [
            "planned 3",
            "queued n0",
            "started n0 #0 [1]",
            "ended n0 #0 [2]",
            "queued n1",
            "reused n1 Cache",
            "ended n1 #0 [4]",
            "queued n2",
            "started n2 #0 [4]",
            "ended n2 #0 [5]"
        ]
    );
    assert_eq!(runs(&DOUBLED), 1);
    assert_eq!(value::<i64>(root.path(), "doubled", 2), 7);
    assert_eq!(runs(&DOUBLED), 2);
    assert_eq!(reused(&with(root.path(), Caching::Off, 1, "doubled", 1)), 0);
    assert_eq!(runs(&DOUBLED), 3);
    assert_eq!(reused(&with(root.path(), Caching::Overwrite, 1, "doubled", 1)), 0);
    assert_eq!(runs(&DOUBLED), 4);
    assert_eq!(reused(&with(root.path(), Caching::Use, 1, "doubled", 1)), 1);
}

static FAILED: AtomicU32 = AtomicU32::new(0);

#[task(cache(version = "1"))]
fn fails(x: i64) -> Result<i64, String> {
    count(&FAILED);
    if runs(&FAILED) > 1 { Ok(x) } else { Err("not yet".into()) }
}

#[test]
fn a_failure_is_not_kept() {
    let root = tempfile::tempdir().unwrap();
    assert!(run_in(root.path(), Caching::Use, 1, "fails", 1, &Log::default()).is_err());
    assert_eq!(value::<i64>(root.path(), "fails", 1), 1);
    assert_eq!(value::<i64>(root.path(), "fails", 1), 1);
    assert_eq!(runs(&FAILED), 2);
}

static OVERRIDDEN: AtomicU32 = AtomicU32::new(0);

#[task]
fn costly(x: i64) -> i64 {
    count(&OVERRIDDEN);
    x
}

#[workflow]
fn overridden(x: i64) -> i64 {
    #[node(cache(version = "1"))]
    let kept = costly(x);
    costly(kept)
}

#[test]
fn a_call_may_ask_for_the_cache() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(value::<i64>(root.path(), "overridden", 1), 1);
    assert_eq!(runs(&OVERRIDDEN), 2);
    assert_eq!(value::<i64>(root.path(), "overridden", 1), 1);
    assert_eq!(runs(&OVERRIDDEN), 3, "the second call does not ask for it");
}

static TOLD: AtomicU32 = AtomicU32::new(0);

#[task(cache(version = "1"))]
fn tell(_x: i64) {
    count(&TOLD);
}

#[test]
fn a_task_without_outputs_is_not_cached() {
    let root = tempfile::tempdir().unwrap();
    for times in 1..=2 {
        assert_eq!(reused(&with(root.path(), Caching::Use, 1, "tell", 1)), 0);
        assert_eq!(runs(&TOLD), times);
    }
}

static ELEMENTS: AtomicU32 = AtomicU32::new(0);

#[task(cache(version = "1"))]
fn square(x: i64) -> i64 {
    count(&ELEMENTS);
    x * x
}

#[workflow]
fn squares(list: Vec<i64>) -> Vec<i64> {
    map(square, list)
}

#[test]
fn the_elements_of_a_map_are_cached_one_by_one() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(value::<Vec<i64>>(root.path(), "squares", vec![1_i64, 2, 3]), [1, 4, 9]);
    assert_eq!(runs(&ELEMENTS), 3);
    assert_eq!(value::<Vec<i64>>(root.path(), "squares", vec![3_i64, 2, 4]), [9, 4, 16]);
    assert_eq!(runs(&ELEMENTS), 4);
    assert_eq!(value::<i64>(root.path(), "square", 3), 9);
    assert_eq!(runs(&ELEMENTS), 4, "the task alone has the same key");
}

static GROWN: AtomicU32 = AtomicU32::new(0);
static LEAVES: AtomicU32 = AtomicU32::new(0);

#[task]
fn leaf(x: i64) -> i64 {
    count(&LEAVES);
    x
}

#[dynamic(cache(version = "1", serialize))]
fn grow(x: i64) -> i64 {
    let count = count;
    count(&GROWN);
    leaf(leaf(x))
}

#[workflow]
fn grown(x: i64) -> i64 {
    leaf(grow(x))
}

#[test]
fn a_dynamic_workflow_is_cached_as_a_whole() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(value::<i64>(root.path(), "grown", 7), 7);
    assert_eq!((runs(&GROWN), runs(&LEAVES)), (1, 3));
    assert_eq!(value::<i64>(root.path(), "grown", 7), 7);
    assert_eq!((runs(&GROWN), runs(&LEAVES)), (1, 4));
}

static SERIALIZED: AtomicU32 = AtomicU32::new(0);

#[task(cache(version = "1", serialize))]
fn slow(x: i64) -> i64 {
    count(&SERIALIZED);
    std::thread::sleep(Duration::from_millis(50));
    x
}

#[task]
fn sum(list: Vec<i64>) -> i64 {
    list.iter().sum()
}

#[workflow]
fn same_eight_times(x: i64) -> i64 {
    let mut list = vec![slow(x)];
    for _ in 1..8 {
        list.push(slow(x));
    }
    sum(list)
}

#[test]
fn equal_serialized_calls_wait_for_the_first() {
    let root = tempfile::tempdir().unwrap();
    let lines = with(root.path(), Caching::Use, 4, "same_eight_times", 3);
    assert_eq!((runs(&SERIALIZED), reused(&lines)), (1, 7));
    let locks = fs::read_dir(root.path().join("locks")).unwrap().count();
    assert_eq!(locks, 0);
}

static READ: AtomicU32 = AtomicU32::new(0);
static WRITTEN: AtomicU32 = AtomicU32::new(0);

#[derive(FlyteType)]
struct Parcel {
    label: String,
    file: File,
}

#[task(cache(version = "1"))]
fn wrap(file: File) -> io::Result<Parcel> {
    count(&READ);
    let text = file.text()?;
    Ok(Parcel { file: File::write("copy.txt", format!("{text}!"))?, label: text })
}

#[task(cache(version = "1"))]
fn unwrap(parcel: Parcel) -> io::Result<Directory> {
    count(&WRITTEN);
    let folder = crate::Context::current().working_directory()?.join("made");
    fs::create_dir_all(folder.join("deep"))?;
    fs::write(folder.join("deep/text"), parcel.file.text()?)?;
    Ok(Directory::new(folder))
}

#[workflow]
fn posted(file: File) -> io::Result<(Directory, Parcel)> {
    let parcel = wrap(file)?;
    Ok((unwrap(parcel.clone())?, parcel))
}

impl Clone for Parcel {
    fn clone(&self) -> Self {
        Parcel { label: self.label.clone(), file: self.file.clone() }
    }
}

#[test]
fn a_file_counts_by_its_contents_and_lives_in_the_entry() {
    let root = tempfile::tempdir().unwrap();
    let here = tempfile::tempdir().unwrap();
    let given = |name: &str, text: &str| {
        let path = here.path().join(name);
        fs::write(&path, text).unwrap();
        <File>::new(path)
    };
    let made = |file: File| {
        let outputs = run_in(root.path(), Caching::Use, 1, "posted", file, &Log::default());
        let mut outputs = outputs.unwrap_or_else(|error| panic!("{error}"));
        let parcel = Parcel::from_literal(outputs.remove(1)).unwrap();
        let directory = <Directory>::from_literal(outputs.remove(0)).unwrap();
        let path = directory.path().unwrap();
        assert!(path.starts_with(root.path().join("cache")), "{}", path.display());
        assert!(parcel.file.path().unwrap().starts_with(root.path().join("cache")));
        assert_eq!(parcel.file.path().unwrap().file_name().unwrap(), "copy.txt");
        assert_eq!(fs::read_to_string(path.join("deep/text")).unwrap(), parcel.file.text().unwrap());
        (parcel.file.text().unwrap(), path)
    };
    assert_eq!(made(given("a", "one")).0, "one!");
    assert_eq!(made(given("b", "one")).0, "one!");
    assert_eq!((runs(&READ), runs(&WRITTEN)), (1, 1), "another path with the same contents");
    let (text, path) = made(given("a", "two"));
    assert_eq!((&*text, runs(&READ), runs(&WRITTEN)), ("two!", 2, 2));
    fs::remove_file(path.join("deep/text")).unwrap();
    assert_eq!(made(given("a", "two")).0, "two!");
    assert_eq!((runs(&READ), runs(&WRITTEN)), (2, 3), "a file is gone, so the task runs again");
    assert_eq!(made(given("a", "two")).0, "two!");
    assert_eq!((runs(&READ), runs(&WRITTEN)), (2, 3), "the entry is whole again");
    let aside = fs::read_dir(root.path().join("aside")).unwrap().count();
    assert_eq!(aside, 0);
}

static SLOW: AtomicU32 = AtomicU32::new(0);

#[task(cache(version = "1", serialize))]
async fn slow_and_async(x: i64) -> i64 {
    count(&SLOW);
    tokio::time::sleep(Duration::from_millis(50)).await;
    x
}

#[workflow]
async fn twice_async(x: i64) -> (i64, i64) {
    (slow_and_async(x).await, slow_and_async(x).await)
}

#[test]
fn a_driver_does_not_wait_for_a_task_that_it_polls() {
    let root = tempfile::tempdir().expect("a folder");
    let lines = with(root.path(), Caching::Use, 2, "twice_async", 1_i64);
    assert_eq!((runs(&SLOW), reused(&lines)), (1, 1), "{lines:#?}");
}
