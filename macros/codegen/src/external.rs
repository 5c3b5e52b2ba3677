//! What the tasks share that are no Rust code: a signature whose body runs the task on this machine, and texts with
//! placeholders.

use crate::entity::{self, Source};
use crate::errors::Errors;
use crate::options::OptionEntry;
use crate::text::Text;
use aileron_grammar::{Argument, Placeholder, Written};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

/// What keeps the function from being a signature alone.
pub(crate) fn check_signature(kind: &str, source: &Source<'_>, errors: &mut Errors) {
    let function = source.function;
    if !function.has_no_body() {
        errors.on(
            &function.signature,
            format!("what a {kind} does is not written in Rust: end its signature with `;`"),
        );
    }
    if let Some(word) = &function.signature.asyncness {
        errors.on(word, format!("a call of a {kind} waits until it is done: drop `async`"));
    }
    for input in source.inputs.iter().filter(|input| input.is_mutable()) {
        errors.on(input.pattern, format!("an input of a {kind} is a plain name: drop `mut`"));
    }
}

/// The body: it hands its inputs over, and gives what comes back.
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
    quote_spanned!(output.span()=> __a::outcome::<#output>(__a::external(#path, [#(#inputs),*])))
}

/// Tells what is a mistake in a text that Flyte fills in, most likely.
pub(crate) fn check(text: &Text, source: &Source<'_>, errors: &mut Errors) {
    let own: Vec<&str> = source
        .entries
        .get("env")
        .into_iter()
        .flat_map(OptionEntry::entries)
        .map(|entry| &*entry.key)
        .collect();
    // What the platform sets itself begins so (flyteplugins `flytek8s/k8s_resource_adds.go`).
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
                "`{{{{.inputs.{}}}}}` would fail the task, since Flyte can't print this type: it prints numbers, booleans, \
                 texts, datetimes, durations, structs, addresses of files, and lists of these, but no `Option`, no map and \
                 no bytes",
                entity::input_name(input)
            );
            let ty = input.ty;
            holds(ty, &quote!(<#ty as __a::FlyteType>::FORMS.argument), &message)
        })
        .collect()
}

/// Has rustc check a constant of a type, and tell the message on the type itself.
pub(crate) fn holds(ty: &Type, constant: &TokenStream, message: &str) -> TokenStream {
    // `assert!` takes it for a format.
    let message = message.replace('{', "{{").replace('}', "}}");
    quote_spanned!(ty.span()=> const _: () = __a::core::assert!(#constant, #message);)
}
