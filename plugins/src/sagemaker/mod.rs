//! Amazon SageMaker: training with a function of this program or with any image; batch inference and other jobs.
//!
//! A training task is a function without a body, and a plain function of the same inputs that writes a model:
//!
//! ```
//! use aileron::prelude::*;
//! use aileron_plugins::BotoOutputs;
//! use aileron_plugins::sagemaker::SageMakerTraining;
//! use std::io;
//!
//! /// Approximates the mean of the numbers in a file, in a number of steps.
//! fn fit(epochs: u32, rate: f64, samples: File) -> io::Result<File> {
//!     let samples: Vec<f64> = samples.text()?.lines().filter_map(|line| line.parse().ok()).collect();
//!     let mut mean = 0.0;
//!     for _ in 0..epochs {
//!         mean += rate * samples.iter().map(|sample| sample - mean).sum::<f64>() / samples.len() as f64;
//!     }
//!     File::write("mean.txt", mean.to_string())
//! }
//!
//! #[task(
//!     container_image = "ghcr.io/acme/app:v1",
//!     plugin = SageMakerTraining::new("arn:aws:iam::123456789012:role/training", "s3://acme-models")
//!         .region("eu-central-1")
//!         .instance("ml.m5.xlarge")
//!         .trainer(fit),
//! )]
//! fn train(epochs: u32, rate: f64, samples: File) -> BotoOutputs;
//!
//! let samples = File::write("samples.txt", "1\n2\n6\n").unwrap();
//! assert_eq!(train(10, 0.5, samples).idempotence_token.len(), 16);
//! ```
//!
//! On Flyte the connector of flytekit creates the training job. SageMaker then starts this program with the verb `train`,
//! which reads the task's inputs from the job's hyperparameters and channels, calls the function, and copies its model to
//! the folder from which SageMaker saves it. [`SageMakerTraining`] describes how each input gets there. A local run does
//! the same in a local folder, unless a function stands in for the task, or `local = …` names one.
//!
//! # The verb `train`
//!
//! A program has this verb if one of its tasks has a trainer. If several have one, a hyperparameter names the task. The job
//! starts the program by its path, so the image needs no entrypoint; an entrypoint that is the program works as well.
//!
//! | in `/opt/ml`, or `SAGEMAKER_BASE_DIR` | |
//! |---|---|
//! | `input/config/{hyperparameters,resourceconfig,inputdataconfig}.json` | the description of the job |
//! | `input/data/CHANNEL` | the files of an input |
//! | `model` | the trainer's model |
//! | `output/failure` | why the training failed: the trainer's error or panic, or a problem of the job; the exit status is then 1 |
//!
//! SageMaker stops a job with SIGTERM. The signal ends the process with the exit status 143, unless the trainer has called
//! [`TrainingJob::is_stopping`] before.

mod function;
mod inputs;
mod job;
mod jobs;
mod local;
mod machine;
mod model;
mod request;
mod role;
mod stopping;
mod text;
mod trainer;
mod training;
mod verb;

pub use function::SageMakerFunction;
pub use job::TrainingJob;
pub use jobs::{SageMakerJob, SageMakerOutputs};
pub use model::Model;
pub use trainer::{Elsewhere, ThisProgram, Trainer, Trains};
pub use training::SageMakerTraining;

/// The longest name of a job that SageMaker accepts (its pattern of `TrainingJobName`).
const LONGEST_NAME: usize = 63;
/// The length of the connector's token: 64 bits in hexadecimal digits.
const TOKEN_LENGTH: usize = 16;
/// The hyperparameter that names the task whose trainer is to run.
const TASK: &str = "aileron-task";
