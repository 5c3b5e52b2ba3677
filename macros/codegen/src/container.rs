//! `#[container_task]`: a signature, and the container that does the work.

use crate::entity::{self, Expansion, Source};
use crate::errors::Errors;
use crate::external;
use crate::images;
use crate::literal;
use crate::options::task::{Own, TaskOptions};
use crate::options::{Entry, Value, check_unique};
use crate::task;
use aileron_grammar::name;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Lit, LitStr, ReturnType};

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("container_task", options, item, |source, errors| {
        external::check_signature("container task", source, errors);
        let names: Vec<String> = source.inputs.iter().map(entity::input_name).collect();
        let mut own = ContainerOptions::default();
        let mut options = TaskOptions::read(&source.entries, &names, &mut own, errors);
        own.check(source, errors);
        options.add(own.target());
        let entity = task::register(source, &options);
        Some(Expansion::of(entity).with_body(external::body(source), own.types(source)))
    })
}

/// What only a container task has.
#[derive(Default)]
struct ContainerOptions {
    command: Vec<LitStr>,
    arguments: Vec<LitStr>,
    data: Data,
}

/// Where Flyte's co-pilot puts the inputs and finds the outputs.
struct Data {
    enabled: bool,
    inputs: String,
    outputs: String,
    format: &'static str,
}

impl Default for Data {
    fn default() -> Self {
        Data {
            enabled: true,
            inputs: "/var/inputs".to_owned(),
            outputs: "/var/outputs".to_owned(),
            format: "Json",
        }
    }
}

impl Own for ContainerOptions {
    const WHAT: &str = "option of a container task";
    const KEYS: &[&str] = &["arguments", "command", "data", "image"];

    fn read(&mut self, entry: &Entry, errors: &mut Errors) -> Option<TokenStream> {
        let texts = |errors: &mut Errors| errors.keep(entry.texts()).unwrap_or_default().to_vec();
        match entry.key.as_str() {
            "image" => return errors.keep(entry.string().and_then(images::check)),
            "command" => self.command = texts(errors),
            "arguments" => self.arguments = texts(errors),
            _ => self.data.read(entry, errors),
        }
        None
    }
}

impl ContainerOptions {
    fn texts(&self) -> impl Iterator<Item = &LitStr> {
        self.command.iter().chain(&self.arguments)
    }

    fn check(&self, source: &Source<'_>, errors: &mut Errors) {
        let signature = &source.function.signature;
        let given = |key: &str| source.entries.iter().any(|entry| entry.key == key);
        if !given("image") && !given("container_image") {
            errors.on(&signature.ident, "a container task runs no program of this crate, so it names its image: write `#[container_task(image = \"…\")]`");
        }
        let interface = !signature.inputs.is_empty() || !source.function.returns_unit();
        if interface && !given("command") && !given("arguments") {
            errors.on(&signature.ident, "a container with inputs or outputs has to be told of them, and Flyte refuses one without arguments: write `command = [\"…\"]` or `arguments = [\"…\"]`");
        }
        self.texts().for_each(|text| external::check(text, source, errors));
    }

    fn target(&self) -> TokenStream {
        let (command, arguments, data) = (&self.command, &self.arguments, self.data.tokens());
        quote!(target: __a::Target::Container(&__a::Container {
            command: &[#(#command),*],
            arguments: &[#(#arguments),*],
            data: #data,
        }))
    }

    /// What must hold of the types of inputs and outputs.
    fn types(&self, source: &Source<'_>) -> TokenStream {
        let printable = external::printable(self.texts(), source);
        let ReturnType::Type(_, output) = &source.function.signature.output else { return printable };
        if !self.data.enabled {
            return printable;
        }
        let message = "Flyte's co-pilot reads each output of a container from one file, which holds a number, a boolean, a \
                       text, a datetime, a duration or a struct, or is the file or the directory itself: it reads no \
                       `Option`, no list, no map, no enum and no bytes. Return one of the former, or write `data = false` \
                       and let the container write `outputs.pb` to `{{.outputPrefix}}`";
        let files = quote!(<<#output as __a::Returns>::Outputs as __a::Outputs>::FORMS.file);
        let files = external::holds(output, &files, message);
        quote!(#printable #files)
    }
}

impl Data {
    const FORM: &str = "data(inputs = \"/var/inputs\", outputs = \"/var/outputs\", format = \"json\")";

    fn read(&mut self, entry: &Entry, errors: &mut Errors) {
        if let Value::Literal(Lit::Bool(value)) = &entry.value {
            self.enabled = value.value;
            return;
        }
        let Some(entries) = errors.keep(entry.list(&format!("data = false` or `{}", Self::FORM))) else {
            return;
        };
        check_unique(entries, errors);
        for part in entries {
            match part.key.as_str() {
                "inputs" => errors.keep(folder(part)).into_iter().for_each(|path| self.inputs = path),
                "outputs" => errors.keep(folder(part)).into_iter().for_each(|path| self.outputs = path),
                "format" => errors.keep(format(part)).into_iter().for_each(|format| self.format = format),
                _ => errors.push(part.unknown("option of `data`", &["inputs", "outputs", "format"])),
            }
        }
        let within = |inner: &str, outer: &str| format!("{inner}/").starts_with(&format!("{outer}/"));
        if within(&self.inputs, &self.outputs) || within(&self.outputs, &self.inputs) {
            errors.push(entry.error(format!(
                "inputs and outputs are two volumes, so neither folder can be the other or lie in it: `{}` and `{}`",
                self.inputs, self.outputs
            )));
        }
    }

    fn tokens(&self) -> TokenStream {
        if !self.enabled {
            return quote!(__a::None);
        }
        let (inputs, outputs, format) =
            (&self.inputs, &self.outputs, Ident::new(self.format, Span::call_site()));
        quote!(__a::Some(__a::Data { inputs: #inputs, outputs: #outputs, format: __a::DataFormat::#format }))
    }
}

/// A folder in the container.
fn folder(entry: &Entry) -> syn::Result<String> {
    let text = entry.string()?;
    match name::folder(&text.value()) {
        Ok(()) => Ok(text.value()),
        Err(problem) => Err(literal::problem(text, &problem)),
    }
}

fn format(entry: &Entry) -> syn::Result<&'static str> {
    let text = entry.string()?;
    match text.value().as_str() {
        "json" => Ok("Json"),
        "yaml" => Ok("Yaml"),
        "proto" => Ok("Proto"),
        _ => Err(syn::Error::new(
            text.span(),
            "the inputs are put into one file besides, of one of three formats: write \"json\", \"yaml\" or \"proto\"",
        )),
    }
}
