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

#[cfg(test)]
mod tests {
    use super::super::testing::Memory;
    use super::super::{Content, sha256};
    use super::*;
    use oci_spec::image::{Descriptor, ImageConfiguration};

    fn layer(text: &str) -> Layer {
        let descriptor = Descriptor::new(MediaType::ImageLayerGzip, 1, sha256(text.as_bytes()));
        let blob = Blob { descriptor, content: Content::Bytes(Vec::new()) };
        Layer { blob, diff_id: sha256(text.as_bytes()) }
    }

    fn settings() -> Settings {
        Settings {
            env: vec![
                ("SPARK_HOME".to_owned(), "/opt/spark".to_owned()),
                ("PATH".to_owned(), "/opt/bin".to_owned()),
            ],
            user: "185".to_owned(),
            working_dir: "/opt/app".to_owned(),
            entrypoint: None,
            arguments: vec!["/usr/local/bin/app".to_owned()],
            labels: BTreeMap::from([("org.opencontainers.image.title".to_owned(), "app".to_owned())]),
            created: "1970-01-01T00:00:00Z".to_owned(),
        }
    }

    fn document(blob: &Blob) -> Value {
        let Content::Bytes(bytes) = &blob.content else { panic!("{blob:?}") };
        assert_eq!(blob.descriptor.digest(), &sha256(bytes));
        // Others read it as the specification says.
        ImageConfiguration::from_reader(bytes.as_slice()).unwrap();
        serde_json::from_slice(bytes).unwrap()
    }

    fn write(base: Option<&BaseImage>, settings: &Settings) -> Result<Value, OciError> {
        config(&"linux/amd64".parse().unwrap(), base, settings, &[layer("files"), layer("program")])
            .map(|blob| document(&blob))
    }

    fn ids() -> [Value; 2] {
        ["files", "program"].map(|text| json!(sha256(text.as_bytes()).as_ref()))
    }

    #[test]
    fn an_image_from_scratch_has_what_is_written_and_nothing_else() {
        let own = json!({ "created": "1970-01-01T00:00:00Z", "created_by": "aileron image build" });
        let expected = json!({
            "architecture": "arm", "os": "linux", "variant": "v7", "created": "1970-01-01T00:00:00Z",
            "config": {
                "Cmd": ["/usr/local/bin/app"], "Env": ["SPARK_HOME=/opt/spark", "PATH=/opt/bin"], "User": "185",
                "WorkingDir": "/opt/app", "Labels": { "org.opencontainers.image.title": "app" },
            },
            "rootfs": { "type": "layers", "diff_ids": ids() }, "history": [own, own],
        });
        let layers = [layer("files"), layer("program")];
        let blob = config(&"linux/arm/v7".parse().unwrap(), None, &settings(), &layers).unwrap();
        assert_eq!(document(&blob), expected);
        let bare = Settings {
            arguments: vec!["/app".to_owned()],
            created: settings().created,
            ..Settings::default()
        };
        assert_eq!(write(None, &bare).unwrap()["config"], json!({ "Cmd": ["/app"] }));
    }

    #[test]
    fn a_base_keeps_what_is_not_replaced() {
        let config = json!({
            "author": "somebody", "docker_version": "20.10", "container_config": { "Cmd": ["sh"] }, "os.version": "1",
            "config": {
                "Env": ["PATH=/bin", "LANG=C.UTF-8"], "Cmd": ["bash"], "Entrypoint": ["/opt/entrypoint.sh"], "User": "root",
                "WorkingDir": "/", "Labels": { "org.opencontainers.image.title": "debian", "vendor": "us" }, "Image": "sha256:1",
                "Healthcheck": { "Test": ["NONE"] }, "ExposedPorts": { "80/tcp": {} }, "StopSignal": "SIGINT",
            },
        });
        let mut memory = Memory::default();
        let base = memory.base(vec![b"lowest".to_vec()], &config);
        let found = write(Some(&base), &settings()).unwrap();
        let expected = json!({
            "Env": ["PATH=/opt/bin", "LANG=C.UTF-8", "SPARK_HOME=/opt/spark"], "Cmd": ["/usr/local/bin/app"],
            "Entrypoint": ["/opt/entrypoint.sh"], "User": "185", "WorkingDir": "/opt/app",
            "Labels": { "org.opencontainers.image.title": "app", "vendor": "us" },
            "Healthcheck": { "Test": ["NONE"] }, "ExposedPorts": { "80/tcp": {} }, "StopSignal": "SIGINT",
        });
        assert_eq!(found["config"], expected);
        let [files, program] = ids();
        let below = json!(base.manifest.layers()[0].digest().as_ref());
        assert_eq!(found["rootfs"]["diff_ids"], json!([below, files, program]));
        let by: Vec<_> =
            found["history"].as_array().unwrap().iter().map(|entry| entry["created_by"].clone()).collect();
        assert_eq!(by, ["a builder", "aileron image build", "aileron image build"]);
        assert_eq!((&found["os.version"], &found["created"]), (&json!("1"), &json!("1970-01-01T00:00:00Z")));
        for stale in ["author", "docker_version", "container_config"] {
            assert!(found.get(stale).is_none(), "{stale}");
        }
    }

    #[test]
    fn an_entrypoint_is_the_base_s_another_or_none() {
        let base = Memory::default().base(
            vec![],
            &json!({ "config": { "Entrypoint": ["git"], "Cmd": null, "Env": null, "Labels": null } }),
        );
        let with = |entrypoint: Option<&[&str]>| {
            let entrypoint = entrypoint.map(|words| words.iter().map(ToString::to_string).collect());
            write(Some(&base), &Settings { entrypoint, ..settings() }).unwrap()["config"]
                .get("Entrypoint")
                .cloned()
        };
        assert_eq!(with(None), Some(json!(["git"])));
        assert_eq!(with(Some(&[])), None);
        assert_eq!(with(Some(&["/init", "--"])), Some(json!(["/init", "--"])));
    }

    #[test]
    fn a_history_that_does_not_fit_the_layers_is_left_out() {
        let mut memory = Memory::default();
        let mut base = memory.base(
            vec![b"lowest".to_vec()],
            &json!({ "history": [{ "created_by": "one", "empty_layer": true }] }),
        );
        assert!(write(Some(&base), &settings()).unwrap().get("history").is_none());
        base = memory.base(
            vec![b"lowest".to_vec()],
            &json!({ "history": [{ "empty_layer": true }, { "created_by": "one" }] }),
        );
        assert_eq!(write(Some(&base), &settings()).unwrap()["history"].as_array().unwrap().len(), 4);
    }

    #[test]
    fn a_base_for_another_platform_or_without_digests_is_refused() {
        let mut memory = Memory::default();
        let base = memory.base(vec![], &json!({ "architecture": "arm64" }));
        let text = write(Some(&base), &settings()).unwrap_err().to_string();
        assert!(text.contains("it is for linux/arm64, and this image is for linux/amd64"), "{text}");
        let rootfs = json!({ "rootfs": { "type": "layers", "diff_ids": [] } });
        let base = memory.base(vec![b"lowest".to_vec()], &rootfs);
        let text = write(Some(&base), &settings()).unwrap_err().to_string();
        assert!(text.contains("it has 1 layers, and its configuration has the digests of 0"), "{text}");
        let mut base = memory.base(vec![], &json!({}));
        base.config_bytes = b"{".to_vec();
        assert!(write(Some(&base), &settings()).unwrap_err().to_string().contains("is not JSON"));
    }
}
