//! The configuration of an image: what a container of it gets, and the digests of its layers.
//!
//! Source: the OCI image specification v1.1, `config.md`.

use super::{BaseImage, Blob, Layer, OciError, Platform, json};
use oci_spec::image::MediaType;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What an image says about its containers, beside what its base says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// Variables, which replace those of the base that have the same name.
    pub(crate) env: Vec<(String, String)>,
    /// The base's if it is empty.
    pub(crate) user: String,
    /// The base's if it is empty.
    pub(crate) working_dir: String,
    /// What comes before the arguments of a container. `None` is what the base has.
    pub(crate) entrypoint: Option<Vec<String>>,
    /// The arguments of a container that gets none.
    pub(crate) arguments: Vec<String>,
    /// Labels, and annotations of the manifest.
    pub(crate) labels: BTreeMap<String, String>,
    /// When the image was made, as RFC 3339 writes it.
    pub(crate) created: String,
}

/// Writes the configuration of an image: its base's, the settings, and these layers on top.
///
/// It keeps what the specification does not have, such as the health check of Docker.
pub(crate) fn config(
    platform: &Platform,
    base: Option<&BaseImage>,
    settings: &Settings,
    layers: &[Layer],
) -> Result<Blob, OciError> {
    let mut document = match base {
        Some(base) => of_base(base, platform)?,
        None => Map::from_iter([
            ("os".to_owned(), json!(platform.os)),
            ("architecture".to_owned(), json!(platform.architecture)),
        ]),
    };
    if let Some(variant) = &platform.variant {
        document.entry("variant").or_insert_with(|| json!(variant));
    }
    document.insert("created".to_owned(), json!(settings.created));
    // What made the base does not describe this image, and readers take it for this image's.
    for stale in ["id", "parent", "container", "container_config", "docker_version", "author"] {
        document.remove(stale);
    }
    let container = document.remove("config").map(object).unwrap_or_default();
    document.insert("config".to_owned(), Value::Object(container_settings(container, settings)));
    let mut diff_ids: Vec<Value> = match base {
        Some(base) => base.config.rootfs().diff_ids().iter().map(|id| json!(id)).collect(),
        None => Vec::new(),
    };
    let history = history(base, diff_ids.len(), settings, layers.len());
    diff_ids.extend(layers.iter().map(|layer| json!(layer.diff_id.as_ref())));
    document.insert("rootfs".to_owned(), json!({ "type": "layers", "diff_ids": diff_ids }));
    match history {
        Some(history) => document.insert("history".to_owned(), Value::Array(history)),
        None => document.remove("history"),
    };
    Ok(json::blob(MediaType::ImageConfig, &document))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The configuration of a base, if it is one for this platform and has one digest for each layer.
fn of_base(base: &BaseImage, platform: &Platform) -> Result<Map<String, Value>, OciError> {
    let wrong = |problem: String| OciError::Base { base: base.reference.clone(), problem };
    let document = serde_json::from_slice(&base.config_bytes)
        .map_err(|error| wrong(format!("its configuration is not JSON: {error}")))?;
    let (os, architecture) = (base.config.os().to_string(), base.config.architecture().to_string());
    if (&os, &architecture) != (&platform.os, &platform.architecture) {
        return Err(wrong(format!("it is for {os}/{architecture}, and this image is for {platform}")));
    }
    let (layers, ids) = (base.manifest.layers().len(), base.config.rootfs().diff_ids().len());
    if layers != ids {
        return Err(wrong(format!("it has {layers} layers, and its configuration has the digests of {ids}")));
    }
    Ok(object(document))
}

/// What a container gets: the base's, changed by the settings.
fn container_settings(mut fields: Map<String, Value>, settings: &Settings) -> Map<String, Value> {
    let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    if !settings.user.is_empty() {
        set("User", json!(settings.user));
    }
    if !settings.working_dir.is_empty() {
        set("WorkingDir", json!(settings.working_dir));
    }
    if let Some(entrypoint) = &settings.entrypoint {
        set("Entrypoint", json!(entrypoint));
    }
    set("Cmd", json!(settings.arguments));
    // `Entrypoint: []` and no entrypoint are the same, but not to every reader.
    if settings.entrypoint.as_ref().is_some_and(Vec::is_empty) {
        fields.remove("Entrypoint");
    }
    // Docker notes there how a shell wrote its command line, which is none of ours.
    fields.remove("ArgsEscaped");
    fields.remove("Image");
    let env = env(fields.remove("Env"), &settings.env);
    if !env.is_empty() {
        fields.insert("Env".to_owned(), json!(env));
    }
    let mut labels = fields.remove("Labels").map(object).unwrap_or_default();
    labels.extend(settings.labels.iter().map(|(name, value)| (name.clone(), json!(value))));
    if !labels.is_empty() {
        fields.insert("Labels".to_owned(), Value::Object(labels));
    }
    fields
}

/// The base's variables, each where it was, then those that are new.
fn env(of_base: Option<Value>, added: &[(String, String)]) -> Vec<String> {
    let name = |text: &str| text.split_once('=').map_or(text, |(name, _)| name).to_owned();
    let mut env: Vec<String> = match of_base {
        Some(Value::Array(items)) => {
            items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    };
    for (key, value) in added {
        let text = format!("{key}={value}");
        match env.iter_mut().find(|text| name(text) == *key) {
            Some(found) => *found = text,
            None => env.push(text),
        }
    }
    env
}

/// What made each layer: the base's, then one entry for each of ours. A base whose history does not fit its layers has none that
/// others could read, and nor has the image.
fn history(base: Option<&BaseImage>, below: usize, settings: &Settings, ours: usize) -> Option<Vec<Value>> {
    let of_base = base.and_then(|base| base.config.history().as_deref()).unwrap_or_default();
    let layers = of_base.iter().filter(|entry| entry.empty_layer() != Some(true)).count();
    if layers != below {
        return None;
    }
    let of_base = of_base.iter().map(|entry| json!(entry));
    let own = (0..ours).map(|_| json!({ "created": settings.created, "created_by": "aileron image build" }));
    Some(of_base.chain(own).collect())
}
