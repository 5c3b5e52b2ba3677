//! Generates a Rust file for a package.

use std::error::Error;

use proc_macro2::{Literal, TokenStream};
use protox::prost_reflect::prost_types::FileDescriptorProto;
use protox::prost_reflect::{DescriptorPool, EnumDescriptor};
use quote::quote;

use crate::{message, names};

pub(crate) fn write(pool: &DescriptorPool, package: &str) -> Result<String, Box<dyn Error>> {
    let mut files: Vec<_> = pool.files().filter(|file| file.package_name() == package).collect();
    files.sort_by(|a, b| a.name().cmp(b.name()));
    let mut items = Vec::new();
    for file in &files {
        items.extend(file.enums().map(|it| enumeration(&it)));
        for it in file.messages() {
            items.push(message::write(&it)?);
        }
    }
    let code = prettyplease::unparse(&syn::parse2(quote!(#(#items)*))?);
    Ok(format!("// Written by `cargo run -p aileron-idl-generate`.\n\n{code}"))
}

pub(crate) fn enumeration(it: &EnumDescriptor) -> TokenStream {
    let (docs, name) = (docs(it.parent_file_descriptor_proto(), it.path()), names::camel(it.name()));
    let values = it.values().map(|value| {
        let (variant, number) = (names::variant(&value), Literal::i32_unsuffixed(value.number()));
        let default = (value.number() == 0).then(|| quote!(#[default]));
        quote!(#default #variant = #number)
    });
    let rows = it.values().map(|value| {
        let (variant, number, text) =
            (names::variant(&value), Literal::i32_unsuffixed(value.number()), value.name());
        quote!((#number, #text, Self::#variant))
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
        #[repr(i32)]
        pub enum #name { #(#values),* }
        impl crate::enumeration::Enumeration for #name {
            const VALUES: &'static [(i32, &'static str, Self)] = &[#(#rows),*];
        }
        crate::enumeration::enumeration!(#name);
    }
}

/// The comment of the item at `path`.
pub(crate) fn docs(file: &FileDescriptorProto, path: &[i32]) -> TokenStream {
    let locations = file.source_code_info.iter().flat_map(|info| &info.location);
    let comments =
        locations.filter(|location| location.path == path).filter_map(|it| it.leading_comments.as_ref());
    let lines = comments.flat_map(|comment| comment.lines());
    quote!(#(#[doc = #lines])*)
}
