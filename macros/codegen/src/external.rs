//! What tasks that are not written in Rust share: a signature whose body runs the task on this machine, and texts with
//! placeholders.

use crate::entity::{self, Source};
use crate::errors::Errors;
use crate::options::OptionEntry;
use crate::text::Text;
use aileron_grammar::{Argument, Placeholder, Rule, Written};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// Refuses a function that is more than a signature.
pub(crate) fn check_signature(kind: &str, source: &Source<'_>, errors: &mut Errors) {
    let function = source.function;
    if !function.has_no_body() {
        errors.on(
            Rule::SignatureOnly,
            &function.signature,
            format!("the work of a {kind} is not written in Rust: end the signature with `;`"),
        );
    }
    if let Some(word) = &function.signature.asyncness {
        errors.on(
            Rule::SignatureOnly,
            word,
            format!("a call of a {kind} waits until the task is done: remove `async`"),
        );
    }
    check_inputs(kind, source, errors);
}

/// Refuses inputs that a body of its own would have.
pub(crate) fn check_inputs(kind: &str, source: &Source<'_>, errors: &mut Errors) {
    for input in source.inputs.iter().filter(|input| input.is_mutable()) {
        errors.on(
            Rule::InputName,
            input.pattern,
            format!("an input of a {kind} is a plain name: remove `mut`"),
        );
    }
}

/// The body: it passes the inputs on, and returns the outputs.
pub(crate) fn body(source: &Source<'_>) -> TokenStream {
    let function = source.function;
    let name = function.name();
    let inputs = source.inputs.iter().map(|input| {
        let (ident, name) = (input.name, entity::input_name(input));
        quote!(__a::given(#name, #ident))
    });
    // An input of the function's own name hides it.
    let hidden = source.inputs.iter().any(|input| input.name == name);
    let path = if hidden { quote!(self::#name) } else { name.to_token_stream() };
    let output = function.output();
    let outputs = if function.is_async() {
        quote!(__a::external_async(#path, [#(#inputs),*]).await)
    } else {
        quote!(__a::external(#path, [#(#inputs),*]))
    };
    quote_spanned!(output.span()=> __a::outcome::<#output>(#outputs))
}

/// Reports likely mistakes in a text that Flyte fills in.
pub(crate) fn check(text: &Text, source: &Source<'_>, errors: &mut Errors) {
    let own: Vec<&str> = source
        .entries
        .get("env")
        .into_iter()
        .flat_map(OptionEntry::entries)
        .map(|entry| &*entry.key)
        .collect();
    // The platform's own variables begin like this (flyteplugins `flytek8s/k8s_resource_adds.go`).
    let known = |name: &str| own.contains(&name) || name.starts_with("FLYTE_");
    let written = Written::new(text.value());
    let mut problems = written.check(&source.named());
    problems.extend(written.filled_all_the_same());
    problems.extend(Argument::new(text.value()).expanded(known));
    for problem in problems {
        errors.push(text.problem(&problem));
    }
}

/// Has rustc check that the inputs named in the texts can be printed.
pub(crate) fn printable<'t>(texts: impl IntoIterator<Item = &'t Text>, source: &Source<'_>) -> TokenStream {
    let placeholders = texts.into_iter().flat_map(|text| Written::new(text.value()).placeholders());
    let mut named: Vec<&str> = placeholders
        .filter_map(|(placeholder, _)| match placeholder {
            Placeholder::Inputs(name) => Some(name),
            _ => None,
        })
        .collect();
    named.sort_unstable();
    named.dedup();
    let inputs = source.inputs.iter().filter(|input| named.contains(&&*entity::input_name(input)));
    inputs
        .map(|input| {
            let message = format!(
                "`{{{{.inputs.{}}}}}` would fail the task, since Flyte can't print a value of this type: take a number, a \
                 boolean, a string, a datetime, a duration, a struct, a file, or a list of these, but not an `Option`, a map \
                 or bytes",
                entity::input_name(input)
            );
            let ty = input.ty;
            holds(Rule::UnprintableInput, ty, &quote!(<#ty as __a::FlyteType>::FORMS.argument), &message)
        })
        .collect()
}

/// Has rustc check a constant of a type, and report the message on the type itself.
pub(crate) fn holds(rule: Rule, ty: &Type, constant: &TokenStream, message: &str) -> TokenStream {
    // `assert!` reads it as a format string.
    let message = rule.end(message).replace('{', "{{").replace('}', "}}");
    quote_spanned!(ty.span()=> const _: () = __a::core::assert!(#constant, #message);)
}
