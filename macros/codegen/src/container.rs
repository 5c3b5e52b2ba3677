//! `#[container_task]`: a signature, and the container that does the work.

use crate::entity::{self, Expansion, Source};
use crate::errors::{Errors, Fault};
use crate::external;
use crate::options::settings::{self, Settings};
use crate::options::{Given, OptionKind, Options, Reading, Row, Value};
use crate::task;
use crate::text::Text;
use aileron_grammar::{Rule, Written, name};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Lit, LitStr, ReturnType};

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("container_task", options, item, |source, errors| {
        external::check_signature("container task", source, errors);
        let mut options: ContainerOptions = source.options(errors);
        settings::check(&source.entries, errors);
        options.check(source, errors);
        let target = options.target();
        options.settings.add(Some(target));
        let mut checks = options.types(source);
        checks.extend(options.texts().filter_map(Text::tracked));
        let entity = task::register(source, &options.settings);
        Some(Expansion::new(entity).with_body(external::body(source), checks))
    })
}

/// The options of `#[container_task]`.
#[derive(Default)]
pub(crate) struct ContainerOptions {
    settings: Settings,
    command: Vec<Text>,
    arguments: Vec<Text>,
    data: Data,
}

const CONTAINER: &[Row<ContainerOptions>] = &[
    Row::new(
        "image",
        "image = \"registry/repository:tag\"",
        &["container_image", "docker_image"],
        |options, given, errors| {
            settings::image(&mut options.settings, given, errors);
        },
    ),
    Row::new("command", "command = [\"…\", \"…\"]", &["cmd", "entrypoint"], |options, given, errors| {
        options.command = errors.keep(given.texts()).unwrap_or_default();
    }),
    Row::new("arguments", "arguments = [\"…\", \"…\"]", &["args", "argv"], |options, given, errors| {
        options.arguments = errors.keep(given.texts()).unwrap_or_default();
    }),
    Row::new("data", DATA_FORM, &["copilot", "data_config"], |options, given, errors| {
        options.data.read(given, errors);
    }),
];

impl Options for ContainerOptions {
    const KIND: OptionKind = OptionKind { one: "an option of a container task", main: "image" };

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        self.settings.read(reading, errors).by(CONTAINER, self, errors)
    }
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

impl ContainerOptions {
    fn texts(&self) -> impl Iterator<Item = &Text> {
        self.command.iter().chain(&self.arguments)
    }

    fn check(&self, source: &Source<'_>, errors: &mut Errors) {
        let signature = &source.function.signature;
        if source.entries.lacks("image") {
            errors.on(Rule::MissingOption, &signature.ident, "a container task does not run this program, so it needs an image: write `#[container_task(image = \"…\")]`");
        }
        let interface = !signature.inputs.is_empty() || !source.function.returns_unit();
        if interface && source.entries.lacks("command") && source.entries.lacks("arguments") {
            errors.on(Rule::MissingOption, &signature.ident, "a container with inputs or outputs needs arguments that name them, and Flyte refuses one without arguments: write `command = [\"…\"]` or `arguments = [\"…\"]`");
        }
        self.texts().for_each(|text| external::check(text, source, errors));
    }

    fn target(&self) -> TokenStream {
        let texts = |texts: &[Text]| -> Vec<LitStr> {
            texts.iter().map(|text| text.filled(&Written::new(text.value()).text())).collect()
        };
        let (command, arguments, data) = (texts(&self.command), texts(&self.arguments), self.data.tokens());
        quote!(target: __a::Target::Container(&__a::Container {
            command: &[#(#command),*],
            arguments: &[#(#arguments),*],
            data: #data,
        }))
    }

    /// What the types of inputs and outputs have to fulfil.
    fn types(&self, source: &Source<'_>) -> TokenStream {
        let printable = external::printable(self.texts(), source);
        let ReturnType::Type(_, output) = &source.function.signature.output else { return printable };
        if !self.data.enabled {
            return printable;
        }
        let message = "Flyte's co-pilot reads each output of a container from one file, and can't read an `Option`, a list, a \
                       map, an enum or bytes: return numbers, booleans, strings, datetimes, durations, structs, files or \
                       directories, or write `data = false` and let the container write `outputs.pb` to \
                       `{{.outputPrefix}}`";
        let files = quote!(<<#output as __a::Returns>::Outputs as __a::Outputs>::FORMS.file);
        let files = external::holds(Rule::ContainerOutput, output, &files, message);
        quote!(#printable #files)
    }
}

const DATA_FORM: &str = "data(inputs = \"/var/inputs\", outputs = \"/var/outputs\", format = \"json\")";

const DATA_KIND: OptionKind = OptionKind { one: "an option of `data`", main: "" };

const DATA: &[Row<Data>] = &[
    Row::new("inputs", "inputs = \"/var/inputs\"", &["input", "input_path"], |data, given, errors| {
        errors.keep(given.checked(&[name::folder])).into_iter().for_each(|path| data.inputs = path);
    }),
    Row::new("outputs", "outputs = \"/var/outputs\"", &["output", "output_path"], |data, given, errors| {
        errors.keep(given.checked(&[name::folder])).into_iter().for_each(|path| data.outputs = path);
    }),
    Row::new("format", "format = \"json\"", &["metadata_format"], |data, given, errors| {
        errors.keep(format(given)).into_iter().for_each(|format| data.format = format);
    }),
];

impl Data {
    fn read(&mut self, given: &Given<'_>, errors: &mut Errors) {
        match &given.value {
            Value::Literal(Lit::Bool(value)) => {
                self.enabled = value.value;
                return;
            }
            Value::List(list) if list.fault.is_some() || !list.entries.is_empty() => {}
            _ => {
                errors.push(given.wrong(
                    Rule::OptionValue,
                    format!("`data` takes a list: write `data = false` or `{DATA_FORM}`"),
                ));
                return;
            }
        }
        let Some(reading) = given.reading(errors) else { return };
        reading.by(DATA, self, errors).finish(&DATA_KIND, errors);
        let within = |inner: &str, outer: &str| format!("{inner}/").starts_with(&format!("{outer}/"));
        if within(&self.inputs, &self.outputs) || within(&self.outputs, &self.inputs) {
            let message = format!(
                "inputs and outputs are two volumes, but one of `{}` and `{}` contains the other: write two separate folders",
                self.inputs, self.outputs
            );
            errors.push(given.error(Rule::DataFolders, message));
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

fn format(given: &Given<'_>) -> Result<&'static str, Fault> {
    match given.string()?.value().as_str() {
        "json" => Ok("Json"),
        "yaml" => Ok("Yaml"),
        "proto" => Ok("Proto"),
        _ => Err(given.wrong(
            Rule::OptionValue,
            "the co-pilot also writes all inputs into one file, in one of three formats: write \"json\", \"yaml\" or \"proto\"",
        )),
    }
}
