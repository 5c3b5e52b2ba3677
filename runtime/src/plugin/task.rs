//! The task that a plugin is asked about.

use aileron_idl::core::TypedInterface;

/// The task that a plugin is asked about.
#[derive(Debug)]
pub struct PluginTask<'a> {
    pub(crate) name: &'a str,
    pub(crate) inputs: Vec<String>,
    pub(crate) interface: TypedInterface,
    pub(crate) query: Option<&'a str>,
    pub(crate) shared_memory: bool,
}

impl PluginTask<'_> {
    /// Its full name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// Its inputs and outputs with their types.
    #[must_use]
    pub fn interface(&self) -> &TypedInterface {
        &self.interface
    }

    /// The names of its inputs, in the order of the function's parameters, which an interface doesn't keep.
    #[must_use]
    pub fn inputs(&self) -> &[String] {
        &self.inputs
    }

    /// Whether it asks for `shared_memory`.
    #[must_use]
    pub fn has_shared_memory(&self) -> bool {
        self.shared_memory
    }

    /// Its query, placeholders and all; empty if it has none.
    #[must_use]
    pub fn query(&self) -> &str {
        self.query.unwrap_or_default()
    }
}
