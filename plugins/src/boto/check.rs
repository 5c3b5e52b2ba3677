//! The problems of a configuration that can be found when specs are made.

use aileron::idl::core::{LiteralType, SimpleType, VariableMap, literal_type::Type};
use aileron::plugin::PluginTask;
use serde_json::Value;

/// The input that sets the region (`boto3_mixin.py`).
const REGION: &str = "region";

/// What the connector would refuse, one sentence for each problem.
pub(crate) fn problems(
    config: &Value,
    region: Option<&str>,
    images: &Value,
    task: &PluginTask<'_>,
) -> Vec<String> {
    let mut problems = Vec::new();
    if !config.is_object() {
        problems.push(format!("its configuration is not a JSON object, but {config}"));
    }
    let wrong = placeholders(config)
        .into_iter()
        .filter_map(|placeholder| match placeholder.split_once('.') {
            Some(("inputs", rest)) => {
                let name = rest.split('.').next().unwrap_or_default();
                (!task.inputs().iter().any(|input| input == name))
                    .then(|| format!("`{{{placeholder}}}` is not an input; {}", known("inputs", task.inputs())))
            }
            Some(("images", name)) => images.get(name).is_none().then(|| {
                let names = images.as_object().into_iter().flatten().map(|(name, _)| name.clone());
                format!("`{{{placeholder}}}` is not an image; {}", known("images", &names.collect::<Vec<_>>()))
            }),
            Some(_) => Some(format!(
                "`{{{placeholder}}}` is not a placeholder of the connector, which fails on an unknown name with a dot; use \
                 `{{inputs.NAME}}`, `{{images.NAME}}` or `{{idempotence_token}}`"
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
            "the input `region` sets the AWS region, so it must be a `String`; rename the input if it means something \
             else"
                .to_owned(),
        ),
        (None, None) => Some(
            "there is no AWS region; add `.region(\"eu-central-1\")`, or an input `region: String`"
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

/// The placeholders that the connector sees in a string: everything between a `{` and the next `}`.
pub(crate) fn placeholders_in(text: &str) -> Vec<&str> {
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

/// The placeholders in all strings except keys, which the connector does not replace (flytekit `utils/dict_formatter.py`).
fn placeholders(config: &Value) -> Vec<&str> {
    match config {
        Value::String(text) => placeholders_in(text),
        Value::Array(items) => items.iter().flat_map(placeholders).collect(),
        Value::Object(entries) => entries.values().flat_map(placeholders).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{placeholders, placeholders_in};
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
            assert_eq!(placeholders_in(text), found, "{text}");
        }
    }
}
