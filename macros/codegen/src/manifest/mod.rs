//! The user's Cargo.toml: the images that it configures and builds, and the name under which it depends on Aileron.

mod builds;

use aileron_grammar::{Reference, Rule, name, suggest};
use builds::Build;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use toml_span::Value;
use toml_span::value::Table;

/// What the macros need of a package's manifest and of its workspace's.
#[derive(Default)]
pub(crate) struct Manifest {
    images: Option<BTreeMap<String, String>>,
    binary: Option<String>,
    builds: Vec<Build>,
    /// What is wrong in the tables of Aileron, each a message with its code.
    faults: Vec<String>,
    reported: AtomicBool,
    crate_name: Option<String>,
    /// The workspace's manifest relative to the package's, where the images come from there.
    from_workspace: Option<String>,
    /// The manifests with a table of Aileron's, relative to the package.
    sources: Vec<String>,
    problem: Option<String>,
}

/// One key of `[package.metadata.aileron]`. An image to build comes last: it names images of both manifests.
struct Key {
    name: &'static str,
    form: &'static str,
    read: fn(&mut Manifest, &Value<'_>, &Source<'_>),
}

// In the order in which they are read: what is built is told by the names of images.
const KEYS: [Key; 3] = [
    Key {
        name: "binary",
        form: "binary = \"/usr/local/bin/app\"",
        read: |manifest, value, source| {
            let path = value.as_str().ok_or((Rule::ManifestKey, "it is a string".to_owned()));
            let checked = path.and_then(|path| match name::program(path) {
                Ok(()) => Ok(path),
                Err(problem) => Err((problem.rule(), problem.to_string())),
            });
            match checked {
                Ok(path) if manifest.binary.is_none() => manifest.binary = Some(path.to_owned()),
                Ok(_) => {}
                Err((rule, fault)) => manifest.fault(
                    rule,
                    source,
                    value,
                    &format!("`binary` is the program's path in its images: {fault}"),
                ),
            }
        },
    },
    Key {
        name: "images",
        form: "images = { spark = \"registry/repository:version\" }",
        read: |manifest, value, source| {
            match value.as_table() {
            Some(images) => manifest.add_images(images, source),
            None => manifest.fault(Rule::ManifestKey, source, value, "`images` is a table: write `[package.metadata.aileron.images]`, and below it `name = \"registry/repository:version\"`"),
        }
        },
    },
    Key {
        name: "build",
        form: "build = [{ image = \"{{.image.default}}\" }]",
        read: |manifest, value, source| manifest.add_builds(value, source),
    },
];

/// The names of all keys, those of an image to build among them.
#[cfg(test)]
pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|key| key.name).chain(builds::keys())
}

/// A manifest as it is read: its text, and its path from the package's folder.
struct Source<'s> {
    text: &'static str,
    path: &'s str,
}

type Cache = Mutex<HashMap<PathBuf, Arc<Manifest>>>;

