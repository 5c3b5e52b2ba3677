//! What the macros do.
