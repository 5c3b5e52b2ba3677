//! The annotated function as the user wrote it, and what a task or a workflow needs to know of it.

use crate::docs;
use crate::errors::{Errors, pretty};
use crate::lints;
use crate::names::is_type_name;
use crate::parameter::{self, Parameter};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{
    Attribute, FnArg, GenericArgument, Ident, Pat, PathArguments, ReturnType, Signature, Type, TypePath,
    Visibility,
};

/// More inputs than this are clearer as a struct.
const MOST_INPUTS: usize = 16;

/// A function item whose body is still tokens: a task's body is never looked into.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) body: TokenStream,
    parameters: Vec<Parameter>,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let mut signature: Signature = input.parse()?;
        let body = input.parse()?;
        let parameters = signature.inputs.iter_mut().map(parameter::take).collect();
        Ok(Function { attributes, visibility, signature, body, parameters })
    }
}

/// One input: the name and type that Flyte sees.
pub(crate) struct Input<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) pattern: &'a Pat,
    pub(crate) doc: &'a str,
    pub(crate) default: TokenStream,
    /// The attribute that gives the default.
    pub(crate) given_default: Option<&'a Attribute>,
    /// What marks it as the one that gets the time of a schedule.
    pub(crate) kickoff: Option<&'a Attribute>,
}

impl Input<'_> {
    pub(crate) fn is_mutable(&self) -> bool {
        matches!(self.pattern, Pat::Ident(pattern) if pattern.mutability.is_some())
    }
}

impl Function {
    pub(crate) fn name(&self) -> &Ident {
        &self.signature.ident
    }

    pub(crate) fn doc(&self) -> String {
        docs::text(&self.attributes)
    }

    /// Whether it is a signature alone, ended by a `;`.
    pub(crate) fn has_no_body(&self) -> bool {
        self.body.to_string() == ";"
    }

    pub(crate) fn is_async(&self) -> bool {
        self.signature.asyncness.is_some()
    }

    /// The type behind the arrow, `()` where there is none.
    pub(crate) fn output(&self) -> TokenStream {
        match &self.signature.output {
            ReturnType::Default => quote!(()),
            ReturnType::Type(_, ty) => ty.to_token_stream(),
        }
    }

    pub(crate) fn returns_unit(&self) -> bool {
        match &self.signature.output {
            ReturnType::Default => true,
            ReturnType::Type(_, ty) => matches!(&**ty, Type::Tuple(parts) if parts.elems.is_empty()),
        }
    }

    /// The inputs, or what keeps this function from being a `kind` ("task", "workflow").
    pub(crate) fn inputs(&self, kind: &str, errors: &mut Errors) -> Vec<Input<'_>> {
        self.check_shape(kind, errors);
        let arguments = self.signature.inputs.iter().zip(&self.parameters);
        arguments.filter_map(|(argument, parameter)| input(argument, parameter, kind, errors)).collect()
    }

    /// The function's own `#[allow(…)]` and the like, for the second life of its body.
    pub(crate) fn lint_levels(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes.iter().filter(|attribute| attribute.path().is_ident("allow"))
    }

    fn check_shape(&self, kind: &str, errors: &mut Errors) {
        let signature = &self.signature;
        if let Some(word) = &signature.constness {
            errors.on(
                Rule::PlainFunction,
                word,
                format!("a {kind} runs when Flyte starts it, not in a constant: remove `const`"),
            );
        }
        if let Some(word) = &signature.unsafety {
            errors.on(Rule::PlainFunction, word, format!("the runtime calls a {kind}, and can't promise what an `unsafe` function needs: wrap the unsafe part in a safe {kind}"));
        }
        if let Some(abi) = &signature.abi {
            errors.on(Rule::PlainFunction, abi, format!("a {kind} is a Rust function: remove the `extern` ABI, or call the foreign function from a {kind}"));
        }
        let generics = &signature.generics;
        if !generics.params.is_empty() {
            errors.on(Rule::GenericFunction, generics, format!("a {kind} has one interface, so it can't be generic: write one {kind} for each type, and call the generic function from them"));
        }
        if let Some(dots) = &signature.variadic {
            errors.on(Rule::PlainFunction, dots, format!("a {kind} has a fixed list of inputs: name each"));
        }
        if is_type_name(&signature.ident.to_string()) {
            errors.on(
                Rule::CapitalName,
                &signature.ident,
                format!(
                    "the name of a {kind} begins with a lower-case letter, since a workflow takes a name with a capital for \
                     a type: rename the function"
                ),
            );
        }
        if signature.inputs.len() > MOST_INPUTS {
            errors.on(Rule::TooManyInputs, &signature.ident, format!("a {kind} takes at most {MOST_INPUTS} inputs, and this one has {}: put inputs that belong together into one struct", signature.inputs.len()));
        }
        if let ReturnType::Type(_, ty) = &signature.output {
            check_type(ty, kind, errors);
        }
    }

    /// The item again, without the lints that object to the form of a task or workflow.
    pub(crate) fn item(&self) -> TokenStream {
        let Function { attributes, visibility, signature, body, .. } = self;
        let lints = lints::for_function(visibility, signature);
        quote!(#(#attributes)* #lints #visibility #signature #body)
    }
}

