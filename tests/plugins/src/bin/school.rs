//! A program with several trainers.
#![allow(clippy::needless_pass_by_value, reason = "a trainer takes what the task takes")]

use aileron::chrono::{DateTime, Utc};
use aileron::prelude::*;
use aileron_plugins::BotoOutputs;
use aileron_plugins::sagemaker::{SageMakerOutputs, SageMakerTraining, TrainingJob};
use std::io;
use std::time::Duration;

type Error = Box<dyn std::error::Error + Send + Sync>;

fn job() -> SageMakerTraining {
    SageMakerTraining::new("arn:aws:iam::123456789012:role/training", "s3://acme-models")
        .region("eu-central-1")
}

/// The regularization of a model.
#[derive(FlyteType, Clone, Copy, Debug, PartialEq)]
enum Penalty {
    Ridge,
    Lasso,
}

/// Writes down all inputs, and the files in the folders.
#[allow(clippy::too_many_arguments)]
fn tell(
    epochs: u16,
    rate: f64,
    quick: bool,
    name: String,
    penalty: Penalty,
    since: DateTime<Utc>,
    budget: Duration,
    notes: File,
    data: Directory,
) -> io::Result<File> {
    let job = TrainingJob::current().ok_or(io::ErrorKind::NotFound)?;
    let told = format!(
        "{epochs} {rate:?} {quick} {name:?} {penalty:?} {since:?} {budget:?} {:?} {:?} {:?} of {:?}",
        notes.text()?,
        data.files()?,
        job.current_host(),
        job.hosts(),
    );
    File::write("told.txt", told)
}

#[task(plugin = job().instances(2).trainer(tell).wait())]
fn told(
    epochs: u16,
    rate: f64,
    quick: bool,
    name: String,
    penalty: Penalty,
    since: DateTime<Utc>,
    budget: Duration,
    notes: File,
    data: Directory,
) -> SageMakerOutputs;

#[derive(Debug)]
struct Diverged(io::Error);

impl std::fmt::Display for Diverged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it diverged")
    }
}

impl std::error::Error for Diverged {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// Ends in the given way.
fn end(way: String) -> Result<Directory, Error> {
    match &*way {
        "well" => {
            let model = Directory::create();
            for name in ["a.txt", "b/c.txt"] {
                let mut file = model.file(name)?;
                io::Write::write_all(&mut file, name.as_bytes())?;
                file.finish()?;
            }
            Ok(model.finish())
        }
        "panic" => panic!("the loss is not a number"),
        _ => Err(Diverged(io::Error::other("the loss grows")).into()),
    }
}

#[task(plugin = job().trainer(end).wait())]
fn ended(way: String) -> SageMakerOutputs;

#[task(plugin = job().trainer(end))]
fn begun(way: String) -> BotoOutputs;

/// Trains until it is asked to stop, or for ever.
fn go_on(asks: bool) -> io::Result<()> {
    let job = TrainingJob::current().ok_or(io::ErrorKind::NotFound)?;
    std::fs::write(job.model().join("begun"), "")?;
    while !(asks && job.is_stopping()) {
        std::thread::sleep(Duration::from_millis(2));
        if asks {
            std::fs::write(job.model().join("asked"), "")?;
        }
    }
    std::fs::write(job.model().join("stopped"), "")
}

#[task(plugin = job().trainer(go_on))]
fn endless(asks: bool) -> BotoOutputs;

aileron::main!();
