//! Amazon SageMaker: training by a function of this very program, or by any image; batch inference and other jobs.
//!
//! A training task is a signature, and a plain function of the same inputs that leaves a model:
//!
//! ```
//! use aileron::prelude::*;
//! use aileron_plugins::BotoOutputs;
//! use aileron_plugins::sagemaker::SageMakerTraining;
//! use std::io;
//!
//! /// The mean of the numbers in a file, so many times corrected.
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
//! On Flyte the connector of flytekit creates the training job; SageMaker then starts this program with the verb `train`,
//! which reads the task's inputs from the job's hyperparameters and channels, calls the function, and puts what it leaves
//! where SageMaker takes the model from. How an input gets there is told at [`SageMakerTraining`]. A local run does the same
//! in a folder of this machine; a function that stands in for the task, or that `local = …` names, goes before it.
//!
//! # The verb `train`
//!
//! A program has it if one of its tasks has a trainer; of several, a hyperparameter tells which is meant. The job starts the
//! program by its path, so that the image needs no entrypoint; one that is the program will do as well.
//!
//! | in `/opt/ml`, or `SAGEMAKER_BASE_DIR` | |
//! |---|---|
//! | `input/config/{hyperparameters,resourceconfig,inputdataconfig}.json` | what the job is |
//! | `input/data/CHANNEL` | the files of an input |
//! | `model` | what the trainer leaves |
//! | `output/failure` | why it failed: the trainer's error or panic, or what is wrong with the job; the exit status is then 1 |
//!
//! SIGTERM, by which SageMaker stops a job, ends the process with the exit status 143, unless the trainer asked before
//! whether it [is stopping](TrainingJob::is_stopping).

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

/// What SageMaker refuses to be longer (its pattern of `TrainingJobName`).
const LONGEST_NAME: usize = 63;
/// The token that the connector makes: 64 bits in hexadecimal digits.
const TOKEN_LENGTH: usize = 16;
/// The hyperparameter that names the task whose trainer is meant.
const TASK: &str = "aileron-task";
