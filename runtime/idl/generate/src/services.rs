//! What only calls of services need, and the code of those calls.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use protox::prost_reflect::prost_types::MethodOptions;
use protox::prost_reflect::prost_types::method_options::IdempotencyLevel;
use protox::prost_reflect::{DescriptorPool, Kind, MessageDescriptor, MethodDescriptor, ServiceDescriptor};
use quote::{format_ident, quote};

use crate::names;
use crate::package::docs;

/// Messages that programs write without calling a service, though services take them as well.
const WRITTEN: [&str; 3] =
    ["flyteidl.admin.LaunchPlan", "flyteidl.admin.TaskSpec", "flyteidl.admin.WorkflowSpec"];

/// The full names of the messages and enums that only calls of services need.
pub(crate) fn only(pool: &DescriptorPool) -> BTreeSet<String> {
    let methods = pool.services().flat_map(|service| service.methods().collect::<Vec<_>>());
    let called = reached(methods.flat_map(|method| [method.input(), method.output()]));
    let others = pool.all_messages().filter(|message| {
        message.parent_message().is_none()
            && (WRITTEN.contains(&message.full_name()) || !called.contains(message.full_name()))
    });
    let others = reached(others);
    called.into_iter().filter(|name| !others.contains(name)).collect()
}

/// The full names of the outermost messages and enums that these messages consist of.
fn reached(from: impl Iterator<Item = MessageDescriptor>) -> BTreeSet<String> {
    let (mut names, mut next) = (BTreeSet::new(), from.collect::<Vec<_>>());
    while let Some(message) = next.pop() {
        if let Some(outer) = message.parent_message().filter(|_| !message.is_map_entry()) {
            next.push(outer);
        }
        if !names.insert(message.full_name().to_owned()) {
            continue;
        }
        next.extend(message.child_messages());
        for field in message.fields() {
            match field.kind() {
                Kind::Message(inner) => next.push(inner),
                Kind::Enum(inner) => {
                    names.insert(inner.full_name().to_owned());
                    next.extend(inner.parent_message());
                }
                _ => {}
            }
        }
    }
    names
}

/// A module with a constant for each call of a service.
pub(crate) fn write(service: &ServiceDescriptor) -> TokenStream {
    let (docs, module) =
        (docs(service.parent_file_descriptor_proto(), service.path()), names::snake(service.name()));
    let calls = service.methods().map(|method| call(service, &method));
    quote!(#docs pub mod #module { #(#calls)* })
}

fn call(service: &ServiceDescriptor, method: &MethodDescriptor) -> TokenStream {
    let docs = docs(method.parent_service().parent_file_descriptor_proto(), method.path());
    let name = format_ident!("{}", names::snake(method.name()).to_string().to_uppercase());
    let (request, answer) = (names::message(&method.input()), names::message(&method.output()));
    let path = format!("/{}/{}", service.full_name(), method.name());
    let level = method.method_descriptor_proto().options.as_ref().map(MethodOptions::idempotency_level);
    let changes_nothing = level == Some(IdempotencyLevel::NoSideEffects);
    quote! {
        #docs
        pub const #name: crate::Method<#request, #answer> = crate::Method::new(#path, #changes_nothing);
    }
}
