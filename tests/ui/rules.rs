//! Each rule has a code, a page, and a wrong and a right program, which are compiled here.

use aileron_grammar::Rule;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DEFAULT_IMAGE: &str = "[package.metadata.aileron.images]\ndefault = \"ghcr.io/acme/app:v1\"\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn pages() -> PathBuf {
    root().join("runtime/docs/rules")
}

/// One program of a page.
struct Program {
    source: String,
    /// Its own table in Cargo.toml, where the page has one.
    manifest: Option<String>,
}

impl Program {
    /// The program below this heading.
    fn below(heading: &str, page: &str, code: &str) -> Program {
        let section = page.split("\n## ").find_map(|section| section.strip_prefix(heading));
        let section = section.unwrap_or_else(|| panic!("{code} has no section {heading}"));
        let block = |language: &str| {
            let (_, block) = section.split_once(&format!("```{language}\n"))?;
            Some(block.split("```").next().unwrap_or_default().to_owned())
        };
        let source = block("rust").unwrap_or_else(|| panic!("{code} has no program below {heading}"));
        Program { source, manifest: block("toml") }
    }

    fn has_main(&self) -> bool {
        self.source.contains("aileron::main!")
    }

    /// A program of its own, with what the pages leave out.
    fn whole(&self) -> String {
        let main = if self.has_main() { "" } else { "aileron::main!();\n" };
        format!("#[allow(unused_imports)]\nuse aileron::prelude::*;\n{}{main}", self.source)
    }
}

/// The programs below a heading, by the codes of their pages.
fn programs(heading: &str) -> BTreeMap<&'static str, Program> {
    let read = |rule: &Rule| {
        let page = fs::read_to_string(pages().join(format!("{}.md", rule.code()))).expect("there is a page");
        (rule.code(), Program::below(heading, &page, rule.code()))
    };
    Rule::ALL.iter().map(read).collect()
}

/// A workspace of generated packages, built beside those of `manifest.rs`.
struct Workspace {
    folder: PathBuf,
    members: Vec<String>,
}

impl Workspace {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        Workspace { folder, members: Vec::new() }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn package(&mut self, name: &str, manifest: &str, lints: &str) {
        let runtime = root().join("runtime");
        // A path as TOML quotes it.
        let runtime = format!("{:?}", runtime.to_str().expect("a path in UTF-8"));
        let text = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\naileron = {{ path = {runtime} }}\n\n\
             {manifest}\n{lints}"
        );
        self.write(&format!("{name}/Cargo.toml"), &text);
        self.members.push(name.to_owned());
    }

    fn build(&self, arguments: &[&str]) -> Output {
        self.write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = {:?}\n", self.members));
        fs::copy(root().join("Cargo.lock"), self.folder.join("Cargo.lock"))
            .expect("the versions can be copied");
        Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--offline"])
            .args(arguments)
            .env("CARGO_TARGET_DIR", target())
            .current_dir(&self.folder)
            .output()
            .expect("cargo starts")
    }
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("target")
}

/// What a built program answers when its specs are made.
fn specs(name: &str) -> Output {
    let program = target().join("debug").join(name);
    let mut command = Command::new(program);
    command.arg("serialize").env_remove("FLYTECTL_CONFIG").env("HOME", env!("CARGO_TARGET_TMPDIR"));
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).output().expect("the program starts")
}

/// The codes in a text.
fn codes(text: &str) -> BTreeSet<String> {
    let marked = text.split("[AIL").skip(1).filter_map(|rest| rest.split(']').next());
    marked.map(|number| format!("AIL{number}")).collect()
}

#[test]
fn the_table_is_sorted_and_no_code_is_there_twice() {
    let codes: Vec<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
    assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
    for code in codes {
        assert!(code.len() == 7 && code[3..].bytes().all(|digit| digit.is_ascii_digit()), "{code}");
    }
}

#[test]
fn each_rule_has_a_page_and_each_page_a_rule() {
    let files = fs::read_dir(pages()).expect("the folder of the pages");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    let found: BTreeSet<String> = names.filter(|name| name != "README.md").collect();
    let wanted: BTreeSet<String> = Rule::ALL.iter().map(|rule| format!("{}.md", rule.code())).collect();
    assert_eq!(found, wanted);
    for rule in Rule::ALL {
        let page = fs::read_to_string(pages().join(format!("{}.md", rule.code()))).expect("a page");
        let title = format!("# {}: {}\n", rule.code(), rule.title());
        assert!(page.starts_with(&title), "the page of {} does not begin with {title:?}", rule.code());
    }
}

