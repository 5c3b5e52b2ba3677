//! The configuration file of flytectl and flytekit: YAML, each value with its place.

use super::LARGEST;
use super::error::{At, Broken};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use yaml_rust2::ScanError;
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::scanner::{Marker, TScalarStyle};

/// How deep lists and mappings may be nested. Deeper ones are an attack on the stack.
const DEEPEST: usize = 64;

/// A value and its place.
#[derive(Debug)]
pub(crate) struct Node {
    pub(super) at: At,
    pub(super) value: Value,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Value {
    /// No value, or `null`.
    Nothing,
    /// A scalar as it is in the file: readers know what they want of it.
    Text(String),
    List(Vec<Rc<Node>>),
    Map(Vec<(Rc<Node>, Rc<Node>)>),
}

impl Node {
    /// The value below a key, in this mapping or in those that it merges by `<<`.
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        let Value::Map(pairs) = &self.value else { return None };
        let named = |name: &str| {
            let is_it = |key: &Node| matches!(&key.value, Value::Text(text) if text == name);
            pairs.iter().find(|(key, _)| is_it(key)).map(|(_, value)| &**value)
        };
        let merged = || match named("<<").map(|merged| (merged, &merged.value))? {
            (_, Value::List(all)) => all.iter().find_map(|one| one.get(name)),
            (one, _) => one.get(name),
        };
        named(name).or_else(merged)
    }

    /// The text of a scalar, which is empty for no value.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Nothing => Some(""),
            Value::Text(text) => Some(text),
            Value::List(_) | Value::Map(_) => None,
        }
    }
}

/// Parses the first document of a file, if it has one.
pub(super) fn parse(text: &str) -> Result<Option<Rc<Node>>, Broken> {
    let mut parser = Parser::new_from_str(text);
    // `YamlLoader` has no places, and would load all that a few lines of aliases of aliases describe.
    let mut tree = Tree { open: vec![Open::default()], anchored: HashMap::new() };
    loop {
        let (event, marker) = parser.next_token().map_err(|error| no_yaml(&error))?;
        let at = place(&marker);
        match event {
            Event::StreamEnd => break,
            Event::SequenceStart(anchor, _) => tree.begin(at, anchor, false)?,
            Event::MappingStart(anchor, _) => tree.begin(at, anchor, true)?,
            Event::SequenceEnd | Event::MappingEnd => {
                let ended = tree.open.pop().unwrap_or_default();
                let (anchor, size) = (ended.anchor, ended.size);
                tree.add((anchor, size), Rc::new(ended.node()?), at)?;
            }
            Event::Scalar(text, style, anchor, _) => {
                let size = text.len() + 1;
                let is_nothing =
                    style == TScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let value = if is_nothing { Value::Nothing } else { Value::Text(text) };
                tree.add((anchor, size), Rc::new(Node { at, value }), at)?;
            }
            Event::Alias(anchor) => {
                // An alias inside of its own anchor has no value yet.
                let nothing = || (1, Rc::new(Node { at, value: Value::Nothing }));
                let (size, node) = tree.anchored.get(&anchor).cloned().unwrap_or_else(nothing);
                tree.add((0, size), node, at)?;
            }
            _ => {}
        }
    }
    Ok(tree.open.pop().and_then(|file| file.items.into_iter().next()))
}

/// What is known of a file so far.
struct Tree {
    /// The lists and mappings that are open, after the file itself.
    open: Vec<Open>,
    /// The size and the value of each anchor.
    anchored: HashMap<usize, (usize, Rc<Node>)>,
}

/// A list or a mapping whose end is to come.
#[derive(Default)]
struct Open {
    at: At,
    anchor: usize,
    is_mapping: bool,
    /// The bytes of its content, including that of aliases.
    size: usize,
    /// The keys and values of a mapping are in turns.
    items: Vec<Rc<Node>>,
}

