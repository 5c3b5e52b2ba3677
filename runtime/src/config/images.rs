//! The images in a configuration file.

use super::error::{At, Broken};
use super::file::Content;
use super::sections::Sections;
use super::yaml::{Node, Value};

/// A name and its reference, which may be empty.
#[derive(Debug, PartialEq)]
pub(crate) struct Image {
    pub(crate) name: String,
    pub(crate) reference: String,
    pub(crate) at: At,
}

impl Content {
    /// The images, in the file's order.
    ///
    /// # Errors
    /// Fails at the first that is not a name and a reference.
    pub(crate) fn images(&self) -> Result<Vec<Image>, Broken> {
        match self {
            Content::Yaml(None) => Ok(Vec::new()),
            Content::Yaml(Some(root)) => of_yaml(root),
            Content::Sections(sections) => of_sections(sections),
        }
    }
}

fn of_yaml(root: &Node) -> Result<Vec<Image>, Broken> {
    let Some(images) = root.get("images") else { return Ok(Vec::new()) };
    match &images.value {
        Value::Nothing => Ok(Vec::new()),
        Value::Map(pairs) => pairs.iter().map(|(name, reference)| image(name, reference)).collect(),
        Value::Text(_) | Value::List(_) => Err((
            Some(images.at),
            "`images` is not a mapping; write a line for each image, `NAME: REFERENCE`".into(),
        )),
    }
}

fn image(name: &Node, reference: &Node) -> Result<Image, Broken> {
    let wrong = |node: &Node, message: String| (Some(node.at), message);
    let text = name.text().ok_or_else(|| {
        wrong(name, "a name under `images` is not a string; write `NAME: REFERENCE`".into())
    })?;
    let found = reference.text().ok_or_else(|| {
        let what = format!("the image `{text}` under `images` is not a string");
        wrong(reference, format!("{what}; write `{text}: REPOSITORY:TAG`"))
    })?;
    Ok(Image { name: text.to_owned(), reference: found.to_owned(), at: name.at })
}

fn of_sections(sections: &Sections) -> Result<Vec<Image>, Broken> {
    let image = |setting: Result<_, (At, &str)>| match setting {
        Ok((at, name, value)) => {
            let (name, value): (&str, &str) = (name, value);
            // A reference has one line.
            let reference = value.lines().next().unwrap_or_default().to_owned();
            Ok(Image { name: name.to_owned(), reference, at })
        }
        Err((at, content)) => Err((Some(at), format!("`{content}` is not an image; write `NAME=REFERENCE`"))),
    };
    sections.section("images").map(image).collect()
}

#[cfg(test)]
mod tests {
    use super::super::error::Broken;
    use super::super::file::Content;

    fn images(text: &str, is_yaml: bool) -> Result<Vec<(String, String)>, Broken> {
        let images = Content::parse(text, is_yaml)?.images()?;
        Ok(images.into_iter().map(|image| (image.name, image.reference)).collect())
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, reference)| ((*name).to_owned(), (*reference).to_owned())).collect()
    }

    #[test]
    fn a_file_without_images_has_none() {
        for text in ["", "# nothing\n", "admin:\n  insecure: true\n", "images:\n", "just text\n"] {
            assert_eq!(images(text, true), Ok(Vec::new()), "{text:?}");
        }
        assert_eq!(images("", false), Ok(Vec::new()));
    }

    #[test]
    fn an_image_may_lack_its_reference() {
        assert_eq!(images("images: {gpu: , cpu: c}", true), Ok(owned(&[("gpu", ""), ("cpu", "c")])));
    }

    #[test]
    fn an_alias_has_the_value_of_its_anchor() {
        let found = images("x: &x r.io/x\nimages: &all\n  a: *x\nagain: *all\n", true);
        assert_eq!(found, Ok(owned(&[("a", "r.io/x")])));
    }

    #[test]
    fn a_value_that_is_not_a_mapping_of_strings_is_refused_at_its_place() {
        for (text, at) in [
            ("images: [a]", (1, 9)),
            ("images: a", (1, 9)),
            ("images: {gpu: [a]}", (1, 15)),
            ("images: {[a]: b}", (1, 10)),
            ("images: {a: b, a: c}", (1, 16)),
        ] {
            assert_eq!(images(text, true).unwrap_err().0, Some(at), "{text:?}");
        }
    }

    #[test]
    fn only_the_section_images_is_read() {
        let text = "; a comment\n[platform]\nurl = x\n\tmore\n[images]\nGPU : r.io/gpu:1\n# b\ndefault=r.io/app:2\n  c\n[x]\ny\n";
        assert_eq!(images(text, false), Ok(owned(&[("gpu", "r.io/gpu:1"), ("default", "r.io/app:2")])));
    }

    #[test]
    fn a_broken_line_is_reported_with_its_number() {
        assert_eq!(images("a=b", false).unwrap_err().0, Some((1, 1)));
        assert_eq!(images("[images]\na=b\n[more", false).unwrap_err().0, Some((3, 1)));
        assert_eq!(images("[images]\n\nword", false).unwrap_err().0, Some((3, 1)));
    }
}
