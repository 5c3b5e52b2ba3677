//! Generates a Rust file for a package.

use std::error::Error;

use proc_macro2::{Literal, TokenStream};
use protox::prost_reflect::prost_types::FileDescriptorProto;
use protox::prost_reflect::{DescriptorPool, EnumDescriptor};
use quote::quote;

use crate::{message, names, services};

/// The code of a package.
pub(crate) struct Code {
    /// What every program has.
    pub(crate) always: String,
    /// What only calls of services need, if the package has both.
    pub(crate) services: Option<String>,
}

pub(crate) fn write(pool: &DescriptorPool, package: &str, module: &str) -> Result<Code, Box<dyn Error>> {
    let of_services = services::only(pool);
    let always = items(pool, package, |name| !of_services.contains(name))?;
    let mut of_services = items(pool, package, |name| of_services.contains(name))?;
    let called = pool.services().filter(|service| service.package_name() == package);
    of_services.extend(called.map(|service| services::write(&service)));
    if always.is_empty() || of_services.is_empty() {
        return Ok(Code { always: print(&[always, of_services].concat())?, services: None });
    }
    let path = services_file(module);
    let rest = quote! {
        #[cfg(feature = "services")]
        #[path = #path]
        mod services;
        #[cfg(feature = "services")]
        pub use services::*;
    };
    Ok(Code { always: print(&[always, vec![rest]].concat())?, services: Some(print(&of_services)?) })
}

/// The name of the file for what only calls of services need.
pub(crate) fn services_file(module: &str) -> String {
    format!("{module}_services.rs")
}

fn items(
    pool: &DescriptorPool,
    package: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<TokenStream>, Box<dyn Error>> {
    let mut files: Vec<_> = pool.files().filter(|file| file.package_name() == package).collect();
    files.sort_by(|a, b| a.name().cmp(b.name()));
    let mut items = Vec::new();
    for file in &files {
        items.extend(file.enums().filter(|it| wanted(it.full_name())).map(|it| enumeration(&it)));
        for it in file.messages().filter(|it| wanted(it.full_name())) {
            items.push(message::write(&it)?);
        }
    }
    Ok(items)
}

fn print(items: &[TokenStream]) -> Result<String, Box<dyn Error>> {
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
