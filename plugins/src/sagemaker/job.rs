//! The job, as its trainer may ask for it.

use std::cell::RefCell;
use std::path::PathBuf;

/// The training job under way, as SageMaker tells its program.
///
/// A [`trainer`](super::SageMakerTraining::trainer) asks for it where it needs more than its inputs:
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
    /// The job that this thread trains for; none outside of one, as in a unit test of the trainer.
    #[must_use]
    pub fn current() -> Option<Self> {
        CURRENT.with_borrow(Clone::clone)
    }

    /// The folder of the model, `/opt/ml/model`: what is in it when the training ends is the model.
    #[must_use]
    pub fn model(&self) -> PathBuf {
        self.folder.join("model")
    }

    /// The folder of checkpoints, `/opt/ml/checkpoints`: it is kept in S3 where the request has a `CheckpointConfig`.
    #[must_use]
    pub fn checkpoints(&self) -> PathBuf {
        self.folder.join("checkpoints")
    }

    /// The folder of what else is kept, `/opt/ml/output/data`.
    #[must_use]
    pub fn output_data(&self) -> PathBuf {
        self.folder.join("output/data")
    }

    /// The machines that train, in order, such as `algo-1`; all of them run the trainer.
    #[must_use]
    pub fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// Which of them this one is.
    #[must_use]
    pub fn current_host(&self) -> &str {
        &self.host
    }

    /// Whether SageMaker wants the training to end: it sends SIGTERM, and waits two minutes.
    ///
    /// A trainer that never asked is ended by the signal at once; one that did goes on, and has to end by itself. What the
    /// folder of the model holds is kept in either case.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        super::stopping::is_stopping()
    }

    /// Does the work with this as the current one, on this thread.
    pub(super) fn scope<T>(self, work: impl FnOnce() -> T) -> T {
        let _before = Before(CURRENT.replace(Some(self)));
        work()
    }
}

/// Restores what was current, also when the trainer panics.
struct Before(Option<TrainingJob>);

impl Drop for Before {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}
