//! Generates a message: a struct, an enum for each oneof, and a module for nested messages.

use std::error::Error;

use proc_macro2::TokenStream;
use protox::prost_reflect::prost_types::FieldOptions;
use protox::prost_reflect::{FieldDescriptor, MessageDescriptor, OneofDescriptor};
use quote::quote;

use crate::model::{self, has_float, rust_type};
use crate::package::{docs, enumeration};
use crate::{names, wire};

type Tokens = Result<TokenStream, Box<dyn Error>>;

pub(crate) fn write(it: &MessageDescriptor) -> Tokens {
    let (docs, derives) = (docs(it.parent_file_descriptor_proto(), it.path()), derives(it));
    let name = names::camel(it.name());
    let fields = it.fields().filter(|field| field.containing_oneof().is_none());
    let fields = fields.map(|field| declare(&field)).collect::<Result<Vec<_>, _>>()?;
    let oneofs = it.oneofs().map(|oneof| {
        let (field, oneof) = (names::snake(oneof.name()), names::oneof(&oneof));
        quote!(pub #field: Option<#oneof>)
    });
    let (getters, wire, nested) = (getters(it), wire::write(it), nested(it)?);
    Ok(quote! {
        #docs
        #[derive(Default, #derives)]
        pub struct #name { #(#fields,)* #(#oneofs,)* }
        #getters
        #wire
        #nested
    })
}

fn derives(message: &MessageDescriptor) -> TokenStream {
    let whole = (!has_float(message)).then(|| quote!(Eq, Hash,));
    quote!(Clone, Debug, #whole PartialEq)
}

fn declare(field: &FieldDescriptor) -> Tokens {
    let (name, rust_type) = (names::snake(field.name()), rust_type(field)?);
    let attributes = attributes(field);
    Ok(quote!(#attributes pub #name: #rust_type))
}

fn attributes(field: &FieldDescriptor) -> TokenStream {
    let docs = docs(field.parent_message().parent_file_descriptor_proto(), field.path());
    let link = model::enumeration(field).map(|it| {
        let link = format!(" A [`{}`].", names::enumeration(&it).to_string().replace(' ', ""));
        let gap = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
        quote!(#gap #[doc = #link])
    });
    let options = field.field_descriptor_proto().options.as_ref();
    let deprecated = options.is_some_and(FieldOptions::deprecated).then(|| quote!(#[deprecated]));
    quote!(#docs #link #deprecated)
}

/// Getters of enums: the fields hold their numbers.
fn getters(message: &MessageDescriptor) -> TokenStream {
    let single = message.fields().filter(|field| !field.is_list() && field.containing_oneof().is_none());
    let getters = single.filter_map(|field| {
        let (name, path) = (names::snake(field.name()), names::enumeration(&model::enumeration(&field)?));
        let doc = format!(" The value of `{name}`, or the default if this version has no name for it.");
        Some(quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #name(&self) -> #path {
                crate::enumeration::from_number(self.#name).unwrap_or_default()
            }
        })
    });
    let (name, getters) = (names::camel(message.name()), getters.collect::<Vec<_>>());
    if getters.is_empty() { quote!() } else { quote!(impl #name { #(#getters)* }) }
}

fn nested(message: &MessageDescriptor) -> Tokens {
    let enums = message.child_enums().map(|it| enumeration(&it));
    let messages = message.child_messages().filter(|it| !it.is_map_entry());
    let messages = messages.map(|it| write(&it)).collect::<Result<Vec<_>, _>>()?;
    let oneofs = message.oneofs().map(|it| choice(&it)).collect::<Result<Vec<_>, _>>()?;
    let items = quote!(#(#enums)* #(#messages)* #(#oneofs)*);
    if items.is_empty() {
        return Ok(items);
    }
    let (module, doc) =
        (names::snake(message.name()), format!(" The parts of [`{}`].", names::camel(message.name())));
    Ok(quote!(#[doc = #doc] pub mod #module { #items }))
}

fn choice(oneof: &OneofDescriptor) -> Tokens {
    let (name, derives) = (names::camel(oneof.name()), derives(oneof.parent_message()));
    let members = oneof.fields().map(|field| {
        let (member, rust_type, attributes) =
            (names::camel(field.name()), rust_type(&field)?, attributes(&field));
        Ok(quote!(#attributes #member(#rust_type)))
    });
    let members = members.collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    let doc = format!(" The value of `{}`, one of several.", names::snake(oneof.name()));
    Ok(quote!(#[doc = #doc] #[derive(#derives)] pub enum #name { #(#members),* }))
}
