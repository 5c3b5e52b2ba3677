//! Several container images in one workflow.
//!
//! A local run needs none of them; the specs name each task's own, by the images that Cargo.toml configures, or by
//! others given when the specs are made:
//!
//! ```text
//! cargo run -p multi-image -- run train_and_report --rows 100
//! cargo run -p multi-image -- serialize
//! cargo run -p multi-image -- serialize --image ghcr.io/acme/app:v2 --image torch=ghcr.io/acme/torch:3.0
//! ```

use aileron::prelude::*;

/// Makes measurements, in the default image.
#[task]
fn measure(rows: u32) -> Vec<f64> {
    (0..rows).map(|row| f64::from(row * 7 % 13)).collect()
}

/// Cleans them, in a repository of its own that is released together with the default image.
#[task(container_image = "ghcr.io/acme/clean:{{.image.default.version}}")]
fn clean(measurements: Vec<f64>) -> Vec<f64> {
    measurements.into_iter().filter(|value| *value > 0.0).collect()
}

/// Aggregates them, in a variant of the default image: repository and version are derived from it.
#[task(
    container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}",
    requests(cpu = "2", mem = "4Gi")
)]
fn aggregate(measurements: Vec<f64>) -> (f64, u32) {
    let count = u32::try_from(measurements.len()).unwrap_or(u32::MAX);
    (measurements.iter().sum(), count)
}

/// Trains on them, in a second configured image.
#[task(container_image = "{{.image.torch}}", requests(gpu = "1"), limits(gpu = "1"), retries = 1)]
fn train(measurements: Vec<f64>, epochs: u32) -> f64 {
    let target = measurements.iter().copied().fold(0.0, f64::max);
    (0..epochs).fold(0.0, |weight, _| weight + (target - weight) / 2.0)
}

/// Writes it down, in the default image again.
#[task]
fn report(sum: f64, count: u32, weight: f64) -> String {
    format!("{count} measurements, mean {:.2}, weight {weight:.2}", sum / f64::from(count.max(1)))
}

/// From measurements to a report, through four images.
#[workflow]
fn train_and_report(rows: u32) -> String {
    let measurements = clean(measure(rows));
    let (sum, count) = aggregate(measurements.clone());
    let weight = train(measurements, 10);
    report(sum, count, weight)
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_play_no_part_here() {
        assert_eq!(train_and_report(13), "12 measurements, mean 6.50, weight 11.99");
    }
}
