//! Collects all problems of a plugin's settings.

use aileron::plugin::Error;

/// The problems so far, one sentence for each.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<String>);

impl Problems {
    pub(crate) fn push(&mut self, problem: impl Into<String>) {
        self.0.push(problem.into());
    }

    pub(crate) fn extend(&mut self, problems: impl IntoIterator<Item = String>) {
        self.0.extend(problems);
    }

    /// Returns the value, or records the error.
    pub(crate) fn keep<T, E: ToString>(&mut self, result: Result<T, E>) -> Option<T> {
        result.map_err(|problem| self.push(problem.to_string())).ok()
    }

    /// The same, where the problem names what it belongs to.
    pub(crate) fn keep_of<T, E: ToString>(&mut self, whose: &str, result: Result<T, E>) -> Option<T> {
        self.keep(result.map_err(|problem| format!("{whose}: {}", problem.to_string())))
    }

    /// The value, if there are no problems.
    ///
    /// # Errors
    /// All problems, joined.
    pub(crate) fn end<T>(self, value: Option<T>) -> Result<T, Error> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0.join("; ").into()),
        }
    }
}
