//! Who does the work of a task with a plugin.

use std::marker::PhantomData;

/// This very program, in containers that the plugin starts: the task is a function with a body.
#[derive(Debug)]
pub enum Program {}

/// A service that is called: the task is a signature.
#[derive(Debug)]
pub enum Service {}

/// The same where the plugin itself has a function of the task's inputs, whose types are this tuple.
#[derive(Debug)]
pub struct ServiceWith<Inputs>(PhantomData<Inputs>);

/// A service that runs a query: the task is a signature under [`#[query_task]`](macro@crate::query_task).
#[derive(Debug)]
pub enum Query {}

/// One of [`Program`], [`Service`], [`ServiceWith`] and [`Query`].
pub trait Work: sealed::Sealed {}

impl Work for Program {}
impl Work for Service {}
impl<Inputs> Work for ServiceWith<Inputs> {}
impl Work for Query {}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Program {}
    impl Sealed for super::Service {}
    impl<Inputs> Sealed for super::ServiceWith<Inputs> {}
    impl Sealed for super::Query {}
}

/// What a task with a body needs.
#[diagnostic::on_unimplemented(
    message = "this plugin runs no program of yours [AIL0602]",
    label = "this has a service do the work, so the task is a signature: end it with `;`, without a body"
)]
pub trait IsProgram: Work {}
impl IsProgram for Program {}

/// What a signature needs.
#[diagnostic::on_unimplemented(
    message = "this plugin is no service that does the work of a signature [AIL0602]",
    label = "if it runs this program, give the task a body; if it runs a query, write `#[query_task(plugin = …, query = \"…\")]`"
)]
pub trait IsService: Work {}
impl IsService for Service {}
impl<Inputs> IsService for ServiceWith<Inputs> {}

/// What a signature needs whose inputs have the types of this tuple.
#[diagnostic::on_unimplemented(
    message = "the function that the plugin was given takes other inputs than this signature [AIL0603]",
    label = "the signature's inputs are `{Inputs}`"
)]
pub trait Takes<Inputs>: Work {}
impl<Inputs> Takes<Inputs> for ServiceWith<Inputs> {}
impl<Inputs> Takes<Inputs> for Service {}
// That they do the work of no signature is told once.
impl<Inputs> Takes<Inputs> for Program {}
impl<Inputs> Takes<Inputs> for Query {}

/// What a query needs.
#[diagnostic::on_unimplemented(
    message = "this plugin runs no query [AIL0602]",
    label = "name one whose `Work` is `aileron::plugin::work::Query`, or make it a `#[task(plugin = …)]`"
)]
pub trait IsQuery: Work {}
impl IsQuery for Query {}