#[test]
fn right_programs_are_right() {
    let mut workspace = Workspace::new("rules-right");
    let mut main = "#![deny(warnings)]\n".to_owned();
    let mut names = vec!["rules-right".to_owned()];
    for (code, program) in programs("Right") {
        let name = code.to_ascii_lowercase();
        if program.manifest.is_none() && !program.has_main() {
            let _ = writeln!(main, "mod {name};");
            workspace.write(
                &format!("rules-right/src/{name}.rs"),
                &format!("use aileron::prelude::*;\n{}", program.source),
            );
        } else {
            let manifest = program.manifest.as_deref().unwrap_or(DEFAULT_IMAGE);
            // Every program with images has a default one.
            let default =
                !manifest.contains("default =") && manifest.starts_with("[package.metadata.aileron.images]");
            let manifest = if default {
                format!("{manifest}default = \"ghcr.io/acme/app:v1\"\n")
            } else {
                manifest.to_owned()
            };
            workspace.package(&format!("right-{name}"), &manifest, "[lints.rust]\nwarnings = \"deny\"\n");
            workspace.write(&format!("right-{name}/src/main.rs"), &program.whole());
            names.push(format!("right-{name}"));
        }
    }
    workspace.package("rules-right", DEFAULT_IMAGE, "");
    workspace.write("rules-right/src/main.rs", &(main + "aileron::main!();\n"));
    let build = workspace.build(&["--keep-going"]);
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    for name in names {
        let specs = specs(&name);
        assert!(specs.status.success(), "{name}: {}", String::from_utf8_lossy(&specs.stderr));
    }
}

#[test]
fn wrong_programs_fail_with_their_own_code() {
    let mut workspace = Workspace::new("rules-wrong");
    let mut left: BTreeMap<String, &str> = BTreeMap::new();
    workspace.package("rules-wrong", DEFAULT_IMAGE, "");
    for (code, program) in programs("Wrong") {
        let name = format!("wrong-{}", code.to_ascii_lowercase());
        match &program.manifest {
            None => workspace.write(&format!("rules-wrong/src/bin/{name}.rs"), &program.whole()),
            Some(manifest) => {
                workspace.package(&name, manifest, "");
                workspace.write(&format!("{name}/src/main.rs"), &program.whole());
            }
        }
        left.insert(name, code);
    }
    let build = workspace.build(&["--keep-going", "--message-format=json"]);
    let mut faults = String::new();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8_lossy(&build.stdout).lines() {
        let message: serde_json::Value = serde_json::from_str(line).expect("a message of cargo");
        if message["reason"] == "compiler-message" && message["message"]["level"] == "error" {
            let (name, text) = (&message["target"]["name"], &message["message"]["message"]);
            let found = found.entry(name.as_str().unwrap_or_default().to_owned()).or_default();
            found.extend(codes(text.as_str().unwrap_or_default()));
        }
    }
    assert!(!found.is_empty(), "{}", String::from_utf8_lossy(&build.stderr));
    let mut texts = String::new();
    for (name, code) in left {
        // What compiles is for the specs to judge.
        let found = found.remove(&name).unwrap_or_else(|| {
            let specs = specs(&name);
            let text = String::from_utf8_lossy(&specs.stderr);
            // A panic is told before it.
            let error = text.find("error: ").map_or("", |start| text[start..].trim());
            let _ = writeln!(texts, "{code}\n{error}\n");
            if specs.status.success() { BTreeSet::new() } else { codes(&text) }
        });
        if found != BTreeSet::from([code.to_owned()]) {
            let _ = writeln!(faults, "the wrong program of {code} fails with {found:?}");
        }
    }
    assert!(faults.is_empty(), "{faults}");
    compare_with_specs(&texts);
}

/// Compares what the specs say to the wrong programs that compile with `specs.txt`; `BLESS=1` writes that file.
fn compare_with_specs(texts: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, texts).expect("the expectations can be written");
    }
    let expected = fs::read_to_string(path).expect("the expectations can be read");
    for (found, expected) in texts.split("\n\n").zip(expected.split("\n\n")) {
        assert_eq!(found, expected);
    }
    assert_eq!(texts.len(), expected.len());
}

/// The beginnings of rustc's own messages that have no code of rustc.
const OF_RUSTC: [&str; 2] = ["expected one of", "literal out of range"];

#[test]
fn each_message_of_a_case_ends_with_a_code() {
    let mut faults = String::new();
    for text in texts(Path::new(env!("CARGO_MANIFEST_DIR")), "stderr") {
        for line in text.lines() {
            let message =
                line.strip_prefix("error: ").or(line.strip_prefix("error[E0080]: evaluation panicked: "));
            let Some(message) = message else { continue };
            let code = message.rsplit_once(" [").and_then(|(_, code)| code.strip_suffix(']'));
            let is_ours = !OF_RUSTC.iter().any(|start| message.starts_with(start));
            if is_ours && code.is_none_or(|code| Rule::of_code(code).is_none()) {
                let _ = writeln!(faults, "{message}");
            }
        }
    }
    assert!(faults.is_empty(), "these messages have no code:\n{faults}");
}

#[test]
fn each_message_of_a_trait_ends_with_a_code() {
    let mut count = 0;
    for text in texts(&root().join("runtime/src"), "rs") {
        for attribute in text.split("#[diagnostic::on_unimplemented(").skip(1) {
            let message = attribute.split("message = \"").nth(1).and_then(|rest| rest.split("\",").next());
            let message = message.unwrap_or_else(|| panic!("no message: {attribute}"));
            let code = message.rsplit_once(" [").and_then(|(_, code)| code.strip_suffix(']'));
            assert!(code.is_some_and(|code| Rule::of_code(code).is_some()), "no code: {message}");
            count += 1;
        }
    }
    assert!(count > 10, "{count} traits with messages");
}

/// The texts of all files below a folder with this ending.
fn texts(folder: &Path, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(texts(&path, ending));
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push(fs::read_to_string(&path).expect("a text"));
        }
    }
    found
}
