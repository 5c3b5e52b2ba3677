use std::ops::Range;
use std::str::FromStr;

use super::render::check_some_image_fits;
use super::template::{Attribute, Part, Placeholder, Template};
use crate::name;
use crate::scan::split;
use crate::suggest::did_you_mean;
use crate::{Problem, Rule};

const FORMS: &str = "write `{{.image.NAME.fqn}}`, `{{.image.NAME.version}}` or `{{.image.NAME}}`";

impl FromStr for Template {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let template = Self { text: text.into(), parts: parts(text)? };
        check_some_image_fits(&template)?;
        Ok(template)
    }
}

/// Cuts a template into literal text and placeholders.
fn parts(text: &str) -> Result<Vec<Part>, Problem> {
    let mut parts = Vec::new();
    let mut done = 0;
    while let Some(open) = text[done..].find("{{").map(|at| done + at) {
        literal(text, done..open, &mut parts)?;
        let inside = open + 2;
        let Some(close) = text[inside..].find("}}").map(|at| inside + at) else {
            return Err(Problem::new(Rule::ImageTemplate, open..text.len(), "`{{` has no matching `}}`")
                .instead(FORMS));
        };
        parts.push(Part::Placeholder(placeholder(text, inside..close)?));
        done = close + 2;
    }
    literal(text, done..text.len(), &mut parts)?;
    Ok(parts)
}

fn literal(text: &str, at: Range<usize>, parts: &mut Vec<Part>) -> Result<(), Problem> {
    if let Some(brace) = text[at.clone()].find(['{', '}']) {
        let brace = at.start + brace;
        return Err(Problem::new(
            Rule::ImageTemplate,
            brace..brace + 1,
            format!("there is a stray `{}`", &text[brace..=brace]),
        )
        .why("a placeholder has two braces on each side")
        .instead(FORMS));
    }
    if !at.is_empty() {
        parts.push(Part::Text(at));
    }
    Ok(())
}

/// Reads the text between the braces: `.image.NAME` or `.image.NAME.ATTRIBUTE`.
fn placeholder(text: &str, inside: Range<usize>) -> Result<Placeholder, Problem> {
    let at = inside.start - 2..inside.end + 2;
    let inner = &text[inside.clone()];
    let words = inner.trim();
    let start = inside.start + (inner.len() - inner.trim_start().len());
    let pieces: Vec<(Range<usize>, &str)> = split(words, '.')
        .map(|(offset, piece)| (start + offset..start + offset + piece.len(), piece))
        .collect();
    match pieces.as_slice() {
        [(_, ""), (_, image), rest @ ..] if is_image(image) => match rest {
            [] | [(_, "")] => {
                Err(Problem::new(Rule::ImageTemplate, at, format!("`{{{{{words}}}}}` names no image"))
                    .instead(FORMS))
            }
            [(name_at, name)] => {
                image_name(name, name_at)?;
                Ok(Placeholder { at, name: name_at.clone(), attribute: Attribute::Full })
            }
            [(name_at, name), (attribute_at, word)] => {
                image_name(name, name_at)?;
                Ok(Placeholder { at, name: name_at.clone(), attribute: attribute(word, attribute_at)? })
            }
            [.., (last, _)] => Err(Problem::new(
                Rule::ImageTemplate,
                rest[2].0.start - 1..last.end,
                "the placeholder has too many parts",
            )
            .why("an image's name holds no `.`, and an attribute has no attributes")
            .instead(FORMS)),
        },
        [(_, image), rest @ ..] if is_image(image) && !rest.is_empty() => {
            Err(Problem::new(Rule::ImageTemplate, at, format!("`{{{{{words}}}}}` is not a placeholder"))
                .why("it starts with a `.`")
                .instead(format!("write `{{{{.{words}}}}}`")))
        }
        _ => Err(Problem::new(
            Rule::ImageTemplate,
            at,
            format!("`{{{{{words}}}}}` is not a placeholder of an image"),
        )
        .why("in an image, only `.image` placeholders are replaced")
        .instead(FORMS)),
    }
}

fn is_image(word: &str) -> bool {
    word.eq_ignore_ascii_case("image") || word.eq_ignore_ascii_case("images")
}

fn image_name(name: &str, at: &Range<usize>) -> Result<(), Problem> {
    match name {
        "" => Err(Problem::new(
            Rule::ImageTemplate,
            at.start - 1..at.end + 1,
            "the image's name is missing between the dots",
        )
        .instead(FORMS)),
        _ => name::image(name).map_err(|problem| problem.moved(at.start)),
    }
}

fn attribute(word: &str, at: &Range<usize>) -> Result<Attribute, Problem> {
    let hint = match word {
        "fqn" => return Ok(Attribute::Fqn),
        "version" => return Ok(Attribute::Version),
        "" => {
            return Err(Problem::new(
                Rule::ImageTemplate,
                at.start - 1..at.end,
                "the attribute is missing behind `.`",
            )
            .instead(FORMS));
        }
        "tag" | "digest" => String::from("did you mean `version`?"),
        "name" | "repository" | "repo" | "registry" => String::from("did you mean `fqn`?"),
        _ => did_you_mean(word, ["fqn", "version"]),
    };
    Err(Problem::new(Rule::ImageTemplate, at.clone(), format!("an image has no attribute `{word}`"))
        .why("its attributes are `fqn` and `version`")
        .instead(hint))
}
