//! The user's Cargo.toml: which images it configures, and by what name it knows Aileron.

use aileron_grammar::Reference;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};
use toml_span::Value;

/// What the macros need of a package's manifest and of its workspace's.
#[derive(Default)]
pub(crate) struct Manifest {
    images: BTreeMap<String, String>,
    /// What is wrong with an image's reference, by its name.
    faults: BTreeMap<String, String>,
    binary: Option<String>,
    crate_name: Option<String>,
    /// The workspace's manifest relative to the package's, where the images come from there.
    from_workspace: Option<String>,
    problem: Option<String>,
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
        let Some(package) = manifest.load(&folder.join("Cargo.toml")) else { return manifest };
        let workspace = manifest.load_workspace(folder, &package);
        let own = package.pointer("/package/metadata/aileron");
        let shared = workspace.as_ref().and_then(|(_, root)| root.pointer("/workspace/metadata/aileron"));
        manifest.read_images(own, shared, workspace.as_ref().map(|(path, _)| path.as_str()));
        manifest.binary = [own, shared].into_iter().flatten().find_map(|table| text(table, "binary"));
        manifest.crate_name = crate_name(&package, workspace.as_ref().map(|(_, root)| root));
        manifest
    }

    fn load(&mut self, path: &Path) -> Option<Value<'static>> {
        let text = std::fs::read_to_string(path).ok()?;
        // The few manifests of a build live as long as the compiler process that reads them.
        match toml_span::parse(String::leak(text)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem = Some(format!("{} can't be read: {error}", path.display()));
                None
            }
        }
    }

    /// The manifest of the workspace that `folder` belongs to, with its path from there.
    fn load_workspace(
        &mut self,
        folder: &Path,
        package: &Value<'static>,
    ) -> Option<(String, Value<'static>)> {
        if package.pointer("/workspace").is_some() {
            return None;
        }
        let mut up = String::new();
        for parent in folder.ancestors().skip(1) {
            up.push_str("../");
            let path = parent.join("Cargo.toml");
            if path.is_file() {
                let root = self.load(&path)?;
                if root.pointer("/workspace").is_some() {
                    return Some((format!("{up}Cargo.toml"), root));
                }
            }
        }
        None
    }

    fn read_images(&mut self, own: Option<&Value<'_>>, shared: Option<&Value<'_>>, workspace: Option<&str>) {
        let images = images_of(own).or_else(|| {
            self.from_workspace = workspace.map(str::to_owned);
            images_of(shared)
        });
        match images {
            Some(images) => images.iter().for_each(|(name, reference)| self.add_image(&name.name, reference)),
            None => self.from_workspace = None,
        }
    }

    fn add_image(&mut self, name: &str, reference: &Value<'_>) {
        let text = reference.as_str();
        let fault = match text {
            None => Some("a reference is a string".to_owned()),
            Some("") => None,
            Some(text) => text.parse::<Reference>().err().map(|problem| problem.to_string()),
        };
        if let Some(fault) = fault {
            self.faults.insert(name.to_owned(), fault);
        }
        self.images.insert(name.to_owned(), text.unwrap_or_default().to_owned());
    }

    /// Why the image can't be used, if it can't.
    pub(crate) fn fault(&self, name: &str) -> Option<String> {
        let fault = self.faults.get(name)?;
        Some(format!("the image `{name}` of {} can't be used: {fault}", self.describe()))
    }

    /// Image names and their references, empty ones included.
    pub(crate) fn images(&self) -> &BTreeMap<String, String> {
        &self.images
    }

    /// Where the program lies in its images, if the manifest says so.
    pub(crate) fn binary(&self) -> Option<&str> {
        self.binary.as_deref()
    }

    /// The path by which generated code reaches Aileron.
    pub(crate) fn aileron(&self) -> TokenStream {
        let name = self.crate_name.as_deref().unwrap_or("aileron").replace('-', "_");
        let name = syn::Ident::new(&name, proc_macro2::Span::call_site());
        quote!(::#name)
    }

    /// For people.
    pub(crate) fn describe(&self) -> String {
        match (&self.problem, &self.from_workspace) {
            (Some(problem), _) => format!("the package's Cargo.toml ({problem})"),
            (None, Some(path)) => path.clone(),
            (None, None) => "the package's Cargo.toml".into(),
        }
    }

    /// Code that makes the compiler look again when the manifest changes.
    pub(crate) fn tracked(&self) -> TokenStream {
        let path = format!("/{}", self.from_workspace.as_deref().unwrap_or("Cargo.toml"));
        quote! {
            const _: &[u8] = __a::core::include_bytes!(__a::core::concat!(__a::core::env!("CARGO_MANIFEST_DIR"), #path));
        }
    }
}

fn text(table: &Value<'_>, key: &str) -> Option<String> {
    table.as_table()?.get(key)?.as_str().map(str::to_owned)
}

fn images_of<'v, 't>(metadata: Option<&'v Value<'t>>) -> Option<&'v toml_span::value::Table<'t>> {
    metadata?.pointer("/images")?.as_table()
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
