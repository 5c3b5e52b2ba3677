//! A struct: its fields by name, or the one value of a newtype.

use super::fields::{self, Named};
use super::serde::Serde;
use crate::errors::Errors;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Fields, ItemStruct};

pub(super) fn expand(item: &ItemStruct, errors: &mut Errors) -> TokenStream {
    let container = Serde::from_attributes(&item.attrs, errors);
    match &item.fields {
        Fields::Named(_) => named(item, &container, errors),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            for field in &fields.unnamed {
                fields::refuse_itself(&field.ty, &item.ident, errors);
            }
            newtype(item)
        }
        Fields::Unnamed(_) => {
            errors.on(
                Rule::DerivedItem,
                &item.fields,
                "a struct on the wire has named fields: name these, or keep one, which is then carried without the struct",
            );
            TokenStream::new()
        }
        Fields::Unit => {
            errors.on(
                Rule::EmptyType,
                &item.ident,
                "a struct without fields carries nothing: leave it out, or write `{}` behind its name",
            );
            TokenStream::new()
        }
    }
}

/// The value inside, without a struct around it, as serde has it.
fn newtype(item: &ItemStruct) -> TokenStream {
    let part = format_ident!("P");
    let types = item.fields.iter().map(|field| fields::declare(&part, &format_ident!("part"), &field.ty, ""));
    let ident = &item.ident;
    quote! {
        #(#types)*
        #[automatically_derived]
        impl __a::FlyteType for #ident {
            const LOOK: __a::Look = *P.look;
            const FORMS: __a::Forms = P.forms;
            fn literal_type() -> __a::LiteralType {
                (P.literal_type)()
            }
            fn into_literal(self) -> __a::Result<__a::Literal> {
                (P.write)(self.0)
            }
            fn from_literal(literal: __a::Literal) -> __a::Result<Self> {
                (P.read)(literal).map(#ident)
            }
            fn union_tag() -> __a::Tag {
                (P.union_tag)()
            }
            fn pack(self, to: &mut __a::Packer) -> __a::Result<()> {
                (P.pack)(self.0, to)
            }
            fn unpack(from: &mut __a::Unpacker<'_>) -> __a::Result<Self> {
                (P.unpack)(from).map(#ident)
            }
            fn schema() -> __a::Value {
                (P.schema)()
            }
            fn columns() -> __a::Columns {
                (P.columns)()
            }
        }
    }
}

fn named(item: &ItemStruct, container: &Serde, errors: &mut Errors) -> TokenStream {
    let fields = fields::read(&item.ident, &item.fields, container, errors);
    if container.transparent {
        errors.on(
            Rule::SerdeAttribute,
            &item.ident,
            "`transparent` needs a struct without field names: write `struct Name(Type);`",
        );
    }
    let ident = &item.ident;
    let title = container.rename.clone().unwrap_or_else(|| ident.unraw().to_string());
    let carried: Vec<&Named<'_>> = fields.iter().filter(|field| !field.serde.skip).collect();
    let types = carried.iter().map(|field| field.declare(&format_ident!("within")));
    let names = carried.iter().map(|field| &field.wire);
    let parts: Vec<_> = carried.iter().map(|field| &field.part).collect();
    let described = carried.iter().map(|field| describe(field, container));
    let (pack, unpack) = (pack(&carried), unpack(&fields, &carried, container));
    let renamed = renamed(&fields);
    quote! {
        // The defaults of fields name it.
        type Own = #ident;
        #(#types)*
        #[automatically_derived]
        impl __a::FlyteType for #ident {
            const LOOK: __a::Look = __a::Look::Record(&[#((#names, #parts.look)),*]);
            const FORMS: __a::Forms = __a::Forms::BOTH;
            fn literal_type() -> __a::LiteralType {
                __a::record::Record::default() #(#described)* .finish(#title)
            }
            fn into_literal(self) -> __a::Result<__a::Literal> {
                __a::record::write(self)
            }
            fn from_literal(literal: __a::Literal) -> __a::Result<Self> {
                __a::record::read(literal)
            }
            fn union_tag() -> __a::Tag {
                __a::record::union_tag()
            }
            #renamed
            fn columns() -> __a::Columns {
                __a::record::columns(&[#(#parts.columns()),*])
            }
            #pack
            #unpack
        }
        #[automatically_derived]
        impl __a::Row for #ident {}
        const _: __a::Look = <#ident as __a::FlyteType>::LOOK;
    }
}

fn describe(field: &Named<'_>, container: &Serde) -> TokenStream {
    let part = &field.part;
    let default = field.default(container.default.as_ref());
    let default = default.map_or(quote!(None), |default| quote!(Some(#default)));
    quote!(.field(&#part, __a::std::option::Option::#default))
}

/// The names on the wire, where they differ; none for a field that is not there.
fn renamed(fields: &[Named<'_>]) -> Option<TokenStream> {
    let names = fields.iter().map(|field| {
        let wire = if field.serde.skip { "" } else { &field.wire };
        (field.ident.unraw().to_string(), wire)
    });
    let (rust, wire): (Vec<_>, Vec<_>) = names.filter(|(rust, wire)| rust != wire).unzip();
    (!rust.is_empty()).then(|| {
        quote! {
            fn field_name(rust: &'static str) -> &'static str {
                match rust {
                    #(#rust => #wire,)*
                    same => same,
                }
            }
        }
    })
}

fn pack(carried: &[&Named<'_>]) -> TokenStream {
    let count = carried.len();
    let fields = carried.iter().map(|Named { ident, part, .. }| quote!(#part.pack(self.#ident, to)?;));
    quote! {
        fn pack(self, to: &mut __a::Packer) -> __a::Result<()> {
            to.map(#count)?;
            #(#fields)*
            __a::std::result::Result::Ok(())
        }
    }
}

fn unpack(all: &[Named<'_>], carried: &[&Named<'_>], container: &Serde) -> TokenStream {
    let places = carried.iter().map(|field| place(field));
    let arms = carried.iter().map(|field| {
        let (wire, aliases, part, place) = (&field.wire, &field.serde.aliases, &field.part, place(field));
        quote!(#wire #(| #aliases)* => #part.fill(&mut #place, from),)
    });
    let values = all.iter().map(|field| {
        let (ident, part, place) = (field.ident, &field.part, place(field));
        match (field.serde.skip, field.default(container.default.as_ref())) {
            (true, None) => quote!(#ident: __a::std::default::Default::default()),
            (true, Some(default)) => quote!(#ident: (#default)()),
            (false, None) => quote!(#ident: __a::record::required(#place, &#part)?),
            (false, Some(default)) => quote!(#ident: #place.unwrap_or_else(#default)),
        }
    });
    let names = carried.iter().map(|field| &field.wire);
    quote! {
        fn unpack(from: &mut __a::Unpacker<'_>) -> __a::Result<Self> {
            #(let mut #places = __a::std::option::Option::None;)*
            let fields = &[#(#names),*];
            from.record(fields, |from, key| match key {
                #(#arms)*
                _ => from.unknown(key, fields),
            })?;
            __a::std::result::Result::Ok(Self { #(#values),* })
        }
    }
}

/// The variable that holds the field while the struct is read.
fn place(field: &Named<'_>) -> proc_macro2::Ident {
    format_ident!("v{}", field.part)
}
