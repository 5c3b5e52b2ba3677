use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;
use aileron::Directory;

// As an input by itself it has tags.
#[derive(FlyteType)]
enum Said {
    Text(String),
    At(DateTime<Utc>),
}

#[derive(FlyteType)]
struct Note {
    id: i64,
    said: Vec<Option<Said>>,
}

#[derive(FlyteType)]
struct Circle {
    r: f64,
}

#[derive(FlyteType)]
struct Ball {
    r: f64,
}

#[derive(FlyteType)]
enum Round {
    Circle(Circle),
    Ball(Ball),
}

#[derive(FlyteType)]
struct Drawing {
    round: Round,
}

#[derive(FlyteType)]
enum Place {
    Number(i64),
    File(File),
    Directory(Directory),
}

#[derive(FlyteType)]
struct Places {
    place: Place,
}

#[task]
fn say(said: Said) -> Said {
    said
}

fn main() {}
