//! Tasks that run on clusters. Flyte starts a cluster for each task, and stops it when the task ends.
//!
//! A local run has no clusters: each task does its work in plain Rust.
//!
//! ```text
//! cargo run -p clusters -- run report --upto 100
//! cargo run -p clusters -- serialize
//! ```

use aileron::prelude::*;
use aileron_plugins::dask::Dask;
use aileron_plugins::kubeflow::Replicas;
use aileron_plugins::pytorch::{self, PyTorch};
use aileron_plugins::spark::{self, Spark};
use aileron_plugins::{Pods, Resources};
use std::process::Command;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Adds up squares. Beside a Spark driver, a script that uses the driver's session does the work.
#[task(
    container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}",
    plugin = Spark::new()
        .conf("spark.driver.memory", "1g")
        .conf("spark.executor.cores", "2")
        .conf("spark.executor.instances", "4")
)]
fn squares(upto: i64) -> Result<i64> {
    match spark::driver() {
        Some(driver) => {
            let sum = driver.output(include_str!("scripts/squares.py"), [upto.to_string()])?;
            Ok(sum.trim().parse()?)
        }
        None => Ok((0..upto).map(|number| number * number).sum()),
    }
}

/// Counts primes. If there is a Dask cluster, a script that uses the cluster does the work.
#[task(
    container_image = "{{.image.dask}}",
    plugin = Dask::new().workers(4).worker_pods(Pods::new().limits(Resources::new().cpu("2").mem("4Gi")))
)]
fn primes(upto: i64) -> Result<i64> {
    if std::env::var_os("DASK_SCHEDULER_ADDRESS").is_none() {
        return Ok(
            (2..upto).filter(|number| (2..*number).all(|divisor| number % divisor != 0)).count() as i64
        );
    }
    let script = include_str!("scripts/primes.py");
    let output = Command::new("python3").args(["-c", script, &upto.to_string()]).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// Trains in several processes, each of which does its share of the steps.
#[task(
    plugin = PyTorch::new(3).worker(Replicas::new().pods(Pods::new().limits(Resources::new().gpu("1")))),
    limits(gpu = "1"),
    shared_memory = true
)]
fn train(target: i64, steps: u32) -> f64 {
    let world = pytorch::world();
    let mine = (0..steps).filter(|step| step % world.size == world.rank);
    mine.fold(0.0, |weight, _| weight + (target as f64 - weight) / 2.0)
}

/// Combines the results, in an ordinary pod.
#[task]
fn tell(squares: i64, primes: i64, weight: f64) -> String {
    format!("squares {squares}, primes {primes}, weight {weight:.1}")
}

/// Uses three clusters.
#[workflow]
fn report(upto: i64) -> Result<String> {
    let squares = squares(upto)?;
    let primes = primes(upto)?;
    let weight = train(primes, 20);
    Ok(tell(squares, primes, weight))
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_cluster() {
        assert_eq!(report(100).unwrap(), "squares 328350, primes 25, weight 25.0");
    }
}
