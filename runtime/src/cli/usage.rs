//! Errors of the command line, each in one paragraph. Clap finds them; this file writes the text.

use super::failure::Failure;
use aileron_grammar::suggest::{all_of, any_of, did_you_mean, nearest};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgMatches, Command, Error};
use std::ffi::OsString;

/// Parses the arguments of `command`, which messages call `call`: `app list`.
///
/// # Errors
/// Returns what is wrong, or the help that the user asked for.
pub(super) fn read(mut command: Command, call: &str, arguments: &[OsString]) -> Result<ArgMatches, Failure> {
    command.try_get_matches_from_mut(arguments).map_err(|error| {
        if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
            return Failure::Help(error);
        }
        // If a verb is named, the command has that verb alone.
        let within: Vec<&Command> = command.get_subcommands().collect();
        let ([verb], Some(rest)) = (&within[..], arguments.get(2..)) else {
            return Failure::Call(message(&error, &command, call, arguments));
        };
        let (command, call) = innermost(verb, call, rest);
        Failure::Call(message(&error, command, &call, arguments))
    })
}

/// The verb within a verb that the arguments name first, and its call: `app cache list`.
fn innermost<'c>(verb: &'c Command, call: &str, arguments: &[OsString]) -> (&'c Command, String) {
    let named = arguments.first().and_then(|name| verb.find_subcommand(name));
    match named {
        Some(inner) => (inner, format!("{call} {}", inner.get_name())),
        None => (verb, call.to_owned()),
    }
}

fn message(error: &Error, command: &Command, call: &str, arguments: &[OsString]) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let flag = argument.split(' ').next().unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue);
    let values = texts(error, ContextKind::ValidValue);
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            value_of(argument, command, arguments).unwrap_or_else(|| unknown(argument, command, call))
        }
        ErrorKind::UnknownArgument => format!(
            "`{call}` can't use the argument `{argument}`; remove it, or put quotes around a value of several words"
        ),
        ErrorKind::InvalidSubcommand => {
            let word = text(error, ContextKind::InvalidSubcommand);
            let verbs = command.get_subcommands().filter(|verb| !verb.is_hide_set()).map(Command::get_name);
            format!("`{call}` has no verb `{word}`; {}", did_you_mean(word, verbs.collect::<Vec<_>>()))
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = all_of(texts(error, ContextKind::InvalidArg));
            format!("`{call}` needs {missing}; write `{}`", usage(error))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() && values.is_empty() => {
            format!("`{flag}` has no value; write `{argument}`")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("`{argument}` has no value; write {}", any_of(values))
        }
        ErrorKind::InvalidValue => {
            format!("`{value}` is not a value of `{argument}`; {}", did_you_mean(value, values))
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("`{flag} {value}`: {why}")
        }
        ErrorKind::TooManyValues => {
            format!("`{flag}` takes no value, but `{value}` is given; write `{flag}` alone")
        }
        ErrorKind::ArgumentConflict => twice(flag),
        ErrorKind::InvalidUtf8 => not_utf8(arguments),
        _ => error.to_string(),
    }
}

/// The message for a flag that is given twice.
pub(super) fn twice(flag: &str) -> String {
    format!("`{flag}` is given twice; remove one")
}

/// The message for a value that looks like a flag, after a flag that needs a value.
fn value_of(argument: &str, command: &Command, arguments: &[OsString]) -> Option<String> {
    let is_it = |given: &&OsString| given.to_str().is_some_and(|given| given.starts_with(argument));
    let at = arguments.iter().position(|given| is_it(&given))?;
    let value = arguments.get(at)?.to_str()?;
    let flag = arguments.get(at.checked_sub(1)?)?.to_str()?;
    let name = flag.strip_prefix("--")?;
    let takes_value = |known: &&Arg| {
        let names = known.get_long_and_visible_aliases().unwrap_or_default();
        names.contains(&name) && known.get_action().takes_values()
    };
    command.get_arguments().find(takes_value)?;
    Some(format!(
        "`{flag}` has no value, since `{value}` looks like a flag; write `{flag}={value}` if that is its value"
    ))
}

fn unknown(flag: &str, command: &Command, call: &str) -> String {
    if command.has_subcommands() {
        return format!(
            "`{flag}` comes before the verb; write `{call} VERB` first and flags after it; `{call} --help` lists the verbs"
        );
    }
    let flags: Vec<&str> = command.get_arguments().filter_map(Arg::get_long).collect();
    let hint = match nearest(flag.trim_start_matches('-'), flags) {
        Some(flag) => format!("did you mean `--{flag}`?"),
        None => format!("`{call} --help` lists its flags"),
    };
    format!("`{call}` has no flag `{flag}`; {hint}")
}

fn not_utf8(arguments: &[OsString]) -> String {
    let wrong = arguments.iter().find(|argument| argument.to_str().is_none());
    let wrong = wrong.map(|argument| argument.to_string_lossy()).unwrap_or_default();
    format!("the argument `{wrong}` is not UTF-8; write it in UTF-8")
}

/// Clap's usage line: `app render --inputs <FILE> <TASK>`.
fn usage(error: &Error) -> String {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    usage.trim_start_matches("Usage: ").to_owned()
}

fn text(error: &Error, kind: ContextKind) -> &str {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text,
        _ => "",
    }
}

fn texts(error: &Error, kind: ContextKind) -> Vec<&str> {
    match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}
