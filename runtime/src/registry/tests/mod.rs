//! A registry that does what registries do.
