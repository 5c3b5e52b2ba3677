//! ARCHITECTURE.md says which room may use which. These tests hold the sources to it.
//!
//! A room is a directory or a file directly under `runtime/src`. What only tests import does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in their order, the lowest first, each with those that it uses.
type Rooms = Vec<(String, BTreeSet<String>)>;

/// The names that `lib.rs` re-exports, with the rooms that they come from.
type Exports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn a_room_uses_only_rooms_below_it() {
    let rooms = rooms();
    let mut below = BTreeSet::new();
    for (room, uses) in &rooms {
        let above: Vec<_> = uses.difference(&below).collect();
        assert!(
            above.is_empty(),
            "ARCHITECTURE.md: `{room}` uses {above:?}, which are not above it in the list"
        );
        assert!(below.insert(room.clone()), "ARCHITECTURE.md lists the room `{room}` twice");
    }
}

#[test]
fn every_import_is_an_arrow_of_the_list() {
    let rooms = rooms();
    let names = names(&rooms);
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let exports = exports(&read(&source.join("lib.rs")), &names);
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut problems = Vec::new();
    for file in sources(&source) {
        let within = file.strip_prefix(&source).expect("a file of the crate");
        let module = module(within);
        let Some(room) = module.first().cloned() else { continue };
        let Some((_, allowed)) = rooms.iter().find(|(name, _)| *name == room) else {
            problems.push(format!("ARCHITECTURE.md does not list the room `{room}`"));
            continue;
        };
        let found = imports(&read(&file), &module, &names, &exports);
        let wrong = found.difference(allowed);
        problems.extend(wrong.map(|other| {
            format!(
                "{} uses the room `{other}`, which `{room}` may not: move what both need into a room below, or write the \
                 arrow into the list of ARCHITECTURE.md if `{other}` comes before `{room}` there",
                file.display()
            )
        }));
        used.entry(room).or_default().extend(found);
    }
    for (room, allowed) in &rooms {
        match used.get(room) {
            None => problems.push(format!("ARCHITECTURE.md lists `{room}`, which runtime/src does not have")),
            Some(used) => problems.extend(allowed.difference(used).map(|other| {
                format!("ARCHITECTURE.md: `{room}` does not use `{other}`; drop it from the list")
            })),
        }
    }
    problems.dedup();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_path_that_architecture_md_names_exists() {
    let text = architecture();
    let spans = text.split('`').skip(1).step_by(2);
    let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    let paths: BTreeSet<&str> = spans.chain(links).filter(|text| is_path(text)).collect();
    assert!(paths.len() > 20, "ARCHITECTURE.md names few paths: {paths:?}");
    let absent: Vec<_> = paths.into_iter().filter(|path| !root().join(path).exists()).collect();
    assert!(absent.is_empty(), "ARCHITECTURE.md names what does not exist: {absent:?}");
}

/// Whether a piece of text is meant as a path of the repository.
fn is_path(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let is_file = [".rs", ".md", ".toml"].iter().any(|end| text.ends_with(end));
    text.chars().all(is_plain) && (is_file || text.contains('/'))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn architecture() -> String {
    let path = root().join("ARCHITECTURE.md");
    fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "`{}` can't be read: {error}. It is at the root of the repository, beside `runtime`; a packaged crate does not \
             have it, so run these tests in a checkout of the repository",
            path.display()
        )
    })
}

/// The list of ARCHITECTURE.md: a line for each room, `room: those that it uses`.
fn rooms() -> Rooms {
    let text = architecture();
    let list = text.split("```rooms\n").nth(1).and_then(|rest| rest.split("```").next());
    let list = list.expect("ARCHITECTURE.md has the list of rooms in a block that begins with ```rooms");
    let room = |line: &str| {
        let (room, uses) =
            line.split_once(':').unwrap_or_else(|| panic!("`{line}` is not `room: rooms that it uses`"));
        (room.trim().to_owned(), uses.split_whitespace().map(str::to_owned).collect())
    };
    list.lines().filter(|line| !line.trim().is_empty()).map(room).collect()
}

