//! Whether a program starts in an image: its interpreter, its libraries, and the versions of them that it needs.
//!
//! Libraries are searched as the loaders of glibc and musl do. Source: `ld.so(8)`, and musl's `ldso/dynlink.c`.

use super::elf::Elf;
use super::files::Content;
use super::misfit::{Lack, Misfit};
use super::{BaseFiles, Binary, Platform};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// How a program is linked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Linkage {
    /// It needs nothing of its image.
    Static,
    /// It is loaded by an interpreter, with these libraries of the image.
    Dynamic { interpreter: String, libraries: Vec<String> },
}

/// Where a program is to start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'p> {
    pub(crate) platform: &'p Platform,
    /// The base's name.
    pub(crate) base: Option<&'p str>,
    /// The files of the image.
    pub(crate) files: &'p BaseFiles,
    /// The program's path in the image.
    pub(crate) path: &'p str,
    /// The image's `LD_LIBRARY_PATH`.
    pub(crate) library_path: &'p str,
}

/// Checks that a program starts in an image. A static program needs none of its files, so nobody has to read a base for it.
pub(crate) fn fits(binary: &Binary, place: Place<'_>) -> Result<Linkage, Box<Misfit>> {
    let Place { platform, base, files, path, library_path } = place;
    binary.runs_on(platform)?;
    let Some(interpreter) = binary.elf.interpreter.clone() else { return Ok(Linkage::Static) };
    let mut loader = Loader::new(files, &binary.elf, library_path);
    let mut lacks = Vec::new();
    if !matches!(files.find(&interpreter), Some((_, Content::Library(_) | Content::Other))) {
        lacks.push(Lack::Interpreter { path: interpreter.clone(), others: other_interpreters(files) });
    }
    loader.load(&binary.elf, path, &mut lacks);
    if lacks.is_empty() {
        let libraries =
            loader.loaded.values().flatten().map(|library| format!("/{}", library.path)).collect();
        return Ok(Linkage::Dynamic { interpreter, libraries });
    }
    let base = base.map(str::to_owned);
    Err(Box::new(Misfit::Lacks { path: binary.path.clone(), platform: platform.clone(), base, lacks }))
}

/// The loaders of C libraries that an image has.
fn other_interpreters(files: &BaseFiles) -> Vec<String> {
    let mut found: Vec<String> = ["lib", "lib64"]
        .iter()
        .filter_map(|folder| match files.find(folder) {
            Some((folder, Content::Folder)) => Some(files.inside(folder)),
            _ => None,
        })
        .flatten()
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            name.starts_with("ld-musl-") || name.starts_with("ld-linux") || name.starts_with("ld64.so")
        })
        .map(|path| format!("/{path}"))
        .collect();
    found.dedup();
    found
}

/// A library of the image.
struct Library {
    path: String,
    /// What it says of itself, if that is known.
    elf: Option<Arc<Elf>>,
}

/// A file whose libraries are to be loaded.
struct Waiting {
    elf: Arc<Elf>,
    /// Its path in the image, for what it says relative to itself.
    path: String,
    /// What needs it; nothing for the program.
    name: Option<String>,
    /// The folders of those that need it.
    inherited: Vec<String>,
}

/// Finds libraries.
struct Loader<'f> {
    files: &'f BaseFiles,
    program: &'f Elf,
    is_musl: bool,
    environment: Vec<String>,
    defaults: Vec<String>,
    /// By name; `None` is one that is missing, which is told once.
    loaded: BTreeMap<String, Option<Library>>,
}

impl<'f> Loader<'f> {
    fn new(files: &'f BaseFiles, program: &'f Elf, library_path: &str) -> Self {
        let name =
            program.interpreter.as_deref().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        let is_musl = name.starts_with("ld-musl-");
        let defaults = if is_musl { of_musl(files, name) } else { of_glibc(files) };
        let environment = folders(library_path, |character| matches!(character, ':' | ';'));
        Loader { files, program, is_musl, environment, defaults, loaded: BTreeMap::new() }
    }

    /// Loads all libraries of a program, and notes what is missing.
    fn load(&mut self, program: &Elf, path: &str, lacks: &mut Vec<Lack>) {
        let path = path.trim_start_matches('/').to_owned();
        let program = Waiting { elf: Arc::new(program.clone()), path, name: None, inherited: Vec::new() };
        let mut waiting = VecDeque::from([program]);
        while let Some(next) = waiting.pop_front() {
            let own = run_path(&next);
            let inherited = if next.elf.is_run_path_inherited {
                own.iter().chain(&next.inherited).cloned().collect()
            } else {
                next.inherited.clone()
            };
            for name in &next.elf.needed {
                if self.is_built_in(name) || self.loaded.contains_key(name) {
                    continue;
                }
                let found = self.find(name, &next, &own);
                match &found {
                    None => lacks.push(Lack::Library { name: name.clone(), needed_by: next.name.clone() }),
                    Some(Library { path, elf: Some(elf) }) => waiting.push_back(Waiting {
                        elf: Arc::clone(elf),
                        path: path.clone(),
                        name: Some(name.clone()),
                        inherited: inherited.clone(),
                    }),
                    Some(_) => {}
                }
                self.loaded.insert(name.clone(), found);
            }
            self.compare_versions(&next, lacks);
        }
    }

