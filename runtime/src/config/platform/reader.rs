//! Reads settings from variables and the file, and collects what is wrong.

use super::super::file::Content;
use super::super::yaml::{Node, Value};
use super::super::{ConfigError, ConfigFile};
use super::endpoint::Endpoint;
use super::key::{Key, SECTIONS};
use super::source::{Source, Sourced};
use super::value;
use secrecy::SecretString;
use std::cell::RefCell;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io;

/// Reads settings, and collects what is wrong.
pub(super) struct Reader<'a> {
    file: Option<&'a ConfigFile>,
    environment: &'a dyn Fn(&str) -> Option<OsString>,
    problems: RefCell<Vec<ConfigError>>,
}

/// What is written for a setting.
enum Raw {
    Text(String),
    List(Vec<String>),
}

/// What is written for a setting, and where.
struct Found {
    raw: Raw,
    source: Source,
    /// How messages call the setting there.
    called: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        file: Option<&'a ConfigFile>,
        environment: &'a dyn Fn(&str) -> Option<OsString>,
    ) -> Self {
        let reader = Reader { file, environment, problems: RefCell::default() };
        reader.check_sections();
        reader
    }

    /// All that was wrong.
    pub(super) fn end(self) -> Result<(), ConfigError> {
        let mut problems = self.problems.into_inner();
        match problems.len() {
            0 => Ok(()),
            1 => Err(problems.swap_remove(0)),
            _ => {
                let first = problems.remove(0);
                let others: Vec<_> = problems.iter().map(ToString::to_string).collect();
                Err(ConfigError { message: format!("{}\n{}", first.message, others.join("\n")), ..first })
            }
        }
    }

    /// A text; none if it is empty, which hides that of the file if a variable is so.
    pub(super) fn text(&self, key: &Key) -> Option<Sourced<String>> {
        let found = self.find(key)?;
        match found.raw {
            Raw::Text(text) => (!text.is_empty()).then_some(Sourced { value: text, source: found.source }),
            Raw::List(_) => self.wrong(&found, "this is not a text; write one value".to_owned()),
        }
    }

    /// A text that means something.
    pub(super) fn parsed<T>(
        &self,
        key: &Key,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<Sourced<T>> {
        let found = self.find(key)?;
        match &found.raw {
            Raw::Text(text) if text.is_empty() => None,
            Raw::Text(text) => match parse(text) {
                Ok(value) => Some(Sourced { value, source: found.source }),
                Err(message) => self.wrong(&found, message),
            },
            Raw::List(_) => self.wrong(&found, "this is not a text; write one value".to_owned()),
        }
    }

    /// A truth value, which is `false` where there is none. A variable that is empty says so, as for flytekit.
    pub(super) fn boolean(&self, key: &Key) -> Sourced<bool> {
        let usual = Sourced { value: false, source: Source::Default };
        let Some(found) = self.find(key) else { return usual };
        let truth = match (&found.raw, &found.source) {
            (Raw::Text(text), Source::Variable(_)) if text.is_empty() => Ok(false),
            (Raw::Text(text), _) => value::boolean(text),
            (Raw::List(_), _) => Err("a list is neither true nor false; write `true` or `false`".to_owned()),
        };
        match truth {
            Ok(value) => Sourced { value, source: found.source },
            Err(message) => self.wrong(&found, message).unwrap_or(usual),
        }
    }

    /// A list, or a text with commas between its items.
    pub(super) fn list(&self, key: &Key) -> Option<Sourced<Vec<String>>> {
        let found = self.find(key)?;
        let value = match found.raw {
            Raw::Text(text) if text.is_empty() => return None,
            Raw::Text(text) => text.split(',').map(str::to_owned).collect(),
            Raw::List(items) => items,
        };
        (!value.is_empty()).then_some(Sourced { value, source: found.source })
    }

    /// The endpoint of the flag, else that of the configuration, else the sandbox's.
    pub(super) fn flag_or(
        &self,
        key: &Key,
        flag: Option<Sourced<String>>,
        parse: impl Fn(&str) -> Result<Endpoint, String>,
    ) -> Sourced<Endpoint> {
        let given = match flag {
            Some(Sourced { value, source }) => match parse(&value) {
                Ok(value) => Some(Sourced { value, source }),
                Err(message) => self.note(&source.to_string(), message, None),
            },
            None => self.parsed(key, &parse),
        };
        given.unwrap_or_else(|| Sourced { value: Endpoint::sandbox(), source: Source::Default })
    }

    /// The secret in the file that a setting names; none if the file is empty.
    pub(super) fn secret_in_file(&self, file: &Sourced<String>) -> Option<Sourced<SecretString>> {
        match fs::read_to_string(&file.value) {
            Ok(text) => {
                let secret = if text.ends_with('\n') { text.trim() } else { &text };
                let source = file.source.clone();
                (!secret.is_empty()).then(|| Sourced { value: secret.into(), source })
            }
            Err(error) => {
                let what = format!("the file `{}`, which should have the client's secret", file.value);
                let message = format!("{what}, can't be read: {error}; correct the path or the file");
                self.note(&file.source.to_string(), message, Some(error))
            }
        }
    }

    /// The secret in the variable that a setting names; none if the variable is empty.
    pub(super) fn secret_in_variable(&self, name: &Sourced<String>) -> Option<Sourced<SecretString>> {
        let secret = (self.environment)(&name.value)?.into_string().ok()?;
        let source = Source::Variable(name.value.clone());
        (!secret.is_empty()).then(|| Sourced { value: secret.into(), source })
    }

    /// What is written for a setting: in its variable, else in the file.
    fn find(&self, key: &Key) -> Option<Found> {
        let variable = key.variable().and_then(|name| Some(((self.environment)(&name)?, name)));
        if let Some((value, name)) = variable {
            let source = Source::Variable(name);
            let Ok(text) = value.into_string() else {
                return self.note(
                    &source.to_string(),
                    "its value is not Unicode; correct or unset it".into(),
                    None,
                );
            };
            return Some(Found { raw: Raw::Text(text), called: String::new(), source });
        }
        let file = self.file?;
        let source = |at| Source::File { path: file.path.clone(), at };
        match &file.content {
            Content::Yaml(root) => {
                let node = self.node(root.as_deref()?, key, &source)?;
                let called = key.in_yaml().to_owned();
                let found = |raw| Some(Found { raw, source: source(node.at), called: called.clone() });
                match &node.value {
                    Value::Nothing => None,
                    Value::Text(text) => found(Raw::Text(text.clone())),
                    Value::List(items) => {
                        match items.iter().map(|item| Some(item.text()?.to_owned())).collect() {
                            Some(texts) => found(Raw::List(texts)),
                            None => self.wrong(
                                &found(Raw::List(Vec::new()))?,
                                "an item of this list is not a text".into(),
                            ),
                        }
                    }
                    Value::Map(_) => self
                        .wrong(&found(Raw::List(Vec::new()))?, "this is a mapping; write one value".into()),
                }
            }
            Content::Sections(sections) => {
                let of_section = sections.section(key.section()).filter_map(Result::ok);
                let (at, _, text) = of_section.filter(|(_, name, _)| *name == key.option()).last()?;
                let called = format!("{}` under `[{}]", key.option(), key.section());
                let found = Found { raw: Raw::Text(text.replace("%%", "%")), source: source(at), called };
                if text.replace("%%", "").contains("%(") {
                    let message = "`%(` begins a reference to another setting, which is not read; write the value itself, \
                                   and `%%` for a `%`";
                    return self.wrong(&found, message.to_owned());
                }
                Some(found)
            }
        }
    }

    /// The value of a key in YAML, unless it or what is around it is absent.
    fn node<'n>(
        &self,
        root: &'n Node,
        key: &Key,
        source: &dyn Fn((usize, usize)) -> Source,
    ) -> Option<&'n Node> {
        let mut node = root;
        let mut path = String::new();
        for part in key.path() {
            if let Value::Text(_) | Value::List(_) = &node.value {
                if !path.is_empty() {
                    let message = format!("this is not a mapping; write `NAME: VALUE` below `{path}:`");
                    let found = Found { raw: Raw::List(Vec::new()), source: source(node.at), called: path };
                    return self.wrong(&found, message);
                }
                return None;
            }
            node = node.get(part)?;
            path = if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") };
        }
        (!path.is_empty()).then_some(node)
    }

    /// Checks the lines of the sections that are read, which `configparser` does for all.
    fn check_sections(&self) {
        let Some(ConfigFile { path, content: Content::Sections(sections) }) = self.file else { return };
        let place = |at| Source::File { path: path.clone(), at }.to_string();
        for section in SECTIONS {
            let mut names = HashSet::new();
            for line in sections.section(section) {
                let (at, message) = match line {
                    Ok((_, name, _)) if names.insert(name) => continue,
                    Ok((at, name, _)) => {
                        (at, format!("`{name}` appears twice under `[{section}]`; remove one"))
                    }
                    Err((at, content)) => (at, format!("`{content}` is not a setting; write `NAME=VALUE`")),
                };
                let _: Option<()> = self.note(&place(at), message, None);
            }
        }
    }

    fn wrong<T>(&self, found: &Found, message: String) -> Option<T> {
        let place = match &found.source {
            Source::File { .. } => format!("{}: `{}`", found.source, found.called),
            _ => found.source.to_string(),
        };
        self.note(&place, message, None)
    }

    /// Notes a problem, once: two settings may be below one that is wrong.
    fn note<T>(&self, place: &str, message: String, cause: Option<io::Error>) -> Option<T> {
        let mut problems = self.problems.borrow_mut();
        let problem = ConfigError { place: place.to_owned(), message, cause };
        if problems.iter().all(|other| other.place != problem.place) {
            problems.push(problem);
        }
        None
    }
}