impl Manifest {
    /// Read once for each package that one compiler process expands.
    pub(crate) fn of_this_package() -> Arc<Manifest> {
        static READ: LazyLock<Cache> = LazyLock::new(Cache::default);
        let Some(folder) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
            return Arc::default();
        };
        let mut read = READ.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(read.entry(folder).or_insert_with_key(|folder| Arc::new(Manifest::read(folder))))
    }

    pub(crate) fn read(folder: &Path) -> Manifest {
        let mut manifest = Manifest::default();
        let Some((text, package)) = manifest.load(&folder.join("Cargo.toml")) else { return manifest };
        let above = if is_workspace(&package) { None } else { manifest.load_workspace(folder) };
        let workspace = match &above {
            Some((path, text, root)) => Some((path.as_str(), *text, root)),
            None => is_workspace(&package).then_some(("Cargo.toml", text, &package)),
        };
        let own = package.pointer("/package/metadata/aileron");
        let own = own.map(|table| (table, Source { text, path: "Cargo.toml" }));
        let shared = workspace.and_then(|(path, text, root)| {
            Some((root.pointer("/workspace/metadata/aileron")?, Source { text, path }))
        });
        manifest.read_tables(&Vec::from_iter(own.into_iter().chain(shared)));
        manifest.crate_name = crate_name(&package, workspace.map(|(.., root)| root));
        manifest
    }

    fn load(&mut self, path: &Path) -> Option<(&'static str, Value<'static>)> {
        // The few manifests of a build live as long as the compiler process that reads them.
        let text: &'static str = String::leak(std::fs::read_to_string(path).ok()?);
        match toml_span::parse(text) {
            Ok(value) => Some((text, value)),
            Err(error) => {
                self.problem = Some(format!("{} can't be read: {error}", path.display()));
                None
            }
        }
    }

    /// The manifest of the workspace above `folder`, with its path from there.
    fn load_workspace(&mut self, folder: &Path) -> Option<(String, &'static str, Value<'static>)> {
        let mut up = String::new();
        for parent in folder.ancestors().skip(1) {
            up.push_str("../");
            let path = parent.join("Cargo.toml");
            if path.is_file() {
                let (text, root) = self.load(&path)?;
                if is_workspace(&root) {
                    return Some((format!("{up}Cargo.toml"), text, root));
                }
            }
        }
        None
    }

    /// The package's table goes before the workspace's.
    fn read_tables(&mut self, tables: &[(&Value<'_>, Source<'_>)]) {
        self.sources = tables.iter().map(|(_, source)| source.path.to_owned()).collect();
        for known in &KEYS {
            for (table, source) in tables {
                if let Some(value) = table.as_table().and_then(|entries| entries.get(known.name)) {
                    (known.read)(self, value, source);
                }
            }
        }
        for (table, source) in tables {
            if let Some(entries) = table.as_table() {
                self.refuse_unknown(entries, source);
            } else {
                let message = "`[package.metadata.aileron]` is a table: write its settings below it";
                self.fault(Rule::ManifestKey, source, table, message);
            }
        }
    }

    fn refuse_unknown(&mut self, entries: &Table<'_>, source: &Source<'_>) {
        for (key, value) in entries {
            if KEYS.iter().all(|known| known.name != key.name) {
                let all = suggest::any_of(KEYS.iter().map(|key| key.form));
                let hint = hint(&key.name, KEYS.iter().map(|key| (key.name, key.form)), &all);
                let message = format!("`{}` is not a setting of Aileron: {hint}", key.name);
                self.fault(Rule::ManifestKey, source, value, &message);
            }
        }
    }

    /// Those of the package, or all of the workspace's.
    fn add_images(&mut self, images: &Table<'_>, source: &Source<'_>) {
        let mut read = BTreeMap::new();
        for (name, reference) in images {
            let text = reference.as_str();
            let named = name::image(&name.name).err();
            let referenced =
                text.filter(|text| !text.is_empty()).and_then(|text| text.parse::<Reference>().err());
            let fault = match named.or(referenced) {
                Some(problem) => Some((problem.rule(), problem.to_string())),
                None if text.is_none() => Some((Rule::ManifestKey, "a reference is a string".to_owned())),
                None => None,
            };
            if let Some((rule, fault)) = fault {
                let message = format!("the image `{}` can't be used: {fault}", name.name);
                self.fault(rule, source, reference, &message);
            }
            read.insert(name.name.to_string(), text.unwrap_or_default().to_owned());
        }
        if self.images.is_none() {
            self.from_workspace = (source.path != "Cargo.toml").then(|| source.path.to_owned());
            self.images = Some(read);
        }
    }

    fn fault(&mut self, rule: Rule, source: &Source<'_>, value: &Value<'_>, message: &str) {
        let line = source.text[..value.span.start.min(source.text.len())].matches('\n').count() + 1;
        self.faults.push(rule.end(format_args!("{}:{line}: {message}", source.path)));
    }

    /// What is wrong with it, for the first macro of a crate that asks. A manifest with a table of Aileron's also gets code
    /// that makes the compiler look again when the manifest changes.
    pub(crate) fn unreported(&self) -> TokenStream {
        if self.sources.is_empty() || self.reported.swap(true, Ordering::Relaxed) {
            return TokenStream::new();
        }
        let (faults, tracked) = (&self.faults, self.tracked());
        let aileron = self.aileron();
        quote! {
            #(::core::compile_error!(#faults);)*
            const _: () = { use #aileron::__ as __a; #tracked };
        }
    }

    /// Image names and their references, empty ones included.
    pub(crate) fn images(&self) -> &BTreeMap<String, String> {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        self.images.as_ref().unwrap_or(&NONE)
    }

    /// The path of the program in its images, where the manifest sets it.
    pub(crate) fn binary(&self) -> Option<&str> {
        self.binary.as_deref()
    }

    /// The path by which generated code reaches Aileron.
    pub(crate) fn aileron(&self) -> TokenStream {
        let name = self.crate_name.as_deref().unwrap_or("aileron").replace('-', "_");
        let name = syn::Ident::new(&name, proc_macro2::Span::call_site());
        quote!(::#name)
    }

    /// The manifest that the images come from, for messages.
    pub(crate) fn describe(&self) -> String {
        match (&self.problem, &self.from_workspace) {
            (Some(problem), _) => format!("the package's Cargo.toml ({problem})"),
            (None, Some(path)) => path.clone(),
            (None, None) => "the package's Cargo.toml".into(),
        }
    }

    /// Code that makes the compiler look again when a manifest changes, or when the package's gets a table of Aileron's.
    pub(crate) fn tracked(&self) -> TokenStream {
        let shared = self.sources.iter().map(String::as_str).filter(|path| *path != "Cargo.toml");
        let paths = std::iter::once("Cargo.toml").chain(shared).map(|path| format!("/{path}"));
        quote! {
            #(const _: &[u8] = __a::core::include_bytes!(__a::core::concat!(__a::core::env!("CARGO_MANIFEST_DIR"), #paths));)*
        }
    }
}

/// What to write instead of a key that does not exist: the nearest of those that do, in its form, else one of all.
fn hint<'k>(wrong: &str, keys: impl Iterator<Item = (&'k str, &'k str)>, all: &str) -> String {
    let keys: Vec<_> = keys.collect();
    let near = suggest::nearest(wrong, keys.iter().map(|(name, _)| *name));
    match near.and_then(|near| keys.iter().find(|(name, _)| *name == near)) {
        Some((_, form)) => format!("did you mean `{form}`?"),
        None => format!("write {all}"),
    }
}

