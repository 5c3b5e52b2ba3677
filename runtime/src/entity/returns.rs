//! The return types of tasks: outputs, or a result of them.

use crate::types::Outputs;
use std::error::Error;

/// A return type of a task or a workflow: outputs, or a `Result` of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be returned from a task or a workflow [AIL0306]",
    label = "neither outputs that Flyte knows nor a `Result` of them whose error is `Send + Sync`",
    note = "outputs are `()`, a type that Flyte knows (integers that fit 64 bits, `f64`, `bool`, `String`, `Vec<T>`, `HashMap<String, T>`, `Option<T>`, `chrono::DateTime<Utc>`, `std::time::Duration`), or a tuple of these for several",
    note = "your own type becomes an output if it implements `aileron::FlyteType`",
    note = "errors are `anyhow::Error`, `Box<dyn std::error::Error + Send + Sync>`, `String`, and every type that is `std::error::Error + Send + Sync`"
)]
pub trait Returns: Sized + 'static {
    /// The outputs.
    type Outputs: Outputs;
    /// The same with other outputs.
    #[doc(hidden)]
    type With<T>;
    /// Returns the outputs or the error.
    ///
    /// # Errors
    /// Returns the function's own error.
    fn settle(self) -> Result<Self::Outputs, Box<dyn Error + Send + Sync>>;
    /// These outputs, without an error.
    #[doc(hidden)]
    fn with<T>(outputs: T) -> Self::With<T>;
    /// The same with what is made of the outputs.
    #[doc(hidden)]
    fn map_outputs<T>(self, make: impl FnOnce(Self::Outputs) -> T) -> Self::With<T>;
    /// Returns the other outputs or the error.
    ///
    /// # Errors
    /// Returns the function's own error.
    #[doc(hidden)]
    fn settle_with<T>(result: Self::With<T>) -> Result<T, Box<dyn Error + Send + Sync>>;
}

#[diagnostic::do_not_recommend]
impl<T: Outputs> Returns for T {
    type Outputs = T;
    type With<U> = U;
    fn settle(self) -> Result<T, Box<dyn Error + Send + Sync>> {
        Ok(self)
    }
    fn with<U>(outputs: U) -> U {
        outputs
    }
    fn map_outputs<U>(self, make: impl FnOnce(T) -> U) -> U {
        make(self)
    }
    fn settle_with<U>(result: U) -> Result<U, Box<dyn Error + Send + Sync>> {
        Ok(result)
    }
}

impl<T: Outputs, E: TaskError> Returns for Result<T, E> {
    type Outputs = T;
    type With<U> = Result<U, E>;
    fn settle(self) -> Result<T, Box<dyn Error + Send + Sync>> {
        self.map_err(TaskError::boxed)
    }
    fn with<U>(outputs: U) -> Result<U, E> {
        Ok(outputs)
    }
    fn map_outputs<U>(self, make: impl FnOnce(T) -> U) -> Result<U, E> {
        Result::map(self, make)
    }
    fn settle_with<U>(result: Result<U, E>) -> Result<U, Box<dyn Error + Send + Sync>> {
        result.map_err(TaskError::boxed)
    }
}

/// An error that a task may return: anything that converts to `Box<dyn Error + Send + Sync>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the error of a task or a workflow [AIL0307]",
    label = "this does not convert to `Box<dyn std::error::Error + Send + Sync>`",
    note = "return an error that is `Send + Sync`: `anyhow::Error`, `Box<dyn std::error::Error + Send + Sync>`, `String`, or a type that implements `std::error::Error`"
)]
pub trait TaskError: 'static {
    /// Returns the error in a box.
    fn boxed(self) -> Box<dyn Error + Send + Sync>;
}

#[diagnostic::do_not_recommend]
impl<E: Into<Box<dyn Error + Send + Sync>> + 'static> TaskError for E {
    fn boxed(self) -> Box<dyn Error + Send + Sync> {
        self.into()
    }
}
