//! Compares Aileron with the real flytekit and with Flyte's own code.
//!
//! Nothing here is needed to build, use or test Aileron's other crates. This crate makes what it needs by itself, once,
//! under the target directory: a Python environment with flytekit ([`python`]) and programs that use Flyte's Go modules
//! ([`go`]).
//!
//! ```
//! let report: aileron_conformance::judge::Report = serde_json::from_str(
//!     r#"{"ok": false, "package": [], "skipped": [], "workflows": [], "launchPlans": [], "tasks": [
//!         {"name": "t", "file": "0_t_1.pb", "ok": false, "errors": [
//!             {"stage": "admin", "code": "BadQuantity", "node": "requests", "description": "CPU=x"}]}]}"#,
//! )?;
//! assert!(report.findings().contains(&("admin", "BadQuantity", "requests")));
//! # Ok::<_, serde_json::Error>(())
//! ```

pub mod batch;
pub mod difference;
pub mod entity;
pub mod flytekit;
pub mod go;
pub mod hex;
pub mod intended;
pub mod judge;
pub mod options;
pub mod package;
pub mod program;
pub mod python;
