//! The public API of `aileron` and `aileron-plugins`; see the tests.
