//! What is wrong with a configuration, as far as it is known when specs are made.

use aileron::idl::core::{LiteralType, SimpleType, VariableMap, literal_type::Type};
use aileron::plugin::PluginTask;
use serde_json::Value;

/// The input that is the region (`boto3_mixin.py`).
const REGION: &str = "region";

/// What the connector would refuse, a sentence each.
pub(crate) fn problems(
    config: &Value,
    region: Option<&str>,
    images: &Value,
    task: &PluginTask<'_>,
) -> Vec<String> {
    let mut problems = Vec::new();
    if !config.is_object() {
        problems.push(format!("its configuration is no JSON object, but {config}"));
    }
    let wrong = placeholders(config)
        .into_iter()
        .filter_map(|placeholder| match placeholder.split_once('.') {
            Some(("inputs", rest)) => {
                let name = rest.split('.').next().unwrap_or_default();
                (!task.inputs().iter().any(|input| input == name))
                    .then(|| format!("`{{{placeholder}}}` names no input; {}", known("inputs", task.inputs())))
            }
            Some(("images", name)) => images.get(name).is_none().then(|| {
                let names = images.as_object().into_iter().flatten().map(|(name, _)| name.clone());
                format!("`{{{placeholder}}}` names no image; {}", known("images", &names.collect::<Vec<_>>()))
            }),
            Some(_) => Some(format!(
                "`{{{placeholder}}}` is nothing that the connector replaces: it knows `{{inputs.NAME}}`, `{{images.NAME}}` \
                 and `{{idempotence_token}}`, and fails on any other name with a dot"
            )),
            None => None,
        });
    problems.extend(wrong);
    problems.extend(no_region(region, task));
    problems
}

fn no_region(region: Option<&str>, task: &PluginTask<'_>) -> Option<String> {
    let inputs = task.interface().inputs.as_ref();
    match (inputs.and_then(|inputs| type_of(inputs, REGION)), region) {
        (Some(ty), _) if ty.r#type != Some(Type::Simple(SimpleType::String as i32)) => Some(
            "the input `region` is where AWS is called, so it has to be a `String`; give the input another name if it \
             means something else"
                .to_owned(),
        ),
        (None, None) => Some(
            "there is no region, without which AWS can't be called: add `.region(\"eu-central-1\")`, or an input \
             `region: String`"
                .to_owned(),
        ),
        _ => None,
    }
}

fn type_of<'a>(inputs: &'a VariableMap, name: &str) -> Option<&'a LiteralType> {
    inputs.variables.get(name)?.r#type.as_ref()
}

fn known(what: &str, names: &[String]) -> String {
    if names.is_empty() {
        format!("there are no {what}")
    } else {
        format!("there are {what} `{}`", names.join("`, `"))
    }
}

/// What the connector takes for a placeholder in a text: whatever stands between a `{` and the next `}`.
pub(crate) fn in_text(text: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((_, opened)) = rest.split_once('{') {
        rest = opened;
        if let Some((name, behind)) = opened.split_once('}').filter(|(name, _)| !name.is_empty()) {
            found.push(name);
            rest = behind;
        }
    }
    found
}

/// What stands between braces in the texts, but for the keys, which nothing replaces (flytekit
/// `utils/dict_formatter.py`).
fn placeholders(config: &Value) -> Vec<&str> {
    match config {
        Value::String(text) => in_text(text),
        Value::Array(items) => items.iter().flat_map(placeholders).collect(),
        Value::Object(entries) => entries.values().flat_map(placeholders).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_text, placeholders};
    use serde_json::json;

    #[test]
    fn placeholders_are_found_wherever_texts_are() {
        let config = json!({"a": "{inputs.a}-{idempotence_token}", "b": [{"{inputs.key}": "x{images.i}{"}], "c": "{}", "d": 1});
        assert_eq!(placeholders(&config), ["inputs.a", "idempotence_token", "images.i"]);
    }

    #[test]
    fn a_placeholder_ends_with_the_first_brace_behind_it() {
        for (text, found) in [
            ("{ {a.b}", &[" {a.b"][..]),
            ("{a.b{c}", &["a.b{c"]),
            ("{}{a\n.b}", &["a\n.b"]),
            ("a.b} {a", &[]),
            ("{}", &[]),
        ] {
            assert_eq!(in_text(text), found, "{text}");
        }
    }
}
