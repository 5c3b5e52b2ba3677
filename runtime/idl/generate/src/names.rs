//! Rust names for protobuf's names, with the rules of prost.

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span, TokenStream};
use protox::prost_reflect::{
    EnumDescriptor, EnumValueDescriptor, FieldDescriptor, MessageDescriptor, OneofDescriptor,
};
use quote::{format_ident, quote};

use crate::PACKAGES;

pub(crate) fn snake(name: &str) -> Ident {
    let name = name.to_snake_case();
    syn::parse_str(&name).unwrap_or_else(|_| Ident::new_raw(&name, Span::call_site()))
}

pub(crate) fn camel(name: &str) -> Ident {
    format_ident!("{}", name.to_upper_camel_case())
}

/// The name of a variant, without the name of the enum.
pub(crate) fn variant(value: &EnumValueDescriptor) -> Ident {
    let name = value.name().to_upper_camel_case();
    let short = name.strip_prefix(&value.parent_enum().name().to_upper_camel_case());
    let short = short.filter(|rest| rest.starts_with(char::is_uppercase));
    format_ident!("{}", short.unwrap_or(&name))
}

pub(crate) fn message(message: &MessageDescriptor) -> TokenStream {
    path(message.package_name(), message.parent_message(), message.name())
}

pub(crate) fn enumeration(enumeration: &EnumDescriptor) -> TokenStream {
    path(enumeration.package_name(), enumeration.parent_message(), enumeration.name())
}

pub(crate) fn oneof(oneof: &OneofDescriptor) -> TokenStream {
    let message = oneof.parent_message();
    path(message.package_name(), Some(message.clone()), oneof.name())
}

pub(crate) fn member(field: &FieldDescriptor, oneof: &OneofDescriptor) -> TokenStream {
    let (oneof, member) = (self::oneof(oneof), camel(field.name()));
    quote!(#oneof::#member)
}

fn path(package: &str, parent: Option<MessageDescriptor>, name: &str) -> TokenStream {
    let module = PACKAGES.iter().find(|known| known.0 == package).map_or(package, |known| known.1);
    let mut modules = Vec::new();
    let mut outer = parent;
    while let Some(message) = outer {
        modules.insert(0, snake(message.name()));
        outer = message.parent_message();
    }
    let (module, name) = (snake(module), camel(name));
    quote!(crate::#module::#(#modules::)*#name)
}
