use std::fmt;
use std::ops::Range;

/// An image as a task names it: a reference in which placeholders stand for configured images.
///
/// ```
/// use aileron_grammar::{Images, Template};
///
/// let template: Template = "{{.image.gpu.fqn}}:spark-{{.image.default.version}}".parse()?;
/// assert_eq!(template.names().next(), Some(("gpu", 9..12)));
///
/// let images = Images::from_args(["quay.io/org/app:v7", "gpu=quay.io/org/cuda:12"])?;
/// assert_eq!(template.resolve(&images)?, "quay.io/org/cuda:spark-v7");
/// # Ok::<(), aileron_grammar::Problem>(())
/// ```
///
/// `{{.image.NAME.fqn}}` is the registry and repository of the image `NAME`, `{{.image.NAME.version}}` its
/// tag or digest, `{{.image.NAME}}` all of it. White space inside the braces is free, so is the case of
/// `image`, which may also be `images` (flytekit `core/python_auto_container.py`).
///
/// Parsing refuses what flytekit would pass on to fail later: braces that are not one of these placeholders, and a
/// template that is a valid reference for no image. [`Template::resolve`] reports what depends on the images, such
/// as a suffix on a version that is a digest.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Template {
    pub(super) text: String,
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// Bytes of the template that are copied as they are.
    Text(Range<usize>),
    Placeholder(Placeholder),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Placeholder {
    /// From brace to brace.
    pub(super) at: Range<usize>,
    pub(super) name: Range<usize>,
    pub(super) attribute: Attribute,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Attribute {
    /// The whole reference.
    Full,
    Fqn,
    Version,
}

impl Template {
    /// The template as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of the images that the placeholders ask for, with their bytes, in order and with repeats.
    pub fn names(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.placeholders()
            .map(|placeholder| (&self.text[placeholder.name.clone()], placeholder.name.clone()))
    }

    pub(super) fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.parts.iter().filter_map(|part| match part {
            Part::Placeholder(placeholder) => Some(placeholder),
            Part::Text(_) => None,
        })
    }
}

/// `{{.image.default.fqn}}:{{.image.default.version}}`: the image of a task that names none.
impl Default for Template {
    fn default() -> Self {
        let text = String::from("{{.image.default.fqn}}:{{.image.default.version}}");
        let placeholder = |at, name, attribute| Part::Placeholder(Placeholder { at, name, attribute });
        let parts = vec![
            placeholder(0..22, 9..16, Attribute::Fqn),
            Part::Text(22..23),
            placeholder(23..49, 32..39, Attribute::Version),
        ];
        Self { text, parts }
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
