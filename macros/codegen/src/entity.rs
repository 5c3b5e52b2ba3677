//! What `#[task]` and `#[workflow]` share: reading the item, describing it, handing it to the registry.

use crate::errors::Errors;
use crate::function::{Function, Input};
use crate::manifest::Manifest;
use crate::options::{self, Entry, Value};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Attribute, Lit, Path};

/// An annotated function: its attribute's entries and its inputs.
pub(crate) struct Source<'a> {
    pub(crate) entries: Vec<Entry>,
    pub(crate) function: &'a Function,
    pub(crate) inputs: Vec<Input<'a>>,
}

/// The item as it stood and, behind it, the entity that `register` makes of it, or every mistake.
pub(crate) fn expand(
    kind: &str,
    options: TokenStream,
    item: TokenStream,
    register: impl FnOnce(&Source<'_>, &mut Errors) -> Option<TokenStream>,
) -> TokenStream {
    let mut errors = Errors::default();
    let function: Function = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => return not_a_function(kind, &item, error),
    };
    let entries = options::parse(options, &mut errors);
    check_attributes(&function, kind, &mut errors);
    let inputs = function.inputs(kind, &mut errors);
    let source = Source { entries, function: &function, inputs };
    let entity = register(&source, &mut errors);
    let beside = match entity {
        Some(entity) if errors.is_empty() => submit(&source, &entity),
        _ => errors.into_tokens(),
    };
    let item = function.item();
    quote!(#item #beside)
}

/// The item as it stood, and why it can't be a `kind`.
fn not_a_function(kind: &str, item: &TokenStream, error: syn::Error) -> TokenStream {
    if syn::parse2::<syn::ItemFn>(item.clone()).is_err() && syn::parse2::<syn::Item>(item.clone()).is_ok() {
        let message = format!("only a function can be a {kind}: put `#[{kind}]` on a `fn`");
        let error = syn::Error::new_spanned(head(item), message).into_compile_error();
        return quote!(#item #error);
    }
    // rustc reads the item as well: where it finds a mistake of its own, one message is enough.
    if item.to_token_stream().is_empty() { error.into_compile_error() } else { quote!(#item) }
}

/// The item up to its body, which is what a message should point at.
fn head(item: &TokenStream) -> TokenStream {
    let is_body = |token: &proc_macro2::TokenTree| matches!(token, proc_macro2::TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace);
    item.clone().into_iter().take_while(|token| !is_body(token)).collect()
}

/// One function is one entity.
fn check_attributes(function: &Function, kind: &str, errors: &mut Errors) {
    for attribute in &function.attributes {
        let last = attribute.path().segments.last().map(|segment| segment.ident.to_string());
        if let Some(other @ ("task" | "workflow")) = last.as_deref() {
            let message = if other == kind {
                format!("`#[{kind}]` stands here twice: keep one")
            } else {
                "a function is either a task or a workflow: keep one of the two attributes".to_owned()
            };
            errors.on(attribute, message);
        }
    }
}

/// The name on the wire: `r#type` is `type` there.
pub(crate) fn input_name(input: &Input<'_>) -> String {
    input.name.unraw().to_string()
}

/// `input::<Type>("name", "doc")`: the type's own tokens, so that a type that no literal carries is told on it.
pub(crate) fn parameter(input: &Input<'_>) -> TokenStream {
    let (name, ty, doc) = (input_name(input), input.ty, input.doc);
    quote!(__a::input::<#ty>(#name, #doc))
}

pub(crate) fn describe(function: &Function, name: Option<&str>) -> TokenStream {
    let ident = function.name();
    let plain = ident.unraw().to_string();
    let (name, doc) = (name.unwrap_or_default(), function.doc());
    quote! {
        __a::Function {
            id: __a::id_of(&#ident),
            module: __a::core::module_path!(),
            ident: #plain,
            name: #name,
            doc: #doc,
            file: __a::core::file!(),
            line: __a::core::line!(),
        }
    }
}

fn submit(source: &Source<'_>, entity: &TokenStream) -> TokenStream {
    let aileron = aileron(&source.entries, &Manifest::of_this_package());
    let conditions = source.function.attributes.iter().filter(|attribute| is_condition(attribute));
    quote! {
        #(#conditions)*
        #[allow(deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
        const _: () = {
            use #aileron::__ as __a;
            __a::submit! { #entity }
        };
    }
}

/// What a condition leaves out has no entity either.
fn is_condition(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
}

/// `crate = "path"` names Aileron where the manifest can't: behind a re-export.
fn aileron(entries: &[Entry], manifest: &Manifest) -> TokenStream {
    entries
        .iter()
        .find_map(|entry| match (&*entry.key, &entry.value) {
            ("crate", Value::Literal(Lit::Str(path))) => path.parse::<Path>().ok().map(|path| quote!(#path)),
            _ => None,
        })
        .unwrap_or_else(|| manifest.aileron())
}
