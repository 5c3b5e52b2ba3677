//! Local training: creates SageMaker's folder, and runs the trainer in it.

use super::inputs::{self, Way};
use super::machine::Machine;
use super::model::{copy_all, copy_file};
use super::trainer::Trains;
use super::{TASK, text};
use aileron::idl::core::{Literal, LiteralMap, literal, scalar};
use aileron::idl::prost::Message;
use aileron::plugin::{Error, PluginTask};
use aileron::{Context, Directory, File, FlyteType};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Trains, and returns the outputs that the connector would return.
pub(super) fn run(
    task: &PluginTask<'_>,
    inputs: &LiteralMap,
    trainer: &impl Trains,
    prefix: &str,
    waits: bool,
) -> Result<LiteralMap, Error> {
    let token = token(task, inputs);
    let job = format!("{prefix}-{token}");
    let machine = Machine { folder: folder(&job)? };
    let begun = Instant::now();
    let model = trained(&machine, task, inputs, trainer);
    // The archive of the model has everything that must be kept.
    let _ = fs::remove_dir_all(&machine.folder);
    let model = model?;
    let arn = format!("arn:aws:sagemaker:local:000000000000:training-job/{job}");
    let mut outputs = LiteralMap::default();
    let result = if waits {
        let seconds = begun.elapsed().as_secs();
        json!({
            "TrainingJobArn": arn,
            "TrainingJobName": job,
            "ModelArtifacts": {"S3ModelArtifacts": model.uri()},
            "OutputDataConfig": {"S3OutputPath": Context::current().raw_output_prefix()},
            "FinalMetricDataList": [],
            "BillableTimeInSeconds": seconds,
            "TrainingTimeInSeconds": seconds,
        })
    } else {
        outputs.literals.insert("idempotence_token".to_owned(), token.into_literal()?);
        json!({"TrainingJobArn": arn})
    };
    outputs.literals.insert("result".to_owned(), result.into_literal()?);
    Ok(outputs)
}

fn trained(
    machine: &Machine,
    task: &PluginTask<'_>,
    inputs: &LiteralMap,
    trainer: &impl Trains,
) -> Result<File, Error> {
    lay_out(&machine.folder, task, inputs)?;
    machine.train(task, trainer)?;
    Ok(pack(&machine.folder.join("model"))?)
}

/// A token like the connector's: of the same length, and dependent only on the values.
fn token(task: &PluginTask<'_>, inputs: &LiteralMap) -> String {
    let mut hasher = DefaultHasher::new();
    (task.name(), inputs.encode_to_vec()).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// A folder that no other job has, not even one with the same values.
fn folder(job: &str) -> std::io::Result<PathBuf> {
    static JOBS: AtomicUsize = AtomicUsize::new(0);
    let number = JOBS.fetch_add(1, Ordering::Relaxed);
    Ok(Context::current().working_directory()?.join("sagemaker").join(number.to_string()).join(job))
}

fn lay_out(folder: &Path, task: &PluginTask<'_>, inputs: &LiteralMap) -> Result<(), Error> {
    let mut hyperparameters = Map::from_iter([(TASK.to_owned(), task.name().into())]);
    let mut channels = Map::new();
    for (name, ty, way) in inputs::ways(task)? {
        let value = inputs.literals.get(name).cloned().unwrap_or_default();
        if way.is_channel() {
            fill(&folder.join("input/data").join(name), &value, way)
                .map_err(|error| format!("the input `{name}` can't be fetched: {error}"))?;
            let channel = json!({"TrainingInputMode": "File", "S3DistributionType": "FullyReplicated", "RecordWrapperType": "None"});
            channels.insert(name.to_owned(), channel);
        } else {
            let text = text::print(value, ty).and_then(|text| text::check(&text).map(|()| text));
            let text = text.map_err(|error| format!("the input `{name}`: {error}"))?;
            hyperparameters.insert(name.to_owned(), text.into());
        }
    }
    let resources = json!({"current_host": "algo-1", "hosts": ["algo-1"], "network_interface_name": "lo"});
    let config = folder.join("input/config");
    fs::create_dir_all(&config)?;
    let files = [
        ("hyperparameters", Value::Object(hyperparameters)),
        ("resourceconfig", resources),
        ("inputdataconfig", Value::Object(channels)),
    ];
    for (name, value) in files {
        fs::write(config.join(format!("{name}.json")), value.to_string())?;
    }
    Ok(())
}

/// Fills a channel with the files of the input.
fn fill(channel: &Path, input: &Literal, way: Way) -> std::io::Result<()> {
    let uri = address(input).unwrap_or_default();
    // A dataset may be a single file; its address shows it.
    let path = if way == Way::File || Path::new(uri).extension().is_some() {
        <File>::new(uri).path()?
    } else {
        <Directory>::new(uri).path()?
    };
    if path.is_dir() { copy_all(&path, channel) } else { copy_file(&path, channel) }
}

fn address(input: &Literal) -> Option<&str> {
    let Some(literal::Value::Scalar(scalar)) = &input.value else { return None };
    match scalar.value.as_ref()? {
        scalar::Value::Blob(blob) => Some(&blob.uri),
        scalar::Value::StructuredDataset(dataset) => Some(&dataset.uri),
        _ => None,
    }
}

/// The model in the archive that SageMaker would save.
fn pack(model: &Path) -> std::io::Result<File> {
    let archive = File::create("model.tar.gz")?;
    let mut tar = tar::Builder::new(GzEncoder::new(archive, Compression::default()));
    tar.append_dir_all(".", model)?;
    tar.into_inner()?.finish()?.finish()
}