fn input<'a>(
    argument: &'a FnArg,
    parameter: &'a Parameter,
    kind: &str,
    errors: &mut Errors,
) -> Option<Input<'a>> {
    let typed = match argument {
        FnArg::Receiver(receiver) => {
            errors.on(
                Rule::FreeFunction,
                receiver,
                format!("a {kind} is a free function, without `self`: take what `self` holds as inputs"),
            );
            return None;
        }
        FnArg::Typed(typed) => typed,
    };
    let Pat::Ident(pattern) = &*typed.pat else {
        errors.on(Rule::InputName, &typed.pat, format!("an input of a {kind} needs a name, since Flyte shows it and binds values by it: write `name: Type`, and take the value apart in the body"));
        return None;
    };
    if pattern.by_ref.is_some() || pattern.subpat.is_some() {
        errors.on(
            Rule::InputName,
            pattern,
            format!("an input of a {kind} is a plain name: write `{}: Type`", pattern.ident),
        );
        return None;
    }
    for attribute in &typed.attrs {
        errors.on(
            Rule::InputAttribute,
            attribute,
            format!(
                "an input of a {kind} takes no attributes except docs and `#[default(…)]`: remove this one"
            ),
        );
    }
    if !check_type(&typed.ty, kind, errors) {
        return None;
    }
    let kickoff = parameter.kickoff(kind, errors);
    let default = parameter.default(errors);
    let given_default = parameter.given_default();
    Some(Input {
        name: &pattern.ident,
        ty: &typed.ty,
        pattern: &typed.pat,
        doc: &parameter.doc,
        default,
        given_default,
        kickoff,
    })
}

/// Refuses types that no trait can refuse with its own message, and those of the standard library that have a counterpart.
fn check_type(ty: &Type, kind: &str, errors: &mut Errors) -> bool {
    match ty {
        Type::Group(group) => check_type(&group.elem, kind, errors),
        Type::Paren(group) => check_type(&group.elem, kind, errors),
        Type::Reference(reference) if is_path(&reference.elem) => {
            errors.on(Rule::LocalPath, reference, NO_PATH);
            false
        }
        Type::Reference(reference) => {
            let owned = owned(&reference.elem);
            errors.on(Rule::BorrowedType, reference, format!("a {kind} owns its values, since they come from another process: write `{owned}` instead of a reference"));
            false
        }
        Type::Tuple(parts) => parts.elems.iter().all(|part| check_inner(part, kind, errors)),
        Type::Path(path) => match (instead(path), option_in_option(path)) {
            (Some((rule, instead)), _) => {
                errors.on(rule, path, instead);
                false
            }
            (None, Some(inner)) => {
                errors.on(
                    Rule::NestedOption,
                    path,
                    format!(
                        "an `Option` in an `Option` has two kinds of none, and Flyte has one: write `{}`",
                        pretty(inner)
                    ),
                );
                false
            }
            (None, None) => inner_types(path).all(|ty| check_inner(ty, kind, errors)),
        },
        Type::ImplTrait(ty) => {
            errors.on(Rule::GenericFunction, ty, format!("a {kind} has one interface, known when it compiles: write the type itself instead of `impl Trait`"));
            false
        }
        _ => true,
    }
}

fn check_inner(ty: &Type, kind: &str, errors: &mut Errors) -> bool {
    !matches!(ty, Type::Path(_) | Type::Tuple(_)) || check_type(ty, kind, errors)
}

/// The inner `Option` where both are written out; behind an alias the compiler finds it.
fn option_in_option(path: &TypePath) -> Option<&Type> {
    let is_option = |path: &TypePath| path.path.segments.last().is_some_and(|last| last.ident == "Option");
    inner_types(path).find(|inner| is_option(path) && matches!(inner, Type::Path(inner) if is_option(inner)))
}

/// The types between the angle brackets.
fn inner_types(path: &TypePath) -> impl Iterator<Item = &Type> {
    let arguments = path.path.segments.last().map(|last| &last.arguments);
    let arguments = arguments.into_iter().flat_map(|arguments| match arguments {
        PathArguments::AngleBracketed(inner) => inner.args.iter().collect(),
        _ => Vec::new(),
    });
    arguments.filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

const NO_PATH: &str = "a path of this machine means nothing on another one: write `File` or `Directory`, which carry what the path leads to, or `String` for the path as a text";

/// What to write instead of a type of the standard library that Flyte does not know.
fn instead(path: &TypePath) -> Option<(Rule, &'static str)> {
    match path.path.segments.last()?.ident.to_string().as_str() {
        "PathBuf" => Some((Rule::LocalPath, NO_PATH)),
        "OsString" => Some((Rule::NotFlyteType, "Flyte's strings are UTF-8: write `String`")),
        "char" => Some((Rule::NotFlyteType, "Flyte has no type for a single character: write `String`")),
        "i128" | "u128" => Some((
            Rule::NotFlyteType,
            "Flyte's integers have 64 bits: write `i64` or `u64`, or `String` for the digits",
        )),
        _ => None,
    }
}

fn is_path(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Path"))
}

fn owned(ty: &Type) -> String {
    match ty {
        Type::Path(path) if path.path.is_ident("str") => "String".into(),
        Type::Slice(slice) => format!("Vec<{}>", pretty(&slice.elem)),
        other => pretty(other),
    }
}
