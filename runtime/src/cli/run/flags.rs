//! The flags for the inputs of an entity.

use super::{form, own_flags};
use crate::entity::{Entity, Variable};
use crate::types;
use crate::types::union::accepts_none;
use aileron_idl::core::{LiteralType, SimpleType, UnionType, literal_type::Type};
use clap::{Arg, ArgMatches, Command};
use serde_json::Value;

/// Distinguishes the ids of inputs from those of `run`'s own flags.
const PREFIX: &str = "input ";

/// The command line of `run ENTITY`; `call` is how the user called it.
pub(super) fn command(entity: &Entity, call: &str) -> Command {
    let inputs = entity.inputs();
    let (hidden, flagged): (Vec<_>, Vec<_>) = inputs.iter().partition(|input| is_own(&input.name));
    let command = Command::new("run")
        .no_binary_name(true)
        .disable_help_flag(true)
        .bin_name(call)
        .override_usage(usage(call, &flagged))
        .about(entity.doc)
        .args(flagged.into_iter().map(flag))
        .args(own_flags::arguments().into_iter().map(|own| own.help_heading("Options")));
    if hidden.is_empty() {
        return command;
    }
    let lines: String = hidden.into_iter().map(only_in_file).collect();
    command.after_help(format!(
        "Inputs whose names are flags of `run` itself; give them with `--inputs`:{lines}"
    ))
}

/// The text that the input's flag has, if it is given.
pub(super) fn text<'m>(matches: &'m ArgMatches, input: &str) -> Option<&'m str> {
    if is_own(input) {
        return None;
    }
    matches.get_one::<String>(&format!("{PREFIX}{input}")).map(String::as_str)
}

/// Whether `run` itself has a flag with this name, so the input has no flag.
pub(super) fn is_own(input: &str) -> bool {
    let dashed = input.replace('_', "-");
    own_flags::arguments().iter().any(|own| own.get_long() == Some(&dashed))
}

/// The input's usage: `--x <integer>`.
pub(super) fn usage_of(input: &Variable) -> String {
    format!("--{} <{}>", input.name, type_name(input))
}

fn usage(call: &str, inputs: &[&Variable]) -> String {
    let (optional, required): (Vec<_>, Vec<_>) = inputs.iter().partition(|input| !input.is_required());
    let required = required.into_iter().map(|input| format!(" {}", usage_of(input)));
    let optional = optional.into_iter().map(|input| format!(" [{}]", usage_of(input)));
    call.to_owned() + &required.chain(optional).collect::<String>() + " [OPTIONS]"
}

fn flag(input: &Variable) -> Arg {
    let ty = some(&input.ty);
    let flag = Arg::new(format!("{PREFIX}{}", input.name))
        .long(input.name.clone())
        .value_name(type_name(input))
        .help(help(input))
        .help_heading("Inputs")
        .allow_negative_numbers(true);
    let flag = match input.name.replace('_', "-") {
        dashed if dashed == input.name => flag,
        dashed => flag.visible_alias(dashed),
    };
    match &ty.r#type {
        Some(Type::Simple(kind)) => match SimpleType::try_from(*kind) {
            Ok(SimpleType::Boolean) => flag.num_args(0..=1).default_missing_value("true"),
            // `-inf` and `-90s` are values; no value of these types is a flag.
            Ok(SimpleType::Float | SimpleType::Duration) => flag.allow_hyphen_values(true),
            _ => flag,
        },
        _ => flag,
    }
}

fn help(input: &Variable) -> String {
    let mut parts = vec![input.doc.clone().into_owned()];
    parts.extend(form(input).map(|form| format!("[{form}]")));
    parts.extend(default(input).map(|default| format!("[default: {default}]")));
    parts.join(" ").trim_start().to_owned()
}

/// How to write the value, if the name of its type does not say so.
fn form(input: &Variable) -> Option<String> {
    let schema = (input.schema)();
    if let Some(form) = form::of_structs(&schema) {
        return Some(format!("JSON, as in `{form}`"));
    }
    let form = match &some(&input.ty).r#type {
        Some(Type::CollectionType(_)) => r#"JSON, as in `["a", "b"]`"#,
        Some(Type::MapValueType(_)) => r#"JSON, as in `{"key": …}`"#,
        Some(Type::Simple(kind)) if *kind == SimpleType::Datetime as i32 => match type_name(input) {
            name if name == "date" => "as in `2026-01-31`",
            _ => "as in `2026-01-31T08:00:00Z`",
        },
        Some(Type::Simple(kind)) if *kind == SimpleType::Binary as i32 => "base64, or `@path` to read a file",
        Some(Type::Simple(kind)) if *kind == SimpleType::Duration as i32 => "as in `90s` or `1h30m`",
        _ => return None,
    };
    Some(form.to_owned())
}

/// The default, written as for a flag. A default that fails is reported when it is used.
fn default(input: &Variable) -> Option<String> {
    match types::json::write_as(&input.absent()?.ok()?, &(input.schema)()) {
        Value::Null => Some("none".to_owned()),
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

fn only_in_file(input: &Variable) -> String {
    format!("\n  {} <{}>  {}", input.name, type_name(input), help(input))
}

/// The name of the type, without `or none`: a flag that is absent means none.
fn type_name(input: &Variable) -> String {
    types::name_as(some(&input.ty), &(input.schema)())
}

/// The other type of a union of one type and none; otherwise the type itself.
fn some(ty: &LiteralType) -> &LiteralType {
    match &ty.r#type {
        Some(Type::UnionType(UnionType { variants })) => {
            let mut values = variants.iter().filter(|variant| !accepts_none(variant));
            values.next().filter(|_| values.next().is_none()).unwrap_or(ty)
        }
        _ => ty,
    }
}
