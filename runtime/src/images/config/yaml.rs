//! The configuration file of flytectl and flytekit: YAML with a mapping `images`.

use super::broken::{Broken, LARGEST};
use std::collections::HashMap;
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::{ScanError, Yaml, YamlLoader};

/// How deep lists and mappings may be nested. Deeper ones are an attack on the stack.
const DEEPEST: usize = 64;

/// The name and reference of each image, in the file's order.
pub(super) fn images(text: &str) -> Result<Vec<(String, String)>, Broken> {
    measure(text)?;
    // `load_from_str` would add a second copy of the parser, of 90 KB.
    let documents = YamlLoader::load_from_parser(&mut Parser::new_from_str(text));
    let documents = documents.map_err(|error| no_yaml(&error))?;
    match documents.first().map(|document| &document["images"]) {
        None | Some(Yaml::BadValue | Yaml::Null) => Ok(Vec::new()),
        Some(Yaml::Hash(images)) => images.iter().map(pair).collect(),
        Some(_) => {
            Err((None, "`images` is not a mapping; write a line for each image, `NAME: REFERENCE`".into()))
        }
    }
}

fn no_yaml(error: &ScanError) -> Broken {
    let marker = error.marker();
    let message = match error.info() {
        // The parser's message contains the key in Rust's notation.
        info if info.ends_with("duplicated key in mapping") => {
            "this key appears twice in its mapping; remove one".into()
        }
        info => format!("this is not YAML: {info}; correct the line, or the one before it"),
    };
    (Some((marker.line(), marker.col() + 1)), message)
}

/// Measures a file before it is loaded, since loading takes stack and memory for all that it describes: a few lines
/// of aliases of aliases can exceed any memory.
fn measure(text: &str) -> Result<(), Broken> {
    let mut parser = Parser::new_from_str(text);
    let mut anchored = HashMap::new();
    // The anchor and the size of each list and mapping that is open, after those of the file itself.
    let mut open = vec![(0, 0_usize)];
    loop {
        let (event, marker) = parser.next_token().map_err(|error| no_yaml(&error))?;
        let (anchor, size) = match event {
            Event::StreamEnd => return Ok(()),
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                open.push((anchor, 1));
                (0, 0)
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().unwrap_or_default(),
            Event::Scalar(text, _, anchor, _) => (anchor, text.len() + 1),
            // An alias inside of its own anchor has no size yet.
            Event::Alias(anchor) => (0, anchored.get(&anchor).copied().unwrap_or(1)),
            _ => (0, 0),
        };
        anchored.insert(anchor, size);
        let around = open.last_mut().map(|(_, around)| {
            *around = around.saturating_add(size);
            *around
        });
        let refused = |why| Err((Some((marker.line(), marker.col() + 1)), why));
        if open.len() > DEEPEST {
            return refused(format!("lists and mappings are nested more than {DEEPEST} deep"));
        }
        if around > Some(LARGEST) {
            return refused(format!(
                "this has more than {LARGEST} bytes, including the content of its aliases"
            ));
        }
    }
}

fn pair((name, reference): (&Yaml, &Yaml)) -> Result<(String, String), Broken> {
    let name = scalar(name)
        .ok_or((None, "a name under `images` is not a string; write `NAME: REFERENCE`".into()))?;
    let reference = scalar(reference).ok_or_else(|| {
        (None, format!("the image `{name}` under `images` is not a string; write `{name}: REPOSITORY:TAG`"))
    })?;
    Ok((name, reference))
}

/// The text of a scalar as it is in the file; empty for no value.
fn scalar(value: &Yaml) -> Option<String> {
    match value {
        Yaml::String(text) | Yaml::Real(text) => Some(text.clone()),
        Yaml::Integer(number) => Some(number.to_string()),
        Yaml::Boolean(truth) => Some(truth.to_string()),
        Yaml::Null => Some(String::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::images;

    #[test]
    fn a_file_without_images_has_none() {
        for text in ["", "# nothing\n", "admin:\n  insecure: true\n", "images:\n", "just text\n"] {
            assert_eq!(images(text), Ok(Vec::new()), "{text:?}");
        }
    }

    #[test]
    fn an_image_may_lack_its_reference() {
        assert_eq!(
            images("images: {gpu: , cpu: c}"),
            Ok(vec![("gpu".into(), String::new()), ("cpu".into(), "c".into())])
        );
    }

    #[test]
    fn an_alias_has_the_value_of_its_anchor() {
        let found = images("x: &x r.io/x\nimages: &all\n  a: *x\nagain: *all\n");
        assert_eq!(found, Ok(vec![("a".into(), "r.io/x".into())]));
    }

    #[test]
    fn a_bomb_is_refused() {
        let refused = |text: &str| images(text).unwrap_err().1;
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

    #[test]
    fn a_value_that_is_not_a_mapping_of_strings_is_refused() {
        for text in
            ["images: [a]", "images: a", "images: {gpu: [a]}", "images: {[a]: b}", "images: {a: b, a: c}"]
        {
            assert!(images(text).is_err(), "{text:?}");
        }
    }
}
