//! References to what is registered on Flyte, and the types that they need.
//!
//! The verb `bindings` wrote this file. Write it again instead of changing it.

#![allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    missing_docs,
    non_camel_case_types,
    non_snake_case,
    rustdoc::all,
    unused_imports
)]

use aileron::prelude::*;

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub struct Newsletter {
    pub title: String,
    pub body: String,
}

pub mod review {
    use super::*;

    /// Writes the body of the newsletter.
    #[reference_task(name = "review.draft")]
    pub fn draft(topics: Vec<String>) -> String;

    /// Puts a title above it.
    #[reference_task(name = "review.entitle")]
    pub fn entitle(body: String, title: String) -> Newsletter;

    /// Sends a newsletter when a person has named it and another has approved it.
    #[reference_workflow(name = "review.newsletter")]
    pub fn newsletter(readers: Vec<String>, topics: Vec<String>) -> String;

    /// Sends the newsletter.
    #[reference_task(name = "review.send")]
    pub fn send(newsletter: Newsletter, readers: Vec<String>) -> String;

    /// Tells the readers that nothing will come, and why.
    #[reference_task(name = "review.withdraw")]
    pub fn withdraw(err: Option<FlyteError>, readers: Vec<String>);
}
