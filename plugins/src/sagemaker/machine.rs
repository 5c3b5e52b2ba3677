//! The folder through which SageMaker and a training program exchange files.

use super::inputs::{self, Way};
use super::job::TrainingJob;
use super::trainer::{Given, Trains};
use super::{TASK, text};
use aileron::idl::core::literal_type::Type;
use aileron::idl::core::{
    Blob, BlobMetadata, Literal, LiteralType, Scalar, StructuredDataset, StructuredDatasetMetadata, literal,
    scalar,
};
use aileron::plugin::{Error, PluginTask};
use serde_json::{Map, Value};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The default of SageMaker.
const FOLDER: &str = "/opt/ml";
/// The variable that sets another folder, as in Amazon's own containers (aws/sagemaker-training-toolkit).
const VARIABLE: &str = "SAGEMAKER_BASE_DIR";

/// The folder.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) folder: PathBuf,
}

impl Machine {
    /// The folder of this machine.
    pub(super) fn here() -> Self {
        let moved = std::env::var_os(VARIABLE).filter(|folder| !folder.is_empty());
        Machine { folder: moved.map_or_else(|| PathBuf::from(FOLDER), PathBuf::from) }
    }

    /// The task whose trainer is to run.
    ///
    /// # Errors
    /// When the job doesn't name one.
    pub(super) fn task(&self) -> Result<String, Error> {
        let hyperparameters = self.config("hyperparameters")?;
        match hyperparameters.get(TASK) {
            Some(Value::String(task)) => Ok(task.clone()),
            _ => Err(format!(
                "the hyperparameter `{TASK}` is missing, which names the task whose trainer is to run; jobs that \
                 `SageMakerTraining` creates have it"
            )
            .into()),
        }
    }

    /// Trains, and saves the model.
    ///
    /// # Errors
    /// When a part of the job is missing or wrong, the trainer fails, or the model can't be saved.
    pub(super) fn train(&self, task: &PluginTask<'_>, trainer: &impl Trains) -> Result<(), Error> {
        let inputs = self.inputs(task)?;
        let job = self.job()?;
        let model = job.model();
        fs::create_dir_all(&model).map_err(|error| {
            format!("the folder of the model, {}, can't be created: {error}", model.display())
        })?;
        job.scope(|| trainer.train(inputs, &model))
    }

    fn job(&self) -> Result<TrainingJob, Error> {
        let resources = self.config("resourceconfig")?;
        let hosts = resources.get("hosts").and_then(Value::as_array).into_iter().flatten();
        let hosts = hosts.filter_map(|host| host.as_str().map(str::to_owned)).collect();
        let host = resources.get("current_host").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(TrainingJob { folder: self.folder.clone(), host, hosts })
    }

    fn inputs(&self, task: &PluginTask<'_>) -> Result<Vec<Given>, Error> {
        let hyperparameters = self.config("hyperparameters")?;
        let channels = self.config("inputdataconfig")?;
        let value = |(name, ty, way): (&str, &LiteralType, Way)| {
            let literal = if way.is_channel() {
                self.channel(name, ty, way, channels.contains_key(name))?
            } else {
                hyperparameter(name, ty, hyperparameters.get(name))?
            };
            Ok((name.to_owned(), literal))
        };
        inputs::ways(task)?.into_iter().map(value).collect()
    }

    /// The file or the folder of a channel.
    fn channel(&self, name: &str, ty: &LiteralType, way: Way, declared: bool) -> Result<Literal, Error> {
        let folder = self.folder.join("input/data").join(name);
        if !declared || !folder.is_dir() {
            let what = if declared { "has no folder" } else { "is not in inputdataconfig.json" };
            return Err(format!(
                "the channel `{name}` {what}, which should be {}: the job needs it in its `InputDataConfig`, read in the \
                 mode `File` or `FastFile`",
                folder.display()
            )
            .into());
        }
        let path = if way == Way::File { the_file(name, &folder)? } else { folder };
        Ok(place(path.to_string_lossy().into_owned(), ty))
    }

    /// One of the three files that describe the job.
    fn config(&self, name: &str) -> Result<Map<String, Value>, Error> {
        let path = self.folder.join(format!("input/config/{name}.json"));
        let unreadable =
            |error: &dyn std::fmt::Display| Error::from(format!("{} can't be read: {error}", path.display()));
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => unreadable(&format_args!(
                "{error}; SageMaker writes this file and starts `train`; on your machine use `run`"
            )),
            _ => unreadable(&error),
        })?;
        serde_json::from_slice(&bytes).map_err(|error| unreadable(&error))
    }

    /// Reports to SageMaker why the training failed.
    pub(super) fn fail(&self, message: &str) -> std::io::Result<()> {
        let folder = self.folder.join("output");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("failure"), message)
    }
}

fn hyperparameter(name: &str, ty: &LiteralType, given: Option<&Value>) -> Result<Literal, Error> {
    match given {
        Some(Value::String(text)) => {
            text::read(text, ty).map_err(|error| format!("the hyperparameter `{name}`: {error}").into())
        }
        Some(other) => Err(format!("the hyperparameter `{name}` must be a string, but is {other}").into()),
        None => Err(format!("the hyperparameter `{name}` is missing").into()),
    }
}

fn the_file(name: &str, folder: &Path) -> Result<PathBuf, Error> {
    let unreadable =
        |error: std::io::Error| Error::from(format!("the channel `{name}` can't be read: {error}"));
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(unreadable))
        .collect::<Result<Vec<_>, _>>()?;
    files.retain(|path| path.is_file());
    match (files.pop(), files.len()) {
        (Some(file), 0) => Ok(file),
        (file, others) => Err(format!(
            "the channel `{name}` is a `File`, but there are {} in {}: take a `Directory`, or pass the address of one \
             file",
            others + usize::from(file.is_some()),
            folder.display()
        )
        .into()),
    }
}

/// The files at a path of this machine.
fn place(uri: String, ty: &LiteralType) -> Literal {
    let value = match &ty.r#type {
        Some(Type::StructuredDatasetType(ty)) => {
            let metadata = StructuredDatasetMetadata { structured_dataset_type: Some(ty.clone()) };
            scalar::Value::StructuredDataset(StructuredDataset { uri, metadata: Some(metadata) })
        }
        Some(Type::Blob(ty)) => {
            scalar::Value::Blob(Blob { metadata: Some(BlobMetadata { r#type: Some(ty.clone()) }), uri })
        }
        _ => return Literal::default(),
    };
    Literal {
        value: Some(literal::Value::Scalar(Box::new(Scalar { value: Some(value) }))),
        ..Literal::default()
    }
}
