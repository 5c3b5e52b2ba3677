//! The doors of Aileron: its attribute macros, each one call into `aileron-codegen`.
//!
//! Use them through the crate `aileron`, which documents them.

use proc_macro::TokenStream;

/// Makes a function a Flyte task.
#[proc_macro_attribute]
pub fn task(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::task(options.into(), &item.into()).into()
}

/// Makes a signature a Flyte task that runs a container of its own.
#[proc_macro_attribute]
pub fn container_task(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::container_task(options.into(), &item.into()).into()
}

/// Makes a signature a Flyte task that runs a query.
#[proc_macro_attribute]
pub fn query_task(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::query_task(options.into(), &item.into()).into()
}

/// Makes a signature a reference to a task that is registered elsewhere.
#[proc_macro_attribute]
pub fn reference_task(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::reference_task(options.into(), &item.into()).into()
}

/// Makes a signature a reference to a workflow that is registered elsewhere.
#[proc_macro_attribute]
pub fn reference_workflow(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::reference_workflow(options.into(), &item.into()).into()
}

/// Makes a signature a reference to a launch plan that is registered elsewhere.
#[proc_macro_attribute]
pub fn reference_launch_plan(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::reference_launch_plan(options.into(), &item.into()).into()
}

/// Makes a signature a Flyte task that runs a script.
#[proc_macro_attribute]
pub fn shell_task(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::shell_task(options.into(), &item.into()).into()
}

/// Makes a function a Flyte workflow.
#[proc_macro_attribute]
pub fn workflow(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::workflow(options.into(), &item.into()).into()
}

/// Makes a function that calls a workflow a Flyte launch plan.
#[proc_macro_attribute]
pub fn launch_plan(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::launch_plan(options.into(), &item.into()).into()
}

/// Makes a function a dynamic workflow.
#[proc_macro_attribute]
pub fn dynamic(options: TokenStream, item: TokenStream) -> TokenStream {
    aileron_codegen::dynamic(options.into(), &item.into()).into()
}

/// Says that it belongs into a workflow.
#[proc_macro_attribute]
pub fn node(options: TokenStream, item: TokenStream) -> TokenStream {
    let _ = options;
    aileron_codegen::node(&item.into()).into()
}

/// Makes the settings of nodes that a builder makes.
#[proc_macro]
pub fn node_settings(options: TokenStream) -> TokenStream {
    aileron_codegen::node_settings(options.into()).into()
}

/// Makes a struct or an enum a Flyte type.
#[proc_macro_derive(FlyteType, attributes(serde))]
pub fn derive_flyte_type(item: TokenStream) -> TokenStream {
    aileron_codegen::derive_flyte_type(item.into()).into()
}

/// Makes a struct the named outputs of a task or a workflow.
#[proc_macro_derive(Outputs, attributes(serde))]
pub fn derive_outputs(item: TokenStream) -> TokenStream {
    aileron_codegen::derive_outputs(item.into()).into()
}

/// Makes the program of a crate of tasks and workflows.
#[proc_macro]
pub fn main(input: TokenStream) -> TokenStream {
    aileron_codegen::main(input.into()).into()
}