fn is_workspace(manifest: &Value<'_>) -> bool {
    manifest.pointer("/workspace").is_some()
}

fn text(table: &Value<'_>, key: &str) -> Option<String> {
    table.as_table()?.get(key)?.as_str().map(str::to_owned)
}

/// The name under which the package depends on Aileron: `flyte = { package = "aileron", … }` renames it.
fn crate_name(package: &Value<'_>, workspace: Option<&Value<'_>>) -> Option<String> {
    let shared = workspace.and_then(|root| root.pointer("/workspace/dependencies")).and_then(Value::as_table);
    let is_aileron = |name: &str, dependency: &Value<'_>| {
        let source = match dependency.as_table().and_then(|table| table.get("workspace")) {
            Some(_) => shared.and_then(|table| table.get(name)),
            None => Some(dependency),
        };
        source.and_then(|source| text(source, "package")).as_deref().unwrap_or(name) == "aileron"
    };
    let targets = package.pointer("/target").and_then(Value::as_table);
    let roots = std::iter::once(package).chain(targets.into_iter().flat_map(|targets| targets.values()));
    roots
        .flat_map(|root| ["/dependencies", "/dev-dependencies"].map(|kind| root.pointer(kind)))
        .flatten()
        .filter_map(Value::as_table)
        .flat_map(|table| table.iter())
        .find(|(key, dependency)| is_aileron(&key.name, dependency))
        .map(|(key, _)| key.name.to_string())
}
