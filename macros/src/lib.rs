//! The doors of Aileron.
