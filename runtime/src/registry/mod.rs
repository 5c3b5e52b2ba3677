//! A client of image registries: it looks for images, fetches bases and pushes what was built.
//!
//! Source: the OCI distribution specification v1.1, and the token specification of Docker's registry.
