#![deny(warnings)]

use aileron::prelude::*;
use std::collections::HashMap;
use std::time::Duration;

#[derive(FlyteType, Clone, Copy, Default, PartialEq, Debug)]
enum Mode {
    #[default]
    Fast,
    Slow,
}

const LIMIT: i64 = 10;

#[task]
fn task(
    /// Documented, too.
    #[default("x")]
    name: String,
    #[default(LIMIT * 2)] limit: i64,
    #[default(None)] none: Option<String>,
    #[default(Some("a".to_owned()))] some: Option<String>,
    #[default(Duration::from_secs(3))] patience: Duration,
    #[default(vec![1, 2])] list: Vec<u8>,
    #[default(HashMap::new())] map: HashMap<String, i64>,
    #[default(Mode::default())] mode: Mode,
    #[default({ let half = 0.5; half + half })] share: f64,
    #[default(Directory::new("s3://bucket/models"))] models: Directory,
) -> (String, i64, Mode) {
    drop((none, some, patience, list, map, share, models));
    (name, limit, mode)
}

#[task]
async fn later(#[default(3)] mut x: i64) -> i64 {
    x += 1;
    x
}

#[workflow]
async fn workflow(#[default(3)] x: i64) -> i64 {
    later(x).await
}

fn main() {
    let given = (None, None, Duration::ZERO, vec![], HashMap::new());
    let (none, some, patience, list, map) = given;
    let outputs = task("y".to_owned(), 1, none, some, patience, list, map, Mode::Slow, 0.5, Directory::new("/"));
    assert_eq!(outputs, ("y".to_owned(), 1, Mode::Slow));
}
