//! What is wrong with a configuration, as far as it is known when specs are made.

use aileron::idl::core::{LiteralType, SimpleType, VariableMap, literal_type::Type};
use aileron::plugin::{Error, PluginTask};
use serde_json::Value;

/// The input that is the region (`boto3_mixin.py`).
const REGION: &str = "region";

/// Refuses what the connector would refuse.
pub(crate) fn check(
    config: &Value,
    region: Option<&str>,
    images: &Value,
    task: &PluginTask<'_>,
) -> Result<(), Error> {
    if !config.is_object() {
        return Err(format!("its configuration is no JSON object, but {config}").into());
    }
    match &*problems(config, region, images, task) {
        [] => Ok(()),
        problems => Err(problems.join("; ").into()),
    }
}

/// What the connector would refuse.
pub(crate) fn problems(
    config: &Value,
    region: Option<&str>,
    images: &Value,
    task: &PluginTask<'_>,
) -> Vec<String> {
    let mut problems: Vec<String> = placeholders(config)
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
        })
        .collect();
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

/// What stands between braces in the texts, but for the keys, which nothing replaces (flytekit
/// `utils/dict_formatter.py`).
fn placeholders(config: &Value) -> Vec<&str> {
    match config {
        Value::String(text) => {
            let opened = text.split('{').skip(1);
            opened.filter_map(|rest| Some(rest.split_once('}')?.0)).filter(|name| !name.is_empty()).collect()
        }
        Value::Array(items) => items.iter().flat_map(placeholders).collect(),
        Value::Object(entries) => entries.values().flat_map(placeholders).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::placeholders;
    use serde_json::json;

    #[test]
    fn placeholders_are_found_wherever_texts_are() {
        let config = json!({"a": "{inputs.a}-{idempotence_token}", "b": [{"{inputs.key}": "x{images.i}{"}], "c": "{}", "d": 1});
        assert_eq!(placeholders(&config), ["inputs.a", "idempotence_token", "images.i"]);
    }
}
