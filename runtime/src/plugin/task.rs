//! The task for which a plugin is called.

use aileron_idl::core::TypedInterface;

/// The task for which a plugin is called.
#[derive(Debug)]
pub struct PluginTask<'a> {
    pub(crate) name: &'a str,
    pub(crate) inputs: Vec<String>,
    pub(crate) interface: TypedInterface,
    pub(crate) query: Option<&'a str>,
    pub(crate) shared_memory: bool,
}

impl PluginTask<'_> {
    /// Returns the task's full name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// Returns the task's inputs and outputs with their types.
    #[must_use]
    pub fn interface(&self) -> &TypedInterface {
        &self.interface
    }

    /// Returns the names of the inputs in the order of the function's parameters, which an interface does not keep.
    #[must_use]
    pub fn inputs(&self) -> &[String] {
        &self.inputs
    }

    /// Returns whether the task has the option `shared_memory`.
    #[must_use]
    pub fn has_shared_memory(&self) -> bool {
        self.shared_memory
    }

    /// Returns the task's query with its placeholders; empty if it has none.
    #[must_use]
    pub fn query(&self) -> &str {
        self.query.unwrap_or_default()
    }
}
