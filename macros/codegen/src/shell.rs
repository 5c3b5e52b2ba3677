//! `#[shell_task]`: a signature, and the script that does the work.

use crate::entity::{self, Expansion, Source};
use crate::errors::Errors;
use crate::external;
use crate::images;
use crate::literal;
use crate::options::Entry;
use crate::options::task::{Own, TaskOptions};
use crate::task;
use aileron_grammar::{Argument, Placeholder, Problem};
use proc_macro2::TokenStream;
use quote::quote;
use std::ops::Range;
use syn::LitStr;

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("shell_task", options, item, |source, errors| {
        external::check_signature("shell task", source, errors);
        let names: Vec<String> = source.inputs.iter().map(entity::input_name).collect();
        let mut own = ShellOptions::default();
        let mut options = TaskOptions::read(&source.entries, &names, &mut own, errors);
        options.add(own.target(source, &names, errors));
        let entity = task::register(source, &options);
        Some(Expansion::of(entity).with_body(external::body(source), TokenStream::new()))
    })
}

/// What only a shell task has.
#[derive(Default)]
struct ShellOptions {
    script: Option<LitStr>,
    shell: Option<LitStr>,
}

impl Own for ShellOptions {
    const WHAT: &str = "option of a shell task";
    const KEYS: &[&str] = &["container_image", "script", "shell"];

    fn read(&mut self, entry: &Entry, errors: &mut Errors) -> Option<TokenStream> {
        match entry.key.as_str() {
            "container_image" => return errors.keep(entry.string().and_then(images::check)),
            "script" => self.script = errors.keep(entry.string()).cloned(),
            _ => self.shell = errors.keep(entry.string()).cloned(),
        }
        None
    }
}

impl ShellOptions {
    fn target(&self, source: &Source<'_>, names: &[String], errors: &mut Errors) -> TokenStream {
        if !source.entries.iter().any(|entry| entry.key == "script") {
            errors.on(
                &source.function.signature.ident,
                "a shell task is its script: write `#[shell_task(script = \"…\")]`",
            );
        }
        let shell = self.shell.as_ref().map_or_else(|| "/bin/sh".to_owned(), LitStr::value);
        let script = self.script.as_ref().map(|script| filled(script, names, errors));
        let script = script.unwrap_or_default();
        quote!(target: __a::Target::Shell(&__a::Script { shell: #shell, text: #script }))
    }
}

/// The script with a variable for each placeholder, whose value no shell reads as a part of the script.
fn filled(script: &LitStr, names: &[String], errors: &mut Errors) -> String {
    let text = script.value();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for problem in Argument::new(&text).check(&names) {
        errors.push(literal::problem(script, &problem));
    }
    let (mut out, mut done) = (String::new(), 0);
    for (placeholder, at) in Argument::new(&text).placeholders() {
        let Placeholder::Inputs(name) = placeholder else {
            errors.push(literal::problem(script, &not_of_an_input(at)));
            continue;
        };
        if in_single_quotes(&text[..at.start]) {
            errors.push(literal::problem(script, &quoted(at.clone(), name)));
        }
        out.extend([&text[done..at.start], "${inputs_", name, "}"]);
        done = at.end;
    }
    out + &text[done..]
}

fn not_of_an_input(at: Range<usize>) -> Problem {
    Problem::new(at, "a script is run by this program, which fills in inputs only")
        .why("Flyte fills in the arguments of containers")
        .instead("write outputs to `$outputs/NAME`, or make it a `#[container_task]`")
}

fn quoted(at: Range<usize>, name: &str) -> Problem {
    Problem::new(at, "this stands in single quotes")
        .why("it becomes a variable, and the shell replaces none there")
        .instead(format!("close the quotes before it, and write `\"{{{{.inputs.{name}}}}}\"` between them"))
}

/// Whether what follows the beginning of a script stands in single quotes. A here-document follows other rules, so that
/// behind one nothing is said.
fn in_single_quotes(begin: &str) -> bool {
    if begin.contains("<<") {
        return false;
    }
    let mut quote = None;
    let mut before = '\n';
    let mut letters = begin.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (None | Some('"'), '\\') => {
                letters.next();
            }
            (None, '#') if before.is_whitespace() || before == ';' => {
                letters.by_ref().find(|letter| *letter == '\n');
            }
            (None, '\'' | '"') => quote = Some(letter),
            (Some(open), _) if letter == open => quote = None,
            _ => {}
        }
        before = letter;
    }
    quote == Some('\'')
}

#[cfg(test)]
mod tests {
    use super::in_single_quotes;

    #[test]
    fn quotes_are_told_from_what_only_looks_like_them() {
        for begin in
            ["echo '", "echo \"a\" 'b", "echo 'a' b'", "echo \\\\'", "awk '{ print \"", "a # it's\n'"]
        {
            assert!(in_single_quotes(begin), "{begin}");
        }
        for begin in
            ["", "echo 'a' ", "echo \"it's ", "echo \\'", "# it's ", "a # it's\n", "a#b ''", "cat <<E\nit's "]
        {
            assert!(!in_single_quotes(begin), "{begin}");
        }
    }
}
