//! Flyte's control plane for tests of its client.
//!
//! The server is `tests/conformance/judge/cmd/server`, which answers as flyteadmin does. It is built if it does not exist
//! yet.

mod call;
pub mod entities;
mod process;
mod proxy;
mod server;

pub use proxy::Proxy;
pub use server::{Options, Server};
