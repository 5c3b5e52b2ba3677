//! `#[shell_task]`: a signature, and the script that does the work.

use crate::entity::{self, Expansion, Source};
use crate::errors::{Errors, Fault};
use crate::external;
use crate::options::settings::{self, Settings};
use crate::options::{Given, OptionKind, Options, Reading, Row};
use crate::task;
use crate::text::Text;
use aileron_grammar::{Placeholder, Problem, Rule, Written, shell};
use proc_macro2::TokenStream;
use quote::quote;
use std::ops::Range;
use syn::LitStr;

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("shell_task", options, item, |source, errors| {
        external::check_signature("shell task", source, errors);
        let mut options: ShellOptions = source.options(errors);
        settings::check(&source.entries, errors);
        let target = options.target(source, errors);
        options.settings.add(Some(target));
        let tracked = options.script.as_ref().and_then(Text::tracked).unwrap_or_default();
        let entity = task::register(source, &options.settings);
        Some(Expansion::new(entity).with_body(external::body(source), tracked))
    })
}

/// The options of `#[shell_task]`.
#[derive(Default)]
pub(crate) struct ShellOptions {
    settings: Settings,
    script: Option<Text>,
    shell: Option<LitStr>,
}

const SCRIPT: &[Row<ShellOptions>] = &[
    Row::new(
        "script",
        "script = \"…\"",
        &["command", "cmd", "run", "code", "script_file"],
        |options, given, errors| {
            options.script = errors.keep(given.text());
        },
    ),
    Row::new("shell", "shell = \"/bin/bash\"", &["interpreter", "executable"], |options, given, errors| {
        options.shell = errors.keep(shell(given));
    }),
];

impl Options for ShellOptions {
    const KIND: OptionKind = OptionKind { one: "an option of a shell task", main: "script" };

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        let reading = self.settings.read(reading, errors);
        reading.by(settings::IMAGE, &mut self.settings, errors).by(SCRIPT, self, errors)
    }
}

fn shell(given: &Given<'_>) -> Result<LitStr, Fault> {
    let text = given.string()?;
    if text.value().is_empty() {
        return Err(given.wrong(Rule::OptionValue, format!("the shell is missing: write `{}`", given.form)));
    }
    Ok(text.clone())
}

impl ShellOptions {
    fn target(&self, source: &Source<'_>, errors: &mut Errors) -> TokenStream {
        if source.entries.lacks("script") {
            errors.on(
                Rule::MissingOption,
                &source.function.signature.ident,
                "a shell task needs its script: write `#[shell_task(script = \"…\")]`",
            );
        }
        let shell = self.shell.as_ref().map_or_else(|| "/bin/sh".to_owned(), LitStr::value);
        let script = self.script.as_ref().map(|script| filled(script, &source.named(), errors));
        let script = script.unwrap_or_default();
        quote!(target: __a::Target::Shell(&__a::Script { shell: #shell, text: #script }))
    }
}

/// The script with a variable for each placeholder, so that the shell does not read a value as a part of the script.
fn filled(script: &Text, names: &[&str], errors: &mut Errors) -> String {
    let text = script.value();
    let written = Written::new(text);
    let mut problems = written.check(names);
    let (mut out, mut done, mut places) = (String::new(), 0, Vec::new());
    for (placeholder, at) in written.placeholders() {
        let Placeholder::Inputs(name) = placeholder else {
            problems.push(not_of_an_input(at));
            continue;
        };
        out.extend([&*Written::new(&text[done..at.start]).text(), "${inputs_", name, "}"]);
        done = at.end;
        places.push(at);
    }
    problems.extend(shell::check(text, &places));
    problems.extend(script.is_file().then(|| carriage_return(text)).flatten());
    problems.sort_by_key(|problem| problem.at.start);
    for problem in problems {
        errors.push(script.problem(&problem));
    }
    out + &Written::new(&text[done..]).text()
}

fn not_of_an_input(at: Range<usize>) -> Problem {
    Problem::new(Rule::ScriptPlaceholder, at, "this program runs the script, and fills in inputs only")
        .why("Flyte fills in the arguments of containers")
        .instead("write outputs to `$outputs/NAME`, use `#[container_task]`, or double the braces of a text")
}

/// rustc reads the lines of a literal as if they ended by a line feed; a shell does not.
fn carriage_return(text: &str) -> Option<Problem> {
    let at = text.find("\r\n")?;
    let problem =
        Problem::new(Rule::IncludedFile, at..at + 1, "this line ends with a carriage return and a line feed");
    Some(problem.why("a shell takes the first for a part of the word before it").instead(
        "save the file with line feeds alone, with `*.sh text eol=lf` in `.gitattributes` if git changes them",
    ))
}
