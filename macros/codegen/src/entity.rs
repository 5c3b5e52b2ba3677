//! What `#[task]` and `#[workflow]` share: reading the item, describing it, handing it to the registry.

use crate::errors::{Errors, Fault};
use crate::function::{Function, Input};
use crate::home;
use crate::manifest::Manifest;
use crate::node_attributes;
use crate::options::{Entries, Options, Reading, Row};
use aileron_grammar::{OutputDocs, Rule, mark, name};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Attribute, GenericArgument, Path, PathArguments, ReturnType, Type};

/// An annotated function: its attribute's entries and its inputs.
pub(crate) struct Source<'a> {
    pub(crate) entries: Entries,
    pub(crate) function: &'a Function,
    pub(crate) inputs: Vec<Input<'a>>,
    /// What Flyte calls the inputs.
    pub(crate) names: Vec<String>,
    facts: Facts,
}

/// The options of every attribute.
#[derive(Default)]
struct Facts {
    name: Option<String>,
    aileron: Option<Path>,
}

const FACTS: &[Row<Facts>] = &[
    Row::new(
        "name",
        "name = \"etl.count\"",
        &["task_name", "workflow_name", "id"],
        |facts, given, errors| {
            facts.name = errors.keep(given.checked(&[name::entity]));
        },
    ),
    // Names Aileron where the manifest can't: behind a re-export.
    Row::new("crate", "crate = \"crate::flyte\"", &[], |facts, given, errors| {
        let path = given.string().and_then(|text| {
            let message = "this is not a path of a crate: write it as in `crate = \"crate::flyte\"`";
            text.parse::<Path>().map_err(|_| Fault::at(Rule::CratePath, text.span(), message))
        });
        facts.aileron = errors.keep(path);
    }),
];

