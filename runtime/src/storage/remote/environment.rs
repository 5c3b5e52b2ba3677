//! The environment's variables.

/// The variable's text, unless it is empty.
pub(super) fn text(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
