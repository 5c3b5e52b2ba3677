//! An execution whose outputs have a type.

use crate::remote::{Error, Execution};
use crate::types::Outputs;
use std::marker::PhantomData;
use std::ops::Deref;

/// An [`Execution`] whose outputs have the type of the function that was launched.
///
/// All methods of an execution can be called on it; [`wait`](Self::wait) and [`outputs`](Self::outputs) give the type.
#[derive(Clone, Debug)]
pub struct Launched<O> {
    execution: Execution,
    outputs: PhantomData<fn() -> O>,
}

impl<O: Outputs> Launched<O> {
    pub(super) fn new(execution: Execution) -> Self {
        Launched { execution, outputs: PhantomData }
    }

    /// Waits until it is over, and returns its outputs.
    ///
    /// # Errors
    /// Fails if the execution fails or is aborted ([`Error::execution`] tells why), if its outputs are not of the type, or the server
    /// does not answer.
    pub async fn wait(&self) -> Result<O, Error> {
        self.execution.until_over().await?;
        self.outputs().await
    }

    /// Its outputs.
    ///
    /// # Errors
    /// Fails if it has not succeeded, if its outputs are not of the type, or the server does not answer.
    pub async fn outputs(&self) -> Result<O, Error> {
        let mut literals = self.execution.output_literals().await?.literals;
        let mut values = Vec::new();
        for (name, _) in O::variables() {
            values.push(literals.remove(&name).ok_or_else(|| {
                Error::failed(format!(
                    "the execution `{}` has no output `{name}`, which the function has; register this program, and launch again",
                    self.execution.name()
                ))
            })?);
        }
        O::from_literals(values).map_err(|error| {
            Error::failed(format!("the outputs of `{}` can't be read: {error}", self.execution.name()))
        })
    }

    /// The execution itself, whose outputs are JSON.
    #[must_use]
    pub fn into_execution(self) -> Execution {
        self.execution
    }
}

impl<O> Deref for Launched<O> {
    type Target = Execution;

    fn deref(&self) -> &Execution {
        &self.execution
    }
}
