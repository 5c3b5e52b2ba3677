//! What rustdoc's pages say of the items of a crate.

use crate::html::{between, text};
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

/// An item of the API.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    /// Where a program finds it.
    pub(crate) path: String,
    /// `struct`, `method`, `variant`, …; `impl` for a trait that a type implements.
    pub(crate) kind: &'static str,
    /// Its declaration, without its body.
    declaration: String,
}

impl Line {
    /// The trait that an `impl` implements, without its path and its parameters; `!Send` for one that it does not.
    pub(crate) fn implemented(&self) -> Option<&str> {
        let (head, _) = self.declaration.split_once(" for ")?;
        let head =
            head.split('<').next().filter(|head| *head != "impl").unwrap_or_else(|| behind_generics(head));
        let name = head.trim_start_matches("impl ").trim();
        Some(name.split('<').next().unwrap_or(name))
    }
}

/// What follows `impl<…> `.
fn behind_generics(head: &str) -> &str {
    let mut depth = 0;
    for (index, character) in head.char_indices() {
        match character {
            '<' => depth += 1,
            '>' if !head[..index].ends_with('-') => depth -= 1,
            ' ' if depth == 0 => return &head[index..],
            _ => {}
        }
    }
    ""
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.kind)?;
        if self.declaration.is_empty() { Ok(()) } else { write!(f, ": {}", self.declaration) }
    }
}

/// How rustdoc names the files of items.
const KINDS: [&str; 10] =
    ["attr", "constant", "derive", "enum", "fn", "macro", "static", "struct", "trait", "type"];

/// Traits that the compiler implements and no program relies on.
const AUTOMATIC: [&str; 6] =
    ["Freeze", "RefUnwindSafe", "StructuralPartialEq", "Unpin", "UnsafeUnpin", "UnwindSafe"];

/// Every item of the crate.
pub(crate) fn lines(docs: &Path, krate: &str) -> BTreeSet<Line> {
    let mut lines = BTreeSet::new();
    for (file, path) in items(docs) {
        let (kind, page) = (kind(&file), read(&docs.join(&file)));
        let path = format!("{krate}::{path}");
        lines.insert(Line { declaration: declaration(&page, kind), path: path.clone(), kind });
        lines.extend(parts(&page, &path));
    }
    modules(docs, krate, &mut lines);
    lines
}

/// The files of the items, with their paths within the crate.
fn items(docs: &Path) -> Vec<(String, String)> {
    let page = read(&docs.join("all.html"));
    let (_, list) = page.rsplit_once("<h1>List of all items</h1>").expect("the list");
    let links = list.split("<li><a href=\"").skip(1);
    let items = links.map(|link| {
        let (file, rest) = link.split_once("\">").expect("a link");
        (file.to_owned(), text(rest.split_once("</a>").expect("its end").0))
    });
    items.collect()
}

fn kind(file: &str) -> &'static str {
    let name = file.rsplit('/').next().unwrap_or(file);
    let kind = KINDS.into_iter().find(|kind| name.starts_with(&format!("{kind}.")));
    kind.unwrap_or_else(|| panic!("the page {file} is of no known kind"))
}

/// The declaration, without the fields, the variants or the methods, which are lines of their own.
fn declaration(page: &str, kind: &str) -> String {
    let Some((code, _)) = between(page, "item-decl\"><code>", "</code></pre>") else { return String::new() };
    let code = text(code);
    match kind {
        "struct" if code.ends_with(';') => code,
        "struct" | "enum" | "trait" => code.split('{').next().unwrap_or_default().trim_end().to_owned(),
        _ => code,
    }
}

/// The parts of an item, and the traits that it implements, up to what rustdoc says of every type.
fn parts(page: &str, path: &str) -> Vec<Line> {
    let end = ["id=\"blanket-implementations\"", "id=\"implementors\""];
    let own = end.iter().fold(page, |page, end| page.split_once(end).map_or(page, |(own, _)| own));
    let (_, own) = own.split_once("id=\"main-content\"").expect("the content");
    own.split(" id=\"").skip(1).filter_map(|part| self::part(part, path)).collect()
}

/// A part that begins with its id, such as `method.new" class="…">…`.
fn part(part: &str, path: &str) -> Option<Line> {
    let (id, rest) = part.split_once('"')?;
    let is_of_a_trait = rest.split('>').next()?.ends_with("trait-impl\"");
    if is_of_a_trait {
        return None;
    }
    if id.starts_with("impl-") {
        let line = Line { path: path.to_owned(), kind: "impl", declaration: code(rest)? };
        let is_shown =
            line.implemented().is_some_and(|name| !AUTOMATIC.contains(&name.trim_start_matches('!')));
        return is_shown.then_some(line);
    }
    let (kind, name) = id.split_once('.')?;
    let (kind, declaration) = match kind {
        "variant" if name.contains(".field.") => ("field", field(rest)?),
        "structfield" => ("field", field(rest)?),
        "variant" => ("variant", code(rest)?),
        "method" => ("method", code(rest)?),
        "tymethod" => ("required method", code(rest)?),
        "associatedtype" => ("associated type", code(rest)?),
        "associatedconstant" => ("associated constant", code(rest)?),
        _ => return None,
    };
    let name = without_number(name).replace(".field.", "::");
    Some(Line { path: format!("{path}::{name}"), kind, declaration })
}

fn code(html: &str) -> Option<String> {
    between(html, "class=\"code-header\">", "</h").map(|(code, _)| text(code))
}

fn field(html: &str) -> Option<String> {
    between(html, "<code>", "</code>").map(|(code, _)| text(code))
}

/// The name, without the number that rustdoc adds to make it unique on its page.
fn without_number(name: &str) -> &str {
    match name.rsplit_once('-') {
        Some((before, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => before,
        _ => name,
    }
}

/// The modules, and what they re-export.
fn modules(docs: &Path, path: &str, lines: &mut BTreeSet<Line>) {
    let page = read(&docs.join("index.html"));
    lines.insert(Line { path: path.to_owned(), kind: "mod", declaration: String::new() });
    for part in page.split("id=\"reexport.").skip(1) {
        let (name, rest) = part.split_once('"').expect("a name");
        let name = without_number(name);
        let (code, _) = between(rest, "<code>", "</code>").expect("its code");
        lines.insert(Line { path: format!("{path}::{name}"), kind: "reexport", declaration: text(code) });
    }
    for part in page.split("<a class=\"mod\" href=\"").skip(1) {
        if let Some((name, _)) =
            part.split_once("/index.html\"").filter(|(name, _)| !name.contains(['/', '"']))
        {
            modules(&docs.join(name), &format!("{path}::{name}"), lines);
        }
    }
}

fn read(page: &Path) -> String {
    fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}
