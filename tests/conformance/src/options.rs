//! The options of serialization other than the entities, in the form of each SDK.

use serde_json::{Value, json};

/// The images, the ids and the environment of a package.
///
/// ```
/// let options = aileron_conformance::options::Options {
///     images: &[("default", "ghcr.io/acme/app:v1"), ("gpu", "ghcr.io/acme/gpu:v1")],
///     ..Default::default()
/// };
/// assert_eq!(options.arguments(), ["--image", "default=ghcr.io/acme/app:v1", "--image", "gpu=ghcr.io/acme/gpu:v1"]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Name and reference of each image.
    pub images: &'static [(&'static str, &'static str)],
    /// Name and value of each variable of every container.
    pub env: &'static [(&'static str, &'static str)],
    /// Project, domain and version.
    pub ids: Option<[&'static str; 3]>,
    /// The Kubernetes service account of launch plans.
    pub service_account: Option<&'static str>,
}

impl Options {
    /// No options.
    pub const NONE: Options = Options { images: &[], env: &[], ids: None, service_account: None };

    /// The options as arguments of Aileron's verbs.
    #[must_use]
    pub fn arguments(&self) -> Vec<String> {
        let pairs = |flag: &'static str, pairs: &'static [(&str, &str)]| {
            pairs.iter().flat_map(move |(name, value)| [flag.to_owned(), format!("{name}={value}")])
        };
        let ids = ["--project", "--domain", "--version"].into_iter().zip(self.ids.into_iter().flatten());
        let account = self.service_account.map(|name| ("--service-account", name));
        pairs("--image", self.images)
            .chain(pairs("--env", self.env))
            .chain(ids.chain(account).flat_map(|(flag, value)| [flag.to_owned(), value.to_owned()]))
            .collect()
    }

    /// The options of `serialize.py`.
    pub(crate) fn to_json(self) -> Value {
        let object = |pairs: &[(&str, &str)]| -> Value {
            Value::Object(pairs.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect())
        };
        json!({"images": object(self.images), "env": object(self.env), "ids": self.ids, "account": self.service_account})
    }
}
