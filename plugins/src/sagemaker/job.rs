//! The training job, for its trainer.

use std::cell::RefCell;
use std::path::PathBuf;

/// The current training job.
///
/// A [`trainer`](super::SageMakerTraining::trainer) uses it if it needs more than its inputs:
///
/// ```
/// use aileron_plugins::sagemaker::TrainingJob;
/// use std::io;
///
/// fn fit(epochs: u32) -> io::Result<()> {
///     let Some(job) = TrainingJob::current() else { return Ok(()) };
///     for epoch in 0..epochs {
///         if job.is_stopping() {
///             break;
///         }
///         std::fs::write(job.model().join("epoch.txt"), epoch.to_string())?;
///     }
///     Ok(())
/// }
/// # fit(1).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct TrainingJob {
    pub(super) folder: PathBuf,
    pub(super) host: String,
    pub(super) hosts: Vec<String>,
}

thread_local! {
    static CURRENT: RefCell<Option<TrainingJob>> = const { RefCell::new(None) };
}

impl TrainingJob {
    /// The job that this thread trains for; `None` outside of a job, for example in a unit test of the trainer.
    #[must_use]
    pub fn current() -> Option<Self> {
        CURRENT.with_borrow(Clone::clone)
    }

    /// The folder of the model, `/opt/ml/model`. Its content at the end of the training is the model.
    #[must_use]
    pub fn model(&self) -> PathBuf {
        self.folder.join("model")
    }

    /// The folder of checkpoints, `/opt/ml/checkpoints`. SageMaker saves it to S3 if the request has a `CheckpointConfig`.
    #[must_use]
    pub fn checkpoints(&self) -> PathBuf {
        self.folder.join("checkpoints")
    }

    /// The folder for other output, `/opt/ml/output/data`, which SageMaker saves to S3.
    #[must_use]
    pub fn output_data(&self) -> PathBuf {
        self.folder.join("output/data")
    }

    /// The machines of the job, in order, such as `algo-1`. All of them run the trainer.
    #[must_use]
    pub fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// The name of this machine.
    #[must_use]
    pub fn current_host(&self) -> &str {
        &self.host
    }

    /// Whether SageMaker is stopping the job. It sends SIGTERM, and then waits two minutes.
    ///
    /// The signal ends a trainer at once if it has never called this. After the first call the signal no longer does, and
    /// the trainer must return by itself. SageMaker saves the folder of the model in either case.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        super::stopping::is_stopping()
    }

    /// Does the work with this as the current job of this thread.
    pub(super) fn scope<T>(self, work: impl FnOnce() -> T) -> T {
        let _before = Before(CURRENT.replace(Some(self)));
        work()
    }
}

/// Restores the previous job, also when the trainer panics.
struct Before(Option<TrainingJob>);

impl Drop for Before {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}
