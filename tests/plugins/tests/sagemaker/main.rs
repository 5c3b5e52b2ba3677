//! The program as SageMaker starts it, and the same tasks in a local run.

mod local;
mod train;
