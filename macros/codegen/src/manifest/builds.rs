//! `[[package.metadata.aileron.build]]`: which image is built from what.

use super::{Manifest, Source, hint};
use crate::images::undeclared;
use aileron_grammar::{Problem, Reference, Rule, Template, name, suggest};
use proc_macro2::TokenStream;
use quote::quote;
use toml_span::Value;

/// An image that is built, as the manifest describes it.
#[derive(Default)]
pub(crate) struct Build {
    image: String,
    base: String,
    files: Vec<(String, String)>,
    env: Vec<(String, String)>,
    user: String,
    working_dir: String,
    entrypoint: Option<Vec<String>>,
    labels: Vec<(String, String)>,
    platforms: Vec<String>,
    /// From the package's folder to that of the manifest which has the table: empty, or `../`.
    folder: String,
}

/// What is wrong with a value.
type Wrong = (Rule, String);

/// One key of a table.
struct Key {
    name: &'static str,
    form: &'static str,
    read: fn(&mut Build, &Value<'_>) -> Result<(), Wrong>,
}

const KEYS: [Key; 9] = [
    Key {
        name: "image",
        form: "image = \"{{.image.default}}\"",
        read: |build, value| {
            build.image = text(value, |text| text.parse::<Template>().map(drop))?;
            Ok(())
        },
    },
    Key {
        name: "base",
        form: "base = \"debian:13-slim\"",
        read: |build, value| {
            build.base = text(value, base)?;
            Ok(())
        },
    },
    Key {
        name: "files",
        form: "files = { \"assets/\" = \"/opt/app/assets/\" }",
        read: |build, value| {
            build.files =
                pairs(value, |from, to| name::packed_path(from).and_then(|()| name::image_path(to)))?;
            let mut targets: Vec<&str> = build.files.iter().map(|(_, to)| to.trim_end_matches('/')).collect();
            targets.sort_unstable();
            match targets.windows(2).find(|pair| pair[0] == pair[1]) {
                Some(pair) => Err((Rule::ImageBuild, format!("two of them are put at `{}`", pair[0]))),
                None => Ok(()),
            }
        },
    },
    Key {
        name: "env",
        form: "env = { NAME = \"value\" }",
        read: |build, value| {
            build.env = pairs(value, |name, value| name::env_var(name).and_then(|()| name::text(value)))?;
            Ok(())
        },
    },
    Key {
        name: "user",
        form: "user = \"1000\"",
        read: |build, value| {
            build.user = text(value, name::image_user)?;
            Ok(())
        },
    },
    Key {
        name: "working-dir",
        form: "working-dir = \"/opt/app\"",
        read: |build, value| {
            build.working_dir = text(value, name::image_path)?;
            Ok(())
        },
    },
    Key {
        name: "entrypoint",
        form: "entrypoint = []",
        read: |build, value| {
            build.entrypoint = Some(texts(value, name::text)?);
            Ok(())
        },
    },
    Key {
        name: "labels",
        form: "labels = { \"org.opencontainers.image.vendor\" = \"Acme\" }",
        read: |build, value| {
            build.labels = pairs(value, |key, value| {
                if key.is_empty() || key.contains(char::is_whitespace) {
                    return Err(Problem::new(
                        Rule::ImageBuild,
                        0..key.len(),
                        format!("`{key}` is not a label's name"),
                    ));
                }
                name::text(value)
            })?;
            Ok(())
        },
    },
    Key {
        name: "platforms",
        form: "platforms = [\"linux/amd64\", \"linux/arm64\"]",
        read: |build, value| {
            build.platforms = texts(value, name::platform)?;
            let mut sorted = build.platforms.clone();
            sorted.sort_unstable();
            match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
                Some(pair) => Err((Rule::ImageBuild, format!("`{}` is there twice", pair[0]))),
                None if sorted.is_empty() => {
                    let message = "there is none: name one, or leave `platforms` out to build for Linux and the architecture of \
                                   your machine";
                    Err((Rule::ImageBuild, message.to_owned()))
                }
                None => Ok(()),
            }
        },
    },
];

/// The names of all keys.
#[cfg(test)]
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|key| key.name)
}

/// A base is the same image tomorrow. It may be a template, like the image itself.
fn base(text: &str) -> Result<(), Problem> {
    if text.contains("{{") {
        return text.parse::<Template>().map(drop);
    }
    if text.parse::<Reference>()?.version().is_some() {
        return Ok(());
    }
    Err(Problem::new(Rule::ImageBuild, 0..text.len(), "it has no tag and no digest")
        .why("registries read that as `latest`, which may be another image tomorrow")
        .instead(format!("write one, as in `{text}:v1`, or leave `base` out to build from scratch")))
}