    /// musl's loader is the C library itself, under all of its names.
    fn is_built_in(&self, name: &str) -> bool {
        let is_loader =
            self.program.interpreter.as_deref().and_then(|path| path.rsplit('/').next()) == Some(name);
        let is_part = ["libc.", "libpthread.", "librt.", "libm.", "libdl.", "libutil.", "libxnet."];
        is_loader || self.is_musl && is_part.iter().any(|part| name.starts_with(part))
    }

    fn compare_versions(&self, needing: &Waiting, lacks: &mut Vec<Lack>) {
        // musl has no versions, and its loader looks at none.
        for (name, versions) in needing.elf.needed_versions.iter().filter(|_| !self.is_musl) {
            let Some(elf) =
                self.loaded.get(name).and_then(Option::as_ref).and_then(|library| library.elf.as_ref())
            else {
                continue;
            };
            let missing: Vec<String> = versions.difference(&elf.versions).cloned().collect();
            // The loader only warns of a library that has no versions at all.
            if missing.is_empty() || elf.versions.is_empty() {
                continue;
            }
            lacks.push(Lack::Versions {
                library: name.clone(),
                has: latest(missing.last(), elf),
                versions: missing,
                needed_by: needing.name.clone(),
            });
        }
    }

    /// A library, in the first folder that has one for this machine.
    fn find(&self, name: &str, needing: &Waiting, own: &[String]) -> Option<Library> {
        if name.contains('/') {
            return self.library(name);
        }
        let is_old = needing.elf.is_run_path_inherited || needing.elf.run_path.is_empty();
        let first = needing.inherited.iter().filter(|_| is_old);
        let old = own.iter().filter(|_| is_old);
        let new = own.iter().filter(|_| !is_old);
        old.chain(first)
            .chain(&self.environment)
            .chain(new)
            .chain(&self.defaults)
            .find_map(|folder| self.library(&format!("{folder}/{name}")))
    }

    fn library(&self, path: &str) -> Option<Library> {
        let (found, content) = self.files.find(path)?;
        let elf = match content {
            Content::Library(elf) if elf.machine == self.program.machine => Some(Arc::clone(elf)),
            Content::Library(_) | Content::Folder | Content::Link(_) | Content::Text(_) => return None,
            // It is too large to look into, or not understood.
            Content::Other => None,
        };
        Some(Library { path: found.to_owned(), elf })
    }
}

/// The folders that a file names, with what the loader puts into them.
fn run_path(of: &Waiting) -> Vec<String> {
    let origin = of.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let expand = |folder: &String| {
        let folder = folder.replace("${ORIGIN}", "$ORIGIN").replace("${LIB}", "$LIB");
        let folder = folder.replace("$ORIGIN", &format!("/{origin}"));
        if folder.contains("$LIB") {
            return ["lib64", "lib"].map(|lib| folder.replace("$LIB", lib)).to_vec();
        }
        vec![folder]
    };
    of.elf.run_path.iter().flat_map(expand).collect()
}

/// The latest version of a library that is of the same kind as another, such as `GLIBC_2.31`.
fn latest(missing: Option<&String>, elf: &Elf) -> Option<String> {
    let (kind, _) = missing?.rsplit_once('_')?;
    let number = |version: &str| -> Option<Vec<u32>> {
        let (of, number) = version.rsplit_once('_')?;
        if of != kind {
            return None;
        }
        number.split('.').map(|part| part.parse().ok()).collect()
    };
    let numbered = elf.versions.iter().filter_map(|version| Some((number(version)?, version)));
    numbered.max().map(|(_, version)| version.clone())
}

fn folders(text: &str, is_between: fn(char) -> bool) -> Vec<String> {
    text.split(is_between)
        .map(str::trim)
        .filter(|folder| folder.starts_with('/'))
        .map(str::to_owned)
        .collect()
}

/// Where glibc's loader looks at last: in what its cache was made of, and in the folders that it is built with.
fn of_glibc(files: &BaseFiles) -> Vec<String> {
    let settings = match files.find("/etc/ld.so.conf") {
        Some((_, Content::Text(text))) => Some(&**text),
        _ => None,
    };
    let mut found: Vec<String> = settings
        .into_iter()
        .chain(files.texts("/etc/ld.so.conf.d"))
        .flat_map(|text| folders(text, |c| c == '\n'))
        .collect();
    for folder in ["/lib64", "/usr/lib64", "/lib", "/usr/lib"] {
        found.push(folder.to_owned());
        // Debian's folders for several architectures: `/lib/x86_64-linux-gnu`.
        let Some((folder, Content::Folder)) = files.find(folder) else { continue };
        let is_of_triple = |path: &&str| {
            let name = &path[folder.len() + 1..];
            !name.contains('/') && name.contains("-linux-gnu")
        };
        found.extend(files.inside(folder).filter(is_of_triple).map(|path| format!("/{path}")));
    }
    found
}

/// Where musl's loader looks at last: in the folders of its file, else in those that it is built with.
fn of_musl(files: &BaseFiles, loader: &str) -> Vec<String> {
    let name = loader.strip_suffix(".so.1").unwrap_or(loader);
    match files.find(&format!("/etc/{name}.path")) {
        Some((_, Content::Text(text))) => folders(text, |character| matches!(character, '\n' | ':')),
        _ => ["/lib", "/usr/local/lib", "/usr/lib"].map(str::to_owned).to_vec(),
    }
}
