//! Generates the code with which a message visits its fields and reads one.

use proc_macro2::{Literal, TokenStream};
use protox::prost_reflect::{FieldDescriptor, MessageDescriptor, OneofDescriptor};
use quote::quote;

use crate::model::enumeration;
use crate::names;

/// Messages whose JSON is not an object with their fields, and the function that writes it.
const OWN_JSON: [(&str, &str); 7] = [
    ("google.protobuf.Any", "any"),
    ("google.protobuf.BoolValue", "wrapper"),
    ("google.protobuf.Duration", "duration"),
    ("google.protobuf.ListValue", "list"),
    ("google.protobuf.Struct", "structure"),
    ("google.protobuf.Timestamp", "timestamp"),
    ("google.protobuf.Value", "value"),
];

pub(crate) fn write(message: &MessageDescriptor) -> TokenStream {
    let (name, text) = (names::camel(message.name()), message.name());
    let mut fields: Vec<_> = message.fields().collect();
    fields.sort_by_key(FieldDescriptor::number);
    let visits = fields.chunk_by(share_oneof).map(visit);
    let reads = fields.iter().map(read);
    let json = OWN_JSON.iter().find(|own| own.0 == message.full_name()).map(|own| {
        let function = names::snake(own.1);
        quote!(fn to_value(&self) -> serde_json::Value { crate::json::#function(self) })
    });
    let to = if fields.is_empty() { quote!(_) } else { quote!(to) };
    quote! {
        impl crate::wire::Fields for #name {
            fn visit(&self, #to: &mut impl crate::wire::Visitor) { #(#visits)* }

            fn decode_field(&mut self, tag: u32, from: crate::wire::Input<'_, impl prost::bytes::Buf>) -> Result<(), prost::DecodeError> {
                match tag { #(#reads)* _ => from.skip(tag) }
            }

            #json
        }
        crate::wire::message!(#name, #text);
    }
}

fn share_oneof(a: &FieldDescriptor, b: &FieldDescriptor) -> bool {
    a.containing_oneof().is_some() && a.containing_oneof() == b.containing_oneof()
}

/// A field, or the members of a oneof whose numbers are not interrupted by another field's.
fn visit(fields: &[FieldDescriptor]) -> TokenStream {
    match fields[0].containing_oneof() {
        Some(oneof) => visit_members(fields, &oneof),
        None => visit_field(&fields[0]),
    }
}

fn visit_field(field: &FieldDescriptor) -> TokenStream {
    let (name, tag, json_name) = (names::snake(field.name()), number(field), field.json_name());
    let value = match enumeration(field).map(|it| names::enumeration(&it)) {
        Some(path) if field.is_list() => quote!(crate::enumeration::Enums::<#path>::of(&self.#name)),
        Some(path) => quote!(crate::enumeration::Enum::<#path>::of(self.#name)),
        None => quote!(self.#name),
    };
    quote!(to.field(#tag, #json_name, &#value);)
}

fn visit_members(fields: &[FieldDescriptor], oneof: &OneofDescriptor) -> TokenStream {
    let slot = names::snake(oneof.name());
    let arms = fields.iter().map(|field| {
        let (member, tag, json_name) = (names::member(field, oneof), number(field), field.json_name());
        let value = enumeration(field).map(|it| names::enumeration(&it));
        let value = value.map_or(quote!(x), |path| quote!(&crate::enumeration::Enum::<#path>::of(*x)));
        quote!(Some(#member(x)) => to.member(#tag, #json_name, #value),)
    });
    quote!(match &self.#slot { #(#arms)* _ => {} })
}

/// The number without its type, to keep the generated code short.
fn number(field: &FieldDescriptor) -> Literal {
    Literal::u32_unsuffixed(field.number())
}

fn read(field: &FieldDescriptor) -> TokenStream {
    let (name, tag, text) = (names::snake(field.name()), number(field), field.name());
    if let Some(oneof) = field.containing_oneof() {
        let (slot, member) = (names::snake(oneof.name()), names::member(field, &oneof));
        return quote! {
            #tag => match &mut self.#slot {
                Some(#member(x)) => from.field(#text, x),
                slot => {
                    *slot = Some(#member(from.member(#text)?));
                    Ok(())
                }
            },
        };
    }
    if field.is_list() && enumeration(field).is_some() {
        return quote!(#tag => from.enumerations(#text, &mut self.#name),);
    }
    quote!(#tag => from.field(#text, &mut self.#name),)
}