fn text(value: &Value<'_>, check: impl Fn(&str) -> Result<(), Problem>) -> Result<String, Wrong> {
    let text = value.as_str().ok_or((Rule::ManifestKey, "it is a string".to_owned()))?;
    match check(text) {
        Ok(()) => Ok(text.to_owned()),
        Err(problem) => Err((problem.rule(), problem.to_string())),
    }
}

fn texts(value: &Value<'_>, check: impl Fn(&str) -> Result<(), Problem>) -> Result<Vec<String>, Wrong> {
    let list = value.as_array().ok_or((Rule::ManifestKey, "it is a list of strings".to_owned()))?;
    list.iter().map(|value| text(value, &check)).collect()
}

fn pairs(
    value: &Value<'_>,
    check: impl Fn(&str, &str) -> Result<(), Problem>,
) -> Result<Vec<(String, String)>, Wrong> {
    let table = value.as_table().ok_or((Rule::ManifestKey, "it is a table of strings".to_owned()))?;
    let one = |(key, value): (&toml_span::value::Key<'_>, &Value<'_>)| {
        let text = text(value, |text| check(&key.name, text))?;
        Ok((key.name.to_string(), text))
    };
    table.iter().map(one).collect()
}

impl Manifest {
    /// The tables of a manifest, after those that were read before: the package's go before the workspace's.
    pub(super) fn add_builds(&mut self, value: &Value<'_>, source: &Source<'_>) {
        let Some(tables) = value.as_array() else {
            let message = "`build` is a list of tables: write `[[package.metadata.aileron.build]]`, and below it `image = \"…\"`";
            return self.fault(Rule::ManifestKey, source, value, message);
        };
        let of_package = self.builds.len();
        for table in tables {
            let Some(build) = self.build(table, source) else { continue };
            let same = |other: &Build| other.image == build.image;
            if self.builds[of_package..].iter().any(same) {
                let message =
                    format!("the image `{}` is built twice: keep one of the two tables", build.image);
                self.fault(Rule::ImageBuild, source, table, &message);
            } else if !self.builds[..of_package].iter().any(same) {
                self.builds.push(build);
            }
        }
    }

    fn build(&mut self, table: &Value<'_>, source: &Source<'_>) -> Option<Build> {
        let folder = source.path.strip_suffix("Cargo.toml").unwrap_or_default().to_owned();
        let mut build = Build { folder, ..Build::default() };
        let Some(entries) = table.as_table() else {
            let message = "an image to build is a table: write `[[package.metadata.aileron.build]]`";
            self.fault(Rule::ManifestKey, source, table, message);
            return None;
        };
        let before = self.faults.len();
        for (key, value) in entries {
            let Some(known) = KEYS.iter().find(|known| known.name == key.name) else {
                let all = suggest::any_of(KEYS.iter().map(|key| key.name));
                let hint = hint(&key.name, KEYS.iter().map(|key| (key.name, key.form)), &all);
                let message = format!("`{}` is not a setting of an image to build: {hint}", key.name);
                self.fault(Rule::ManifestKey, source, value, &message);
                continue;
            };
            if let Err((rule, wrong)) = (known.read)(&mut build, value) {
                self.fault(rule, source, value, &format!("`{}` of an image to build: {wrong}", key.name));
            }
        }
        if build.image.is_empty() && self.faults.len() == before {
            let message = "this table does not say which image it builds: write `image = \"{{.image.default}}\"`, or what else tasks \
                           name";
            self.fault(Rule::ImageBuild, source, table, message);
        }
        for (key, template) in [("image", &build.image), ("base", &build.base)] {
            let template = template.parse::<Template>().ok();
            if let Some(problem) = template.and_then(|template| undeclared(&template, self)) {
                let message = format!("`{key}` of an image to build: {problem}");
                self.fault(problem.rule(), source, table, &message);
            }
        }
        (self.faults.len() == before).then_some(build)
    }

    /// The images that are built, as the program knows them.
    pub(crate) fn builds(&self) -> impl Iterator<Item = TokenStream> {
        self.builds.iter().map(Build::tokens)
    }
}

impl Build {
    fn tokens(&self) -> TokenStream {
        let Build { image, base, user, working_dir, platforms, folder, .. } = self;
        let [files, env, labels] = [&self.files, &self.env, &self.labels]
            .map(|pairs| pairs.iter().map(|(key, value)| quote!((#key, #value))).collect::<Vec<_>>());
        let entrypoint = self.entrypoint.as_ref().map_or_else(
            || quote!(__a::core::option::Option::None),
            |words| quote!(__a::core::option::Option::Some(&[#(#words),*])),
        );
        quote! {
            __a::BuildInfo {
                image: #image,
                base: #base,
                files: &[#(#files),*],
                env: &[#(#env),*],
                user: #user,
                working_dir: #working_dir,
                entrypoint: #entrypoint,
                labels: &[#(#labels),*],
                platforms: &[#(#platforms),*],
                folder: #folder,
            }
        }
    }
}
