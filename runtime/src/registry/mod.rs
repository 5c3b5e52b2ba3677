//! A client of image registries: it looks for images, fetches bases and pushes what was built.
//!
//! The protocol is a dozen requests. They are made here, on `reqwest`, since a broken upload has to go on where it broke, and the
//! registry's own `Retry-After` has to be heard; the documents are those of `oci-spec`.
//!
//! Source: the OCI distribution specification v1.1, and the token specification of Docker's registry.

mod address;
mod answer;
mod auth;
mod base;
mod blobs;
mod cache;
mod client;
mod credentials;
mod error;
mod manifests;
mod push;
mod settings;
mod tries;
mod upload;

pub(crate) use base::Fetched;
pub(crate) use client::Registries;
pub(crate) use credentials::Credential;
pub(crate) use error::RegistryError;
pub(crate) use push::Pushed;
pub(crate) use settings::Settings;