impl Tree {
    fn begin(&mut self, at: At, anchor: usize, is_mapping: bool) -> Result<(), Broken> {
        self.open.push(Open { at, anchor, is_mapping, size: 1, items: Vec::new() });
        if self.open.len() > DEEPEST {
            return Err((Some(at), format!("lists and mappings are nested more than {DEEPEST} deep")));
        }
        Ok(())
    }

    /// Adds a value to what is around it, unless all of it would be larger than any honest file: walks would take as long as
    /// it is large.
    fn add(&mut self, (anchor, size): (usize, usize), node: Rc<Node>, at: At) -> Result<(), Broken> {
        if anchor > 0 {
            self.anchored.insert(anchor, (size, Rc::clone(&node)));
        }
        let Some(around) = self.open.last_mut() else { return Ok(()) };
        around.items.push(node);
        around.size = around.size.saturating_add(size);
        if around.size > LARGEST {
            let why = format!("this has more than {LARGEST} bytes, including the content of its aliases");
            return Err((Some(at), why));
        }
        Ok(())
    }
}

impl Open {
    fn node(self) -> Result<Node, Broken> {
        let at = self.at;
        if !self.is_mapping {
            return Ok(Node { at, value: Value::List(self.items) });
        }
        let mut items = self.items.into_iter();
        let mut pairs = Vec::new();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            pairs.push((key, value));
        }
        let mut names = HashSet::new();
        let texts = pairs.iter().filter_map(|(key, _)| Some((key, key.text()?)));
        for (key, text) in texts {
            if !names.insert(text) {
                return Err((Some(key.at), "this key appears twice in its mapping; remove one".into()));
            }
        }
        drop(names);
        Ok(Node { at, value: Value::Map(pairs) })
    }
}

fn place(marker: &Marker) -> At {
    (marker.line(), marker.col() + 1)
}

fn no_yaml(error: &ScanError) -> Broken {
    let message = format!("this is not YAML: {}; correct the line, or the one before it", error.info());
    (Some(place(error.marker())), message)
}

#[cfg(test)]
mod tests {
    use super::{Value, parse};

    #[test]
    fn a_value_has_its_place() {
        let root = parse("# a\nadmin:\n  endpoint: x\n  scopes:\n  - a\n---\nb: c\n").unwrap().unwrap();
        let admin = root.get("admin").unwrap();
        assert_eq!(admin.get("endpoint").map(|node| (node.at, node.text())), Some(((3, 13), Some("x"))));
        assert!(matches!(&admin.get("scopes").unwrap().value, Value::List(all) if all[0].at == (5, 5)));
        assert!(root.get("b").is_none() && root.get("x").is_none());
        assert!(parse("# nothing\n").unwrap().is_none());
    }

    #[test]
    fn a_mapping_has_what_it_merges() {
        let root = parse("a: &a {x: 1, y: 2}\nb: &b {z: 4}\nc: {<<: *a, x: 3}\nd:\n  <<: [*b, *a]\n")
            .unwrap()
            .unwrap();
        let text = |of: &str, key: &str| root.get(of)?.get(key)?.text().map(str::to_owned);
        assert_eq!((text("c", "x").as_deref(), text("c", "y").as_deref()), (Some("3"), Some("2")));
        assert_eq!((text("d", "z").as_deref(), text("d", "x").as_deref()), (Some("4"), Some("1")));
    }

    #[test]
    fn a_bomb_is_refused() {
        let refused = |text: &str| parse(text).unwrap_err().1;
        let aliases =
            (0..30).map(|level| format!("a{}: &a{} [*a{level}, *a{level}]\n", level + 1, level + 1));
        let laughs = "a0: &a0 ha\n".to_owned() + &aliases.collect::<String>();
        assert!(refused(&laughs).starts_with("this has more than 1048576 bytes"));
        let long = format!("a: &a {}\nb: [{}]", "x".repeat(100_000), "*a,".repeat(100));
        assert!(refused(&long).starts_with("this has more than 1048576 bytes"));
        for deep in ["- ".repeat(100_000), "[".repeat(200), "? ".repeat(100_000)] {
            assert_eq!(refused(&deep), "lists and mappings are nested more than 64 deep");
        }
    }
}
