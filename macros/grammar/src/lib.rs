//! The strings of Flyte that are read at two moments: by the macros when a crate compiles, and by the runtime
//! when it uses them.
//!
//! ```
//! use aileron_grammar::{Images, Template};
//!
//! let template: Template = "{{.image.default.fqn}}:spark-{{.image.default.version}}".parse()?;
//! let images = Images::from_args(["ghcr.io/org/app:v7"])?;
//! assert_eq!(template.resolve(&images)?, "ghcr.io/org/app:spark-v7");
//!
//! let problem = "ghcr.io/org/App:v7".parse::<Template>().unwrap_err();
//! assert_eq!(problem.at, 12..15);
//! # Ok::<(), aileron_grammar::Problem>(())
//! ```
//!
//! Every type here keeps the text it was parsed from, and every error is a [`Problem`]: what is wrong, at which
//! bytes, why, and what to write instead, with the [`Rule`] that is broken. There are no dependencies.

mod argument;
mod cron;
pub mod duration;
mod image;
mod mark;
pub mod name;
mod output_docs;
mod problem;
mod quantity;
pub mod query;
mod rate;
mod reference;
mod rule;
mod scan;
pub mod shell;
pub mod suggest;
pub mod zones;

pub use argument::{Argument, Inputs, Placeholder, Surroundings, Written, env_value};
pub use cron::{Cron, Offsets, UTC, Utc};
pub use image::{Images, Template};
pub use mark::mark;
pub use output_docs::OutputDocs;
pub use problem::Problem;
pub use quantity::Quantity;
pub use rate::{Rate, RateUnit};
pub use reference::{Reference, Version};
pub use rule::Rule;
