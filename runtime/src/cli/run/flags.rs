//! The flags for the inputs of an entity.

use super::{fields, form};
use crate::entity::{Entity, Variable};
use crate::types;
use crate::types::union::accepts_none;
use aileron_idl::core::{LiteralType, SimpleType, UnionType, literal_type::Type};
use clap::{Arg, ArgMatches, Command};
use serde_json::Value;

/// Distinguishes the ids of inputs from those of `run`'s own flags.
const PREFIX: &str = "input ";

/// The command line of a verb for what has these inputs, as `run ENTITY` is: `about` is its description, `own` the verb's flags, and
/// `call` how the user called it.
pub(in crate::cli) fn command(
    verb: &'static str,
    about: &str,
    inputs: &[Variable],
    own: Vec<Arg>,
    call: &str,
) -> Command {
    let flags: Vec<Arg> = inputs.iter().map(flag).collect();
    let taken: Vec<String> =
        flags.iter().filter_map(Arg::get_long_and_visible_aliases).flatten().map(str::to_owned).collect();
    let own: Vec<Arg> = own.into_iter().map(|own| beside(verb, own, &taken)).collect();
    let after =
        [fields::of(inputs), renamed(verb, &own)].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    Command::new(verb)
        .no_binary_name(true)
        .disable_help_flag(true)
        .bin_name(call)
        .override_usage(usage(call, inputs))
        .about(about.to_owned())
        .args(flags)
        .args(own.into_iter().map(|own| own.help_heading("Options")))
        .after_help(after)
}

/// A flag of the verb itself beside these flags of inputs. An input's flag wins: a flag that the verb gets one day must not change what
/// a call means.
fn beside(verb: &str, own: Arg, taken: &[String]) -> Arg {
    let is_taken = |long: &str| taken.iter().any(|taken| taken == long);
    let Some(long) = own.get_long().filter(|long| is_taken(long)) else { return own };
    let mut free = format!("{verb}-{long}");
    while is_taken(&free) {
        free = format!("{verb}-{free}");
    }
    own.long(free)
}

/// What the help says about the flags of the verb that have another name here.
fn renamed(verb: &str, own: &[Arg]) -> Option<String> {
    let renamed = own.iter().filter_map(|own| {
        let (id, long) = (own.get_id().as_str(), own.get_long()?);
        (id != long).then(|| format!("`--{long}` is the flag `--{id}` of `{verb}` itself"))
    });
    let renamed: Vec<String> = renamed.collect();
    let last = "since an input has that name; before the name of what runs, the flag has its own name";
    (!renamed.is_empty()).then(|| format!("{}, {last}.", renamed.join(", and ")))
}

/// The values of the input that has this flag, if they are few; none if it is no flag of an input.
pub(in crate::cli) fn values_of_input(entity: &Entity, flag: &Arg) -> Option<Vec<String>> {
    let name = flag.get_id().as_str().strip_prefix(PREFIX)?;
    let input = entity.inputs().into_iter().find(|input| input.name == name)?;
    Some(values(&(input.schema)()))
}

/// The texts of an enum's values and of a boolean's, also if none is a value, too.
fn values(schema: &Value) -> Vec<String> {
    if let Some(variants) = schema["anyOf"].as_array() {
        return variants.iter().flat_map(values).collect();
    }
    if schema["type"] == "boolean" {
        return vec!["true".to_owned(), "false".to_owned()];
    }
    let values = schema["enum"].as_array().into_iter().flatten();
    values.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The text that the input's flag has, if it is given.
pub(super) fn text<'m>(matches: &'m ArgMatches, input: &str) -> Option<&'m str> {
    matches.get_one::<String>(&format!("{PREFIX}{input}")).map(String::as_str)
}

/// The input's usage: `--x <integer>`.
pub(super) fn usage_of(input: &Variable) -> String {
    format!("--{} <{}>", long(input), type_name(input))
}

/// The name of the input's flag: its own, unless that would hide the help.
fn long(input: &Variable) -> String {
    if input.name == "help" { "input-help".to_owned() } else { input.name.clone() }
}

fn usage(call: &str, inputs: &[Variable]) -> String {
    let (optional, required): (Vec<_>, Vec<_>) = inputs.iter().partition(|input| !input.is_required());
    let required = required.into_iter().map(|input| format!(" {}", usage_of(input)));
    let optional = optional.into_iter().map(|input| format!(" [{}]", usage_of(input)));
    call.to_owned() + &required.chain(optional).collect::<String>() + " [OPTIONS]"
}

fn flag(input: &Variable) -> Arg {
    let ty = some(&input.ty);
    let flag = Arg::new(format!("{PREFIX}{}", input.name))
        .long(long(input))
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
