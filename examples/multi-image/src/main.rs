//! Several container images in one workflow, for Spark, SageMaker, a GPU and ordinary pods.
//!
//! A local run needs none of the images. The specs name the image of each task. The images are configured in Cargo.toml, and
//! `--image` overrides them. Cargo.toml also says what each is built of, so this program can build and push them itself:
//!
//! ```text
//! cargo run -p multi-image -- run train_and_report --sensors 3 --readings 100
//! cargo run -p multi-image -- serialize
//! cargo run -p multi-image -- serialize --image ghcr.io/acme/app:v2 --image torch=ghcr.io/acme/torch:3.0
//! cargo run -p multi-image --features aileron/image -- image list --offline
//! ```

use aileron::Context;
use aileron::accelerators::T4;
use aileron::prelude::*;
use aileron::serde_json::Value;
use aileron_plugins::BotoOutputs;
use aileron_plugins::sagemaker::SageMakerTraining;
use aileron_plugins::spark::{self, Spark};
use std::collections::BTreeMap;
use std::io;

/// A reading of a sensor.
#[derive(FlyteType)]
struct Reading {
    sensor: i64,
    value: f64,
}

/// The mean of a sensor's readings.
#[derive(FlyteType)]
struct Mean {
    sensor: i64,
    value: f64,
}

/// Reads the sensors, in the default image.
#[task]
fn measure(sensors: u32, readings: u32) -> io::Result<StructuredDataset<Reading>> {
    let of = |sensor| move |index| (i64::from(sensor), f64::from((sensor + 1) * index * 7 % 13));
    let all = (0..sensors).flat_map(|sensor| (0..readings).map(of(sensor)));
    StructuredDataset::from_rows(all.map(|(sensor, value)| Reading { sensor, value }))
}

/// Drops invalid readings. The image is in another repository, but is released together with the default image, so it has the
/// same version.
#[task(container_image = "ghcr.io/acme/clean:{{.image.default.version}}")]
fn clean(readings: StructuredDataset<Reading>) -> io::Result<StructuredDataset<Reading>> {
    let rows = readings.rows()?.collect::<io::Result<Vec<_>>>()?;
    StructuredDataset::from_rows(rows.into_iter().filter(|reading| reading.value > 0.0))
}

/// Aggregates the readings on a Spark cluster, in a variant of the default image with the same repository and version. Without
/// a driver, in a local run, plain Rust does the work.
#[task(
    container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}",
    plugin = Spark::new().conf("spark.driver.memory", "2g").conf("spark.executor.instances", "4")
)]
fn aggregate(readings: StructuredDataset<Reading>) -> io::Result<StructuredDataset<Mean>> {
    let Some(driver) = spark::driver() else { return aggregate_here(&readings) };
    let means = format!("{}/means", Context::current().raw_output_prefix().trim_end_matches('/'));
    driver.output(include_str!("aggregate.py"), [&*readings.uri(), &means])?;
    Ok(StructuredDataset::new(means))
}

fn aggregate_here(readings: &StructuredDataset<Reading>) -> io::Result<StructuredDataset<Mean>> {
    let mut sums = BTreeMap::<i64, (f64, f64)>::new();
    for reading in readings.rows()? {
        let Reading { sensor, value } = reading?;
        let (sum, count) = sums.entry(sensor).or_default();
        *sum += value;
        *count += 1.0;
    }
    let means = sums.into_iter().map(|(sensor, (sum, count))| Mean { sensor, value: sum / count });
    StructuredDataset::from_rows(means)
}

/// Trains in a SageMaker job, in another variant of the default image. SageMaker starts this program there, which then calls
/// [`fit`]. A local run calls `fit` as well.
#[task(
    container_image = "{{.image.default.fqn}}:sagemaker-{{.image.default.version}}",
    plugin = SageMakerTraining::new("arn:aws:iam::123456789012:role/training", "s3://acme-models")
        .region("eu-central-1")
        .instance("ml.m5.xlarge")
        .trainer(fit)
)]
fn train(means: StructuredDataset<Mean>, epochs: u32, rate: f64) -> BotoOutputs;

/// The trainer: fits one weight to all means, and returns it as the model.
fn fit(means: StructuredDataset<Mean>, epochs: u32, rate: f64) -> io::Result<File> {
    let means = means.rows()?.collect::<io::Result<Vec<_>>>()?;
    let mut weight = 0.0;
    for _ in 0..epochs {
        for mean in &means {
            weight += rate * (mean.value - weight);
        }
    }
    File::write("weight.txt", format!("{weight}"))
}

/// Trains on a GPU, in a second configured image.
#[task(
    container_image = "{{.image.torch}}",
    accelerator = T4,
    requests(gpu = "1"),
    limits(gpu = "1"),
    retries = 1
)]
fn learn(readings: StructuredDataset<Reading>) -> io::Result<f64> {
    let mut most = 0.0_f64;
    for reading in readings.rows()? {
        most = most.max(reading?.value);
    }
    Ok(most)
}

/// Writes the report, in the default image again.
#[task]
fn report(means: StructuredDataset<Mean>, most: f64, training: Value) -> io::Result<String> {
    let mut text = String::new();
    for mean in means.rows()? {
        let mean = mean?;
        text += &format!("sensor {}: {:.2}; ", mean.sensor, mean.value);
    }
    Ok(format!("{text}at most {most}; trained by {}", training["TrainingJobArn"]))
}

/// Uses five images to get from readings to a report.
#[workflow]
fn train_and_report(sensors: u32, readings: u32) -> io::Result<String> {
    let readings = clean(measure(sensors, readings)?)?;
    let means = aggregate(readings.clone())?;
    let training = train(means.clone(), 10, 0.1);
    let most = learn(readings)?;
    report(means, most, training.result)
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_play_no_part_here() {
        let report = train_and_report(2, 26).unwrap();
        let (means, training) = report.split_once("; trained by ").unwrap();
        assert_eq!(means, "sensor 0: 6.50; sensor 1: 6.50; at most 12");
        assert!(
            training.starts_with("\"arn:aws:sagemaker:local:000000000000:training-job/multi-image-train-")
        );
    }

    #[test]
    fn the_trainer_is_a_function_as_any_other() {
        let means = StructuredDataset::from_rows([Mean { sensor: 0, value: 4.0 }]).unwrap();
        assert_eq!(fit(means, 2, 0.5).unwrap().text().unwrap(), "3");
    }
}
