//! Who does the work of a task with a plugin.

use std::marker::PhantomData;

/// This program does the work, in containers that the plugin starts: the task is a function with a body.
#[derive(Debug)]
pub enum Program {}

/// A service does the work: the task is a function without a body.
#[derive(Debug)]
pub enum Service {}

/// A service does the work, and the plugin has a function for local runs that takes inputs of these types, a tuple.
#[derive(Debug)]
pub struct ServiceWith<Inputs>(PhantomData<Inputs>);

/// A service runs a query: the task is a function without a body, under [`#[query_task]`](macro@crate::query_task).
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

/// The plugin of a task with a body.
#[diagnostic::on_unimplemented(
    message = "this plugin does not run your program [AIL0602]",
    label = "a service does the work of this plugin, so the task has no body: end it with `;`"
)]
pub trait IsProgram: Work {}
impl IsProgram for Program {}

/// The plugin of a task without a body.
#[diagnostic::on_unimplemented(
    message = "this plugin is not a service, so its task needs a body [AIL0602]",
    label = "if it runs this program, write a body; if it runs a query, write `#[query_task(plugin = …, query = \"…\")]`"
)]
pub trait IsService: Work {}
impl IsService for Service {}
impl<Inputs> IsService for ServiceWith<Inputs> {}

/// The plugin of a task without a body whose inputs have the types of this tuple.
#[diagnostic::on_unimplemented(
    message = "the plugin's local function takes other inputs than this task [AIL0603]",
    label = "the task's inputs are `{Inputs}`"
)]
pub trait Takes<Inputs>: Work {}
impl<Inputs> Takes<Inputs> for ServiceWith<Inputs> {}
impl<Inputs> Takes<Inputs> for Service {}
// These types fail `IsService`, which is reported once.
impl<Inputs> Takes<Inputs> for Program {}
impl<Inputs> Takes<Inputs> for Query {}

/// The plugin of a query task.
#[diagnostic::on_unimplemented(
    message = "this plugin does not run queries [AIL0602]",
    label = "name a plugin whose `Work` is `aileron::plugin::work::Query`, or write `#[task(plugin = …)]`"
)]
pub trait IsQuery: Work {}
impl IsQuery for Query {}