fn names(rooms: &Rooms) -> BTreeSet<String> {
    rooms.iter().map(|(room, _)| room.clone()).collect()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The files below a folder; those of tests alone are left out.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry of the folder").path();
        if path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The path of the module that a file is: `entity/mod.rs` is `entity`. The crate's root has none.
fn module(file: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

/// The other rooms that a file of this module imports from, or names in a path.
fn imports(source: &str, module: &[String], rooms: &BTreeSet<String>, exports: &Exports) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in paths(source, module) {
        match path.first() {
            Some(first) if rooms.contains(first) => drop(found.insert(first.clone())),
            Some(first) => found.extend(exports.get(first).into_iter().flatten().cloned()),
            None => {}
        }
    }
    if let Some(own) = module.first() {
        found.remove(own);
    }
    found
}

/// The names that the crate's root re-exports from its rooms.
fn exports(root: &str, rooms: &BTreeSet<String>) -> Exports {
    let (tokens, mut exports) = (tokens(root), Exports::new());
    let begins = tokens.iter().enumerate().filter(|(_, token)| *token == "use");
    for (begin, _) in begins {
        let (trees, _) = use_trees(&tokens, begin + 1);
        for (path, name) in trees {
            if path.first().is_some_and(|first| rooms.contains(first)) {
                exports.entry(name).or_default().insert(path[0].clone());
            }
        }
    }
    exports
}

/// Every path from the crate's root that a source names, in a `use` or elsewhere; those of its test modules are left out.
fn paths(source: &str, module: &[String]) -> Vec<Vec<String>> {
    let tokens = without_tests(&tokens(source));
    let (mut found, mut at) = (Vec::new(), 0);
    // The inline modules around; a brace of something else is none.
    let mut around: Vec<Option<String>> = Vec::new();
    while at < tokens.len() {
        let here = || module.iter().chain(around.iter().flatten()).cloned().collect::<Vec<_>>();
        match tokens[at].as_str() {
            "use" => {
                let (trees, end) = use_trees(&tokens, at + 1);
                found.extend(trees.iter().filter_map(|(path, _)| absolute(path, here())));
                at = end;
                continue;
            }
            "mod" if tokens.get(at + 2).is_some_and(|token| token == "{") => {
                around.push(Some(tokens[at + 1].clone()));
                at += 3;
                continue;
            }
            "{" => around.push(None),
            "}" => drop(around.pop()),
            "crate" | "aileron" | "super" | "self" if at == 0 || tokens[at - 1] != "::" => {
                let (path, end) = path(&tokens, at);
                found.extend(absolute(&path, here()));
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// A path as it is from the crate's root; none if it leads to another crate, or to something local.
fn absolute(path: &[String], here: Vec<String>) -> Option<Vec<String>> {
    let (first, mut rest) = path.split_first()?;
    let mut base = match first.as_str() {
        "crate" | "aileron" => Vec::new(),
        "self" => here,
        "super" => {
            let mut base = here;
            base.pop();
            base
        }
        _ => return None,
    };
    while rest.first().is_some_and(|part| part == "super") {
        base.pop();
        rest = &rest[1..];
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// `a::b::c` from here on, and where it ends.
fn path(tokens: &[String], mut at: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    while tokens.get(at).is_some_and(|token| is_word(token)) {
        path.push(tokens[at].clone());
        at += 1;
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
    }
    (path, at)
}

/// The paths of a `use`, each with the name that it brings, and where it ends.
fn use_trees(tokens: &[String], at: usize) -> (Vec<(Vec<String>, String)>, usize) {
    let (mut begin, mut at) = (path(tokens, at).0, path(tokens, at).1);
    if tokens.get(at).is_some_and(|token| token == "{") {
        let mut all = Vec::new();
        at += 1;
        while tokens.get(at).is_some_and(|token| token != "}") {
            let (trees, end) = use_trees(tokens, at);
            all.extend(trees.into_iter().map(|(path, name)| ([begin.clone(), path].concat(), name)));
            // A comma, or what no path begins with.
            at = if tokens.get(end).is_some_and(|token| token == "}") { end } else { end + 1 };
        }
        return (all, at + 1);
    }
    let mut name = begin.last().cloned().unwrap_or_default();
    if name == "self" && begin.len() > 1 {
        begin.pop();
        name = begin.last().cloned().unwrap_or_default();
    }
    if tokens.get(at).is_some_and(|token| token == "as") {
        name.clone_from(&tokens[at + 1]);
        at += 2;
    }
    if tokens.get(at).is_some_and(|token| token == "*") {
        at += 1;
    }
    (vec![(begin, name)], at)
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// Without what is compiled for tests alone: each item behind `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let (mut left, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let attribute = match tokens[at].as_str() {
            "#" => tokens[at..].iter().take_while(|token| *token != "]").cloned().collect(),
            _ => String::new(),
        };
        if attribute == "#[cfg(test)" || attribute.starts_with("#[cfg(all(test,") {
            at += tokens[at..].iter().position(|token| token == "]").map_or(1, |end| end + 1);
            at = item_end(tokens, at);
        } else {
            left.push(tokens[at].clone());
            at += 1;
        }
    }
    left
}

/// Where an item ends: behind its `;`, or its block.
fn item_end(tokens: &[String], mut at: usize) -> usize {
    let mut depth = 0;
    while at < tokens.len() {
        match tokens[at].as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => {
                depth -= 1;
                if depth == 0 && tokens[at] == "}" {
                    return at + 1;
                }
            }
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Words, `::` and single characters; no comments, and nothing of texts and characters in quotes.
fn tokens(source: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_whitespace() {
            c.len_utf8()
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = text(rest) {
            tokens.push("\"\"".to_owned());
            length
        } else if is_word(rest) {
            let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            tokens.push(rest[..length].to_owned());
            length
        } else {
            let length = if rest.starts_with("::") { 2 } else { c.len_utf8() };
            tokens.push(rest[..length].to_owned());
            length
        };
        rest = &rest[length..];
    }
    tokens
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if text[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// How long the text or the character in quotes is that begins here; none if none does. A lifetime is none.
fn text(source: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c", ""].into_iter().find(|prefix| {
        let hashes = if prefix.ends_with('r') { "#" } else { "" };
        let rest = source.strip_prefix(prefix).map(|rest| rest.trim_start_matches(|c| hashes.contains(c)));
        rest.is_some_and(|rest| rest.starts_with(['"', '\'']))
    })?;
    let rest = &source[prefix.len()..];
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    if prefix.ends_with('r') {
        let end = format!("\"{}", "#".repeat(hashes));
        let body = &rest[hashes + 1..];
        return Some(prefix.len() + hashes + 1 + body.find(&end)? + end.len());
    }
    let quote = rest.chars().next()?;
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(prefix.len() + at + 1),
            // A character is one; what is longer is a lifetime.
            _ if quote == '\'' && !rest[1..].starts_with('\\') && at > 1 => return None,
            _ => {}
        }
    }
    None
}

mod the_scanner {
    use super::{BTreeSet, Exports, exports, imports, tokens};

    /// What a file of the room `context` imports, where there are also `logs`, `spec` and `types`.
    fn found(source: &str) -> Vec<String> {
        let rooms: BTreeSet<String> = ["context", "logs", "spec", "types"].map(str::to_owned).into();
        let exports = exports("pub use spec::{Ids, Error as SpecError}; pub use other::Thing;", &rooms);
        let module = ["context", "deck"].map(str::to_owned);
        imports(source, &module, &rooms, &exports).into_iter().collect()
    }

    #[test]
    fn sees_every_form_of_an_import() {
        for source in [
            "use crate::spec::Error;",
            "use crate::spec;",
            "pub(crate) use crate::spec as plan;",
            "use crate::{spec::{Error, Ids}, std};",
            "use crate::{context::Attempt, spec};",
            "use super::super::spec::Error;",
            "use super::super::{context, spec::Ids};",
            "fn f() -> crate::spec::Error { todo() }",
            "fn f() { g::<super::super::spec::Error>() }",
            "macro_rules! m { () => { $crate::spec::f() } }",
            "mod inner { use super::super::super::spec::Error; }",
            "mod inner { fn f() {} } use super::super::spec::Error;",
            "use crate::Ids;",
            "use crate::SpecError;",
            "use aileron::spec::Ids;",
            "fn f<'a>(x: &'a str) -> crate::spec::Ids<'a> { x }",
            "const QUOTE: char = '\"'; use crate::spec::Ids;",
            "#[cfg(test)] use crate::logs; use crate::spec;",
            "#[cfg(test)] mod tests { fn f() {} } fn g() { crate::spec::f() }",
        ] {
            assert_eq!(found(source), ["spec"], "{source}");
        }
    }

    #[test]
    fn sees_nothing_else() {
        for source in [
            "// use crate::spec::Error;",
            "/// See [`crate::spec`].\nstruct S;",
            "/* crate::spec /* crate::spec */ crate::spec */",
            "const A: &str = \"crate::spec\";",
            "const A: &str = r#\"a \" crate::spec\"#;",
            "use super::spec;",
            "use self::spec::Error;",
            "use super::super::context::Attempt;",
            "use serde::{crate_name, spec::X};",
            "use crate::Thing;",
            "#[cfg(test)]\nmod tests {\n    use crate::spec::Error;\n}",
            "#[cfg(test)]\nuse crate::spec;",
            "#[cfg(all(test, unix))]\n#[allow(dead_code)]\nmod tests { use crate::spec; }",
            "mod inner { use super::super::spec::Error; }",
            "pub(crate) struct S;",
        ] {
            assert_eq!(found(source), [""; 0], "{source}");
        }
    }

    #[test]
    fn knows_what_the_root_re_exports() {
        let rooms = ["a".to_owned(), "b".to_owned()].into();
        let wanted = [("X", "a"), ("Y", "b"), ("Z", "b")];
        let wanted: Exports = wanted.map(|(name, room)| (name.to_owned(), [room.to_owned()].into())).into();
        assert_eq!(exports("mod a; pub use a::X; pub use b::{Y, c::W as Z}; pub use d::V;", &rooms), wanted);
    }

    #[test]
    fn reads_quotes_and_lifetimes() {
        assert_eq!(tokens("'a' &'a b\"\\\"x\" r\"\\\" '\\'' 'é'").concat(), "\"\"&'a\"\"\"\"\"\"\"\"");
    }
}
