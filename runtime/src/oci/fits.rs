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
        lacks.push(Lack::Interpreter {
            path: interpreter.clone(),
            others: other_interpreters(files, &interpreter),
        });
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

/// The loaders of other C libraries that an image has.
fn other_interpreters(files: &BaseFiles, interpreter: &str) -> Vec<String> {
    let own = interpreter.rsplit('/').next();
    let mut found: Vec<String> = ["lib", "lib64"]
        .iter()
        .filter_map(|folder| match files.find(folder) {
            Some((folder, Content::Folder)) => Some(files.inside(folder)),
            _ => None,
        })
        .flatten()
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            let is_loader =
                name.starts_with("ld-musl-") || name.starts_with("ld-linux") || name.starts_with("ld64.so");
            is_loader && Some(name) != own
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
                has: missing.iter().find_map(|version| latest(version, elf)),
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
fn latest(missing: &str, elf: &Elf) -> Option<String> {
    let (kind, _) = missing.rsplit_once('_')?;
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

#[cfg(test)]
mod tests {
    use super::super::testing::{AMD64, Archive, ElfFile, glibc_program, library};
    use super::*;
    use std::fs;
    use std::path::Path;

    const LOADER: &str = "/lib64/ld-linux-x86-64.so.2";

    fn amd64() -> Platform {
        "linux/amd64".parse().unwrap()
    }

    fn binary(bytes: &[u8]) -> Binary {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app");
        fs::write(&path, bytes).unwrap();
        Binary { path: "target/app".into(), ..Binary::read(&path).unwrap() }
    }

    fn files(archive: Archive) -> BaseFiles {
        let mut files = BaseFiles::default();
        files.read_layer(Box::new(&*archive.bytes()), u64::MAX).unwrap();
        files
    }

    /// As Debian has it: the folders are links, and the libraries are in folders for several architectures.
    fn debian() -> Archive {
        Archive::default()
            .link("lib", "usr/lib")
            .link("lib64", "usr/lib64")
            .file(
                "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
                &library("ld-linux-x86-64.so.2", &["GLIBC_2.2.5"]),
            )
            .link("usr/lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
            .file(
                "usr/lib/x86_64-linux-gnu/libc.so.6",
                &library("libc.so.6", &["GLIBC_2.4", "GLIBC_2.17", "GLIBC_2.31"]),
            )
    }

    fn with_gcc() -> Archive {
        debian().file("usr/lib/x86_64-linux-gnu/libgcc_s.so.1", &library("libgcc_s.so.1", &[]))
    }

    fn check(binary: &Binary, files: &BaseFiles) -> Result<Linkage, Box<Misfit>> {
        let base = Some("debian:11");
        fits(
            binary,
            Place { platform: &amd64(), base, files, path: "/opt/app/bin/app", library_path: "/env/lib" },
        )
    }

    fn lacks(binary: &Binary, files: &BaseFiles) -> Vec<Lack> {
        match *check(binary, files).unwrap_err() {
            Misfit::Lacks { lacks, .. } => lacks,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_program_whose_libraries_are_there_fits() {
        let binary =
            binary(&glibc_program(&[("GLIBC_2.17", false), ("GLIBC_2.4", false), ("GLIBC_2.38", true)]));
        assert!(!binary.is_static());
        let expected = Linkage::Dynamic {
            interpreter: LOADER.to_owned(),
            libraries: ["libc.so.6", "libgcc_s.so.1"]
                .map(|name| format!("/usr/lib/x86_64-linux-gnu/{name}"))
                .to_vec(),
        };
        assert_eq!(check(&binary, &files(with_gcc())), Ok(expected));
    }

    #[test]
    fn a_program_that_needs_a_newer_library_is_told_which_and_what_to_build() {
        let binary =
            binary(&glibc_program(&[("GLIBC_2.17", false), ("GLIBC_2.34", false), ("GLIBC_2.33", false)]));
        let error = check(&binary, &files(with_gcc())).unwrap_err();
        // One that has no number, as newer linkers ask for, hides none that has.
        let marked = self::binary(&glibc_program(&[("GLIBC_2.36", false), ("GLIBC_ABI_DT_RELR", false)]));
        let text = check(&marked, &files(with_gcc())).unwrap_err().to_string();
        assert!(
            text.contains("needs GLIBC_2.36, GLIBC_ABI_DT_RELR of `libc.so.6`, which has GLIBC_2.31 at most"),
            "{text}"
        );
        assert_eq!(
            error.to_string(),
            "`target/app` does not start in the image for linux/amd64: it needs GLIBC_2.33, GLIBC_2.34 of `libc.so.6`, which has \
             GLIBC_2.31 at most; the base `debian:11` does not have it. Take a base that does, or build it with `cargo build \
             --release --target x86_64-unknown-linux-musl` and name the result with `--binary linux/amd64=PATH`"
        );
    }

    #[test]
    fn a_missing_library_is_told_and_so_is_what_needs_it() {
        let binary = binary(&glibc_program(&[]));
        let gcc = ElfFile { machine: AMD64, needed: &["libdeep.so.1"], ..ElfFile::default() };
        let lack = |name: &str, by: Option<&str>| Lack::Library {
            name: name.to_owned(),
            needed_by: by.map(str::to_owned),
        };
        assert_eq!(lacks(&binary, &files(debian())), [lack("libgcc_s.so.1", None)]);
        let files = files(debian().file("lib/libgcc_s.so.1", &gcc.bytes()));
        assert_eq!(lacks(&binary, &files), [lack("libdeep.so.1", Some("libgcc_s.so.1"))]);
        let text = check(&binary, &files).unwrap_err().to_string();
        assert!(text.contains("its library `libgcc_s.so.1` needs the library `libdeep.so.1`"), "{text}");
    }

    #[test]
    fn a_library_for_another_machine_is_none() {
        let arm = ElfFile { machine: 183, soname: Some("libgcc_s.so.1"), ..ElfFile::default() }.bytes();
        let files = files(debian().file("lib/libgcc_s.so.1", &arm));
        assert_eq!(lacks(&binary(&glibc_program(&[])), &files).len(), 1);
    }

    #[test]
    fn a_base_with_another_libc_and_no_base_at_all_lack_the_loader() {
        let binary = binary(&glibc_program(&[]));
        let alpine =
            files(Archive::default().file("lib/ld-musl-x86_64.so.1", &library("libc.musl-x86_64.so.1", &[])));
        let first = lacks(&binary, &alpine).remove(0);
        let others = vec!["/lib/ld-musl-x86_64.so.1".to_owned()];
        assert_eq!(first, Lack::Interpreter { path: LOADER.to_owned(), others });

        // The right one at another path is none of another library.
        let elsewhere =
            files(Archive::default().file("lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", &library("", &[])));
        let first = lacks(&binary, &elsewhere).remove(0);
        assert_eq!(first, Lack::Interpreter { path: LOADER.to_owned(), others: Vec::new() });

        let scratch = BaseFiles::default();
        let place = Place {
            platform: &amd64(),
            base: None,
            files: &scratch,
            path: "/usr/local/bin/app",
            library_path: "",
        };
        let text = fits(&binary, place).unwrap_err().to_string();
        assert!(
            text.contains("it is loaded by `/lib64/ld-linux-x86-64.so.2`, and it needs the library"),
            "{text}"
        );
        assert!(text.contains("an image from scratch has nothing but what is put in"), "{text}");
    }

    #[test]
    fn libraries_are_searched_where_the_loader_looks() {
        let program = |run_path, rpath| {
            let needed = &["libown.so"];
            let interpreter = Some(LOADER);
            binary(
                &ElfFile {
                    machine: AMD64,
                    entry: 1,
                    interpreter,
                    needed,
                    run_path,
                    rpath,
                    ..ElfFile::default()
                }
                .bytes(),
            )
        };
        let plain = program(None, None);
        let own = library("libown.so", &[]);
        let at = |path: &str| files(debian().folder("opt/app/bin/").file(path, &own));
        for path in ["lib/libown.so", "usr/lib64/libown.so", "env/lib/libown.so"] {
            assert!(check(&plain, &at(path)).is_ok(), "{path}");
        }
        for path in ["opt/app/lib/libown.so", "usr/local/lib/libown.so", "libown.so"] {
            assert!(check(&plain, &at(path)).is_err(), "{path}");
        }
        for (run_path, path) in [
            ("$ORIGIN/../lib", "opt/app/lib/libown.so"),
            ("/x:${ORIGIN}", "opt/app/bin/libown.so"),
            ("/o/$LIB", "o/lib64/libown.so"),
        ] {
            assert!(check(&program(Some(run_path), None), &at(path)).is_ok(), "{run_path}");
            assert!(check(&program(None, Some(run_path)), &at(path)).is_ok(), "{run_path}");
        }
        // What a library needs is searched in the older kind of its user's folders, and not in the newer one.
        let needing = ElfFile { machine: AMD64, needed: &["libdeep.so"], ..ElfFile::default() }.bytes();
        let deep = files(debian().file("o/libown.so", &needing).file("o/libdeep.so", &own));
        assert!(check(&program(None, Some("/o")), &deep).is_ok());
        assert!(check(&program(Some("/o"), None), &deep).is_err());
        // The environment comes after the older kind and before the newer one.
        let twice = files(debian().file("o/libown.so", &own).file("env/lib/libown.so", &own));
        for (program, found) in [
            (program(Some("/o"), None), "/env/lib/libown.so"),
            (program(None, Some("/o")), "/o/libown.so"),
            (program(Some("/o"), Some("/o")), "/env/lib/libown.so"),
        ] {
            let Linkage::Dynamic { libraries, .. } = check(&program, &twice).unwrap() else { panic!() };
            assert_eq!(libraries, [found]);
        }
        // The folders of the cache.
        let settings =
            |text: &[u8]| files(debian().file("etc/ld.so.conf.d/own.conf", text).file("o/libown.so", &own));
        assert!(check(&plain, &settings(b"# mine\n/o\n")).is_ok());
        assert!(check(&plain, &settings(b"# /o\n")).is_err());
    }

    #[test]
    fn a_program_of_musl_needs_its_loader_and_no_versions() {
        let program = ElfFile {
            machine: AMD64,
            entry: 1,
            interpreter: Some("/lib/ld-musl-x86_64.so.1"),
            needed: &["libc.so", "libgcc_s.so.1"],
            needed_versions: &[("libgcc_s.so.1", &[("GCC_3.0", false)])],
            ..ElfFile::default()
        };
        let binary = binary(&program.bytes());
        let alpine = |path: &str| {
            let loader = library("libc.musl-x86_64.so.1", &[]);
            let gcc = library("libgcc_s.so.1", &["GCC_4.0"]);
            Archive::default().file("lib/ld-musl-x86_64.so.1", &loader).file(path, &gcc)
        };
        let expected = Linkage::Dynamic {
            interpreter: "/lib/ld-musl-x86_64.so.1".to_owned(),
            libraries: vec!["/usr/lib/libgcc_s.so.1".to_owned()],
        };
        assert_eq!(check(&binary, &files(alpine("usr/lib/libgcc_s.so.1"))), Ok(expected));
        let other = || alpine("o/libgcc_s.so.1");
        assert!(check(&binary, &files(other())).is_err());
        assert!(check(&binary, &files(other().file("etc/ld-musl-x86_64.path", b"/lib:/o\n"))).is_ok());
    }

    #[test]
    fn a_program_is_for_one_architecture() {
        let numbers = [
            ("linux/amd64", 62, false, false, "x86_64-unknown-linux-musl"),
            ("linux/arm64", 183, false, false, "aarch64-unknown-linux-musl"),
            ("linux/arm/v7", 40, true, false, "armv7-unknown-linux-musleabihf"),
            ("linux/386", 3, true, false, "i686-unknown-linux-musl"),
            ("linux/ppc64le", 21, false, false, "powerpc64le-unknown-linux-musl"),
            ("linux/s390x", 22, false, true, "s390x-unknown-linux-gnu"),
            ("linux/riscv64", 243, false, false, "riscv64gc-unknown-linux-musl"),
        ];
        for (platform, machine, is_32, is_big, target) in numbers {
            let binary = binary(&ElfFile { machine, is_32, is_big, entry: 1, ..ElfFile::default() }.bytes());
            assert!(binary.is_static());
            for (other, ..) in numbers {
                let result = binary.runs_on(&other.parse().unwrap());
                assert_eq!(result.is_ok(), other == platform, "{platform} on {other}");
            }
            let text = binary.runs_on(&"linux/loong64".parse().unwrap()).unwrap_err().to_string();
            let architecture = platform.split('/').nth(1).unwrap();
            assert!(text.contains(&format!("it is a program for linux/{architecture};")), "{text}");
            let mips = ElfFile { machine: 8, entry: 1, ..ElfFile::default() }.bytes();
            let text = self::binary(&mips).runs_on(&platform.parse().unwrap()).unwrap_err().to_string();
            assert!(text.contains("not known here") && text.contains(target), "{text}");
        }
        let error = binary(&glibc_program(&[])).runs_on(&"windows/amd64".parse().unwrap()).unwrap_err();
        assert!(error.to_string().contains("linux/arm/v7"), "{error}");
    }

    #[test]
    fn what_is_no_program_of_linux_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("app");
        let wide = ElfFile { machine: AMD64, needed: &["libc.so.6"], entry: 1, ..ElfFile::default() }.bytes();
        for (bytes, is) in [
            (&b"MZ\x90\0"[..], "a program for Windows"),
            (b"\xcf\xfa\xed\xfe\x07\0\0\x01", "a program for macOS"),
            (b"\xca\xfe\xba\xbe\0\0\0\x02", "a program for macOS"),
            (b"#!/bin/sh\n", "a script"),
            (b"\0asm\x01\0\0\0", "a WebAssembly module"),
            (b"", "an empty file"),
            (b"words", "no program that is known here"),
            (&library("libc.so.6", &[]), "no program: a library"),
            (&wide, "no program: a library"),
            (&glibc_program(&[])[..100], "a broken one"),
        ] {
            fs::write(&path, bytes).unwrap();
            let error = Binary::read(&path).unwrap_err();
            assert!(error.is_mistake() && error.to_string().contains(is), "{is}: {error}");
            assert!(error.to_string().contains("cargo build --release --target "), "{error}");
        }
        let error = Binary::read(&folder.path().join("absent")).unwrap_err();
        assert!(error.is_mistake() && error.to_string().contains("can't read the program"), "{error}");
    }

    /// The programs of this machine fit this machine: what the loader finds is found.
    #[cfg(target_os = "linux")]
    #[test]
    fn programs_of_this_machine_fit_its_own_files() {
        let own = Binary::read(&std::env::current_exe().unwrap()).unwrap();
        let platform = Platform::own();
        own.runs_on(&platform).unwrap();
        let folders = ["lib", "lib64", "usr/lib", "usr/lib64"].map(|path| Path::new("/").join(path));
        let folders = folders.iter().filter(|path| path.exists());
        let mut archive = tar::Builder::new(Vec::new());
        archive.follow_symlinks(false);
        for folder in folders {
            own_libraries(&mut archive, folder, 0);
        }
        archive.append_path_with_name("/etc/ld.so.conf", "etc/ld.so.conf").unwrap();
        let archive = archive.into_inner().unwrap();
        let mut files = BaseFiles::default();
        files.read_layer(Box::new(&*archive), u64::MAX).unwrap();
        let place = Place { platform: &platform, base: None, files: &files, path: "/app", library_path: "" };
        let Linkage::Dynamic { libraries, .. } = fits(&own, place).unwrap() else { panic!("{own:?}") };
        // What the kernel has loaded for this test.
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        for path in libraries {
            assert!(maps.contains(&*path), "{path}: {maps}");
        }
    }

    /// Adds the C library of this machine, and what leads to it.
    #[cfg(target_os = "linux")]
    fn own_libraries(archive: &mut tar::Builder<Vec<u8>>, folder: &Path, depth: usize) {
        let inside = |path: &Path| path.strip_prefix("/").unwrap().to_owned();
        if folder.is_symlink() {
            archive.append_path_with_name(folder, inside(folder)).unwrap();
            return;
        }
        for item in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = item.file_name().into_string().unwrap_or_default();
            let is_wanted = [
                "ld-linux",
                "ld64",
                "libc.so",
                "libc-",
                "libm.so",
                "libm-",
                "libgcc_s",
                "libdl",
                "librt",
                "libpthread",
            ];
            if item.file_type().unwrap().is_dir() && depth == 0 && name.ends_with("-linux-gnu") {
                own_libraries(archive, &item.path(), 1);
            } else if is_wanted.iter().any(|start| name.starts_with(start))
                && !item.file_type().unwrap().is_dir()
            {
                archive.append_path_with_name(item.path(), inside(&item.path())).unwrap();
            }
        }
    }
}