/// The reading, once it knows the options of every attribute.
pub(crate) fn known(reading: Reading<'_>) -> Reading<'_> {
    reading.by(FACTS, &mut Facts::default(), &mut Errors::default())
}

/// What becomes of the function.
pub(crate) struct Expansion {
    /// What the registry gets.
    entity: TokenStream,
    /// Constants beside it: what it names, and what must hold of its types.
    checks: TokenStream,
    /// Its body, where it has none of its own.
    body: Option<TokenStream>,
    /// Its body as rustc gets it, where that is not what the user wrote.
    written: Option<TokenStream>,
    /// The lints that are off for it.
    lints: TokenStream,
}

impl Expansion {
    pub(crate) fn new(entity: TokenStream) -> Self {
        Expansion { entity, checks: TokenStream::new(), body: None, written: None, lints: TokenStream::new() }
    }

    pub(crate) fn beside(self, checks: TokenStream) -> Self {
        Expansion { checks, ..self }
    }

    pub(crate) fn allowing(self, lints: TokenStream) -> Self {
        Expansion { lints, ..self }
    }

    pub(crate) fn written(self, written: Option<TokenStream>) -> Self {
        Expansion { written, ..self }
    }

    pub(crate) fn with_body(self, body: TokenStream, checks: TokenStream) -> Self {
        Expansion { body: Some(body), checks, ..self }
    }
}

/// The item as it was, followed by the entity that `register` makes from it, or by every mistake.
pub(crate) fn expand(
    kind: &str,
    options: TokenStream,
    item: &TokenStream,
    register: impl FnOnce(&Source<'_>, &mut Errors) -> Option<Expansion>,
) -> TokenStream {
    let mut errors = Errors::default();
    let mut function: Function = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => return not_a_function(kind, item, &error),
    };
    let entries = Entries::parse(options, &mut errors);
    check_attributes(&function, kind, &mut errors);
    check_home(&function, kind, &mut errors);
    check_name(&function, &entries, kind, &mut errors);
    let inputs = function.inputs(&noun(kind), &mut errors);
    check_outputs(&function, &mut errors);
    let names: Vec<String> = inputs.iter().map(input_name).collect();
    let mut facts = Facts::default();
    let _ = entries.reading(&names).by(FACTS, &mut facts, &mut errors);
    let source = Source { entries, function: &function, inputs, names, facts };
    let expansion = register(&source, &mut errors);
    let aileron = source.aileron();
    let mut lints = TokenStream::new();
    let beside = match expansion {
        Some(expansion) if errors.is_empty() => {
            lints = expansion.lints.clone();
            let beside = submit(&function, &aileron, &expansion);
            if let Some(body) = expansion.body {
                function.body = quote!({ use #aileron::__ as __a; #body });
            }
            if let Some(written) = expansion.written {
                function.body = written;
            }
            beside
        }
        _ => {
            let missing = function.has_no_body().then(|| unreachable(&source.inputs));
            let written = || {
                node_attributes::taken_off(&function.body, Some(&aileron)).unwrap_or(function.body.clone())
            };
            function.body = missing.unwrap_or_else(written);
            // Another attribute of ours would report the same mistakes.
            function.attributes.retain(|attribute| entity_attribute(attribute).is_none());
            errors.into_tokens()
        }
    };
    let (item, manifest) = (function.item(), Manifest::of_this_package().unreported());
    quote!(#lints #item #beside #manifest)
}

/// A body for a function without one. It causes no warning.
fn unreachable(inputs: &[Input<'_>]) -> TokenStream {
    let used = inputs.iter().map(|input| {
        let (name, mutable) = (input.name, input.is_mutable().then(|| quote!(&mut)));
        quote!(#mutable #name)
    });
    quote!({ let _ = (#(#used,)*); ::core::unreachable!() })
}

/// `container task`: the attribute `container_task` in a message.
fn noun(kind: &str) -> String {
    if kind == "dynamic" { "dynamic workflow".to_owned() } else { kind.replace('_', " ") }
}

/// The item as it was, and why it can't be a `kind`.
fn not_a_function(kind: &str, item: &TokenStream, error: &syn::Error) -> TokenStream {
    if syn::parse2::<syn::ItemFn>(item.clone()).is_err() && syn::parse2::<syn::Item>(item.clone()).is_ok() {
        let message = format!("only a function can be a {}: put `#[{kind}]` on a `fn`", noun(kind));
        let error = Fault::on(Rule::FreeFunction, &head(item), message).into_compile_error();
        return quote!(#item #error);
    }
    // rustc reads the item as well: where it finds a mistake of its own, one message is enough.
    if item.to_token_stream().is_empty() {
        Fault::of_parser(Rule::FreeFunction, error).into_compile_error()
    } else {
        quote!(#item)
    }
}

/// The item up to its body, which is what a message should point at.
fn head(item: &TokenStream) -> TokenStream {
    let is_body = |token: &proc_macro2::TokenTree| matches!(token, proc_macro2::TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace);
    item.clone().into_iter().take_while(|token| !is_body(token)).collect()
}

/// One function is one entity.
fn check_attributes(function: &Function, kind: &str, errors: &mut Errors) {
    for attribute in &function.attributes {
        if let Some(other) = entity_attribute(attribute) {
            let message = if other == kind {
                format!("`#[{kind}]` is here twice: keep one")
            } else {
                "a function is one task of one kind, one workflow, or one launch plan: keep one of the two attributes"
                    .to_owned()
            };
            errors.on(Rule::OneAttribute, attribute, message);
        }
    }
}

/// The kind of entity that an attribute makes; none for other attributes.
fn entity_attribute(attribute: &Attribute) -> Option<&'static str> {
    const KINDS: [&str; 10] = [
        "task",
        "workflow",
        "launch_plan",
        "container_task",
        "dynamic",
        "query_task",
        "shell_task",
        "reference_task",
        "reference_workflow",
        "reference_launch_plan",
    ];
    let last = &attribute.path().segments.last()?.ident;
    KINDS.into_iter().find(|name| last == name)
}

/// The registry finds a function by its name, and a function of an `impl` has no such name.
fn check_home(function: &Function, kind: &str, errors: &mut Errors) {
    // A function with `self` gets a message of its own.
    if function.signature.receiver().is_some() {
        return;
    }
    let name = function.name();
    if let Some(home) = home::find(name) {
        let kind = noun(kind);
        errors.on(
            Rule::FreeFunction,
            &function.signature,
            format!("a {kind} is a free function, but `{name}` is in {home}: move it out, and call it as `{name}(…)`"),
        );
    }
}

/// Without the option `name`, the function's own name is the last part of the entity's name.
fn check_name(function: &Function, entries: &Entries, kind: &str, errors: &mut Errors) {
    if entries.has("name") {
        return;
    }
    if let Err(problem) = name::entity(&function.name().unraw().to_string()) {
        let message = format!("{problem}; rename the function, or write `#[{kind}(name = \"…\")]`");
        errors.on(problem.rule(), function.name(), message);
    }
}

/// The docs may describe only outputs that exist.
fn check_outputs(function: &Function, errors: &mut Errors) {
    let ReturnType::Type(_, output) = &function.signature.output else { return };
    let (Some(outputs), Some(docs)) = (several(output), OutputDocs::parse(&function.doc())) else { return };
    let names: Vec<String> = (0..outputs).map(|index| format!("o{index}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if let Err(message) = docs.descriptions(&names) {
        errors.on(Rule::ReturnsSection, output, message);
    }
}

/// How many outputs a tuple is, in a `Result` or not.
fn several(output: &Type) -> Option<usize> {
    match output {
        Type::Tuple(outputs) if outputs.elems.len() > 1 => Some(outputs.elems.len()),
        Type::Path(path) => {
            let last = path.path.segments.last().filter(|last| last.ident == "Result")?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            match arguments.args.first()? {
                GenericArgument::Type(ty) => several(ty),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The name on the wire: `r#type` is `type` there.
pub(crate) fn input_name(input: &Input<'_>) -> String {
    input.name.unraw().to_string()
}

impl Source<'_> {
    /// The attribute's own options.
    pub(crate) fn options<O: Options>(&self, errors: &mut Errors) -> O {
        let mut options = O::default();
        self.entries.watch(errors, |errors| {
            let reading = known(self.entries.reading(&self.names));
            options.read(reading, errors).finish(&O::KIND, errors);
        });
        options
    }

    /// The inputs as the grammars take them.
    pub(crate) fn named(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    /// The path by which generated code reaches Aileron.
    pub(crate) fn aileron(&self) -> TokenStream {
        let given = self.facts.aileron.as_ref();
        given.map_or_else(|| Manifest::of_this_package().aileron(), |path| quote!(#path))
    }

    /// The types of the inputs and of the output, in the user's own tokens, so that rustc reports a type that Flyte does
    /// not know on the type itself.
    pub(crate) fn types(&self) -> TokenStream {
        let inputs = self.inputs.iter().map(|input| input.ty);
        let output = self.function.output();
        quote!(#(#inputs,)* #output)
    }

    /// Name, description and default of each input.
    pub(crate) fn names(&self) -> TokenStream {
        let names = self.inputs.iter().map(|input| {
            let (mut text, default) = (input_name(input), &input.default);
            if !input.doc.is_empty() {
                text = format!("{text}\n{}", input.doc);
            }
            quote!((#text, #default))
        });
        quote!((#(#names,)*))
    }
}

/// The function that makes the entity from parts of these types, and the entry of the registry: a mark and an id to find
/// it by, and that function.
pub(crate) fn entry(
    constructor: &TokenStream,
    source: &Source<'_>,
    types: &TokenStream,
    parts: &TokenStream,
) -> TokenStream {
    let name = source.facts.name.as_deref();
    let (ident, text) = (source.function.name(), describe(source.function, name));
    let mark = mark(name.unwrap_or(&ident.unraw().to_string()));
    quote! {
        fn __make() -> (&'static str, #types) {
            (#text, #parts)
        }
        __a::submit! { __a::#constructor(#mark, __a::id(#ident), &__a::Make(__make)) }
    }
}

fn describe(function: &Function, name: Option<&str>) -> TokenStream {
    let plain = function.name().unraw().to_string();
    let (before, after) = (format!("{}\n", name.unwrap_or_default()), format!("::{plain}\n"));
    let doc = format!("\n{}", function.doc());
    quote!(__a::core::concat!(
        #before, __a::core::module_path!(), #after, __a::core::file!(), ":", __a::core::line!(), #doc
    ))
}

fn submit(
    function: &Function,
    aileron: &TokenStream,
    Expansion { entity, checks, .. }: &Expansion,
) -> TokenStream {
    let attributes = function.attributes.iter().filter_map(shared);
    quote! {
        #(#attributes)*
        const _: () = {
            use #aileron::__ as __a;
            #entity
            #checks
        };
    }
}

/// An attribute of the function that its entity needs as well: a function that `cfg` leaves out has no entity either, and
/// a lint that the user allowed is allowed for the entity.
fn shared(attribute: &Attribute) -> Option<TokenStream> {
    let path = attribute.path();
    if path.is_ident("cfg") || path.is_ident("allow") {
        return Some(quote!(#attribute));
    }
    path.is_ident("deprecated").then(|| quote!(#[allow(deprecated)]))
}
