use std::ops::Range;

use super::output::Output;
use super::template::{Attribute, Part, Placeholder, Template};
use super::{DEFAULT, Images};
use crate::{Problem, Reference, Rule, Version};

impl Template {
    /// One problem for each name that `images` neither gives nor declares; `default` needs no declaration.
    ///
    /// ```
    /// use aileron_grammar::{Images, Template};
    ///
    /// let mut images = Images::default();
    /// images.declare("gpu", "")?;
    /// let template: Template = "{{.image.cpu.fqn}}:{{.image.default.version}}".parse()?;
    /// let problems = template.unknown_names(&images);
    /// assert_eq!(problems.len(), 1);
    /// assert_eq!(problems[0].at, 9..12);
    /// # Ok::<(), aileron_grammar::Problem>(())
    /// ```
    #[must_use]
    pub fn unknown_names(&self, images: &Images) -> Vec<Problem> {
        let unknown = self.names().filter(|(name, _)| *name != DEFAULT && !images.contains(name));
        unknown.map(|(name, at)| images.unknown(name, at)).collect()
    }

    /// The reference that the template stands for, given the configured images.
    ///
    /// A `version` (or the version within a full reference) falls back to that of the default image where
    /// the named one has none. A digest turns the `:` before its placeholder into `@`. `fqn` never carries a
    /// tag, but the `fqn`, a `:` and the `version` of one image that has a tag and a digest are that image
    /// in full, as with flytekit. What it stands for may be pinned to a digest: [`Images::pin`].
    ///
    /// ```
    /// use aileron_grammar::{Images, Template};
    ///
    /// let digest = format!("sha256:{}", "0".repeat(64));
    /// let images = Images::from_args([format!("app@{digest}")])?;
    /// assert_eq!(Template::default().resolve(&images)?, format!("app@{digest}"));
    ///
    /// let suffixed: Template = "app:{{.image.default.version}}-gpu".parse()?;
    /// assert_eq!(suffixed.resolve(&images).unwrap_err().at, 4..34);
    /// # Ok::<(), aileron_grammar::Problem>(())
    /// ```
    ///
    /// # Errors
    /// With a range in the template: the name is unknown or declared without a reference; there is no
    /// version; a digest has text attached; the result is not a valid [`Reference`](crate::Reference).
    pub fn resolve(&self, images: &Images) -> Result<String, Problem> {
        render(self, images).map(|resolved| images.pinned(resolved))
    }
}

/// Puts the images in the place of the placeholders.
fn render(template: &Template, images: &Images) -> Result<String, Problem> {
    let mut out = Output::default();
    for (index, part) in template.parts.iter().enumerate() {
        match part {
            Part::Text(at) => out.copy(&template.text[at.clone()], at.clone()),
            Part::Placeholder(placeholder) => {
                let name = &template.text[placeholder.name.clone()];
                let image = images.find(name, placeholder.name.clone())?;
                let place = Occurrence { template, images, placeholder, index, name, image };
                let piece = place.piece(&mut out)?;
                out.replace(&piece, placeholder.at.clone());
            }
        }
    }
    match out.text().parse::<Reference>() {
        Ok(_) => Ok(out.into_text()),
        // Without placeholders the text is the template, and so is the range.
        Err(problem) if template.placeholders().next().is_none() => Err(problem),
        Err(problem) => {
            let at = out.source_of(&problem.at);
            Err(problem.seen_in(out.text(), at))
        }
    }
}

/// Refuses a template that is a valid reference for no image at all, by trying some of each kind.
///
/// A reference holds at most one digest, so all tags, and each name once as the one digest, are all cases.
pub(super) fn check_some_image_fits(template: &Template) -> Result<(), Problem> {
    if let Some(Part::Placeholder(Placeholder { at, attribute: Attribute::Version, .. })) =
        template.parts.first()
    {
        return Err(Problem::new(Rule::ImageTemplate, at.clone(), "the version is at the beginning")
            .why("a version alone names no image")
            .instead("write `REPOSITORY:` or `{{.image.NAME.fqn}}:` before it"));
    }
    let attempt = |digest: &str| render(template, &Images::to_try(template, digest));
    match attempt("") {
        Err(_) if template.names().any(|(name, _)| attempt(name).is_ok()) => Ok(()),
        other => other.map(drop),
    }
}

/// One placeholder and what replaces it.
struct Occurrence<'a> {
    template: &'a Template,
    images: &'a Images,
    placeholder: &'a Placeholder,
    index: usize,
    name: &'a str,
    image: &'a Reference,
}

impl<'a> Occurrence<'a> {
    fn piece(&self, out: &mut Output) -> Result<String, Problem> {
        if self.placeholder.attribute == Attribute::Fqn {
            return Ok(self.image.fqn().into());
        }
        let version = self.version()?;
        let digest = matches!(version, Version::Digest(_));
        if digest && self.has_text_attached(out) {
            return Err(self.attached());
        }
        Ok(match self.placeholder.attribute {
            Attribute::Version if digest && out.take_back(':') => self.joined(version),
            Attribute::Version => version.to_string(),
            // A tag may come before the digest, so the reference is taken as it is.
            _ if self.image.version().is_some() => self.image.to_string(),
            _ => format!("{}{}{version}", self.image.fqn(), version.separator()),
        })
    }

    /// The image's version, else the default image's.
    fn version(&self) -> Result<Version<'a>, Problem> {
        let fallback = || self.images.default_image().and_then(Reference::version);
        self.image.version().or_else(fallback).ok_or_else(|| {
            let Self { name, image, .. } = self;
            let what = match *name {
                DEFAULT => format!("the default image `{image}` has no version"),
                _ => format!("neither the image `{name}` (`{image}`) nor the default image has a version"),
            };
            Problem::new(Rule::ImageWithoutVersion, self.placeholder.at.clone(), what)
                .instead(format!("give it with a tag or digest, `--image {name}={image}:TAG`"))
        })
    }

    /// The digest behind `@`, and the image's tag before it where the template writes the image in full.
    fn joined(&self, version: Version<'_>) -> String {
        match self.image.tag() {
            Some(tag) if self.follows_own_fqn() => format!(":{tag}@{version}"),
            _ => format!("@{version}"),
        }
    }

    /// Whether its own `fqn` and a `:` come before it; no other attribute may have text behind its digest.
    fn follows_own_fqn(&self) -> bool {
        let [.., Part::Placeholder(before), Part::Text(colon)] = &self.template.parts[..self.index] else {
            return false;
        };
        let text = &self.template.text;
        text[before.name.clone()] == *self.name && &text[colon.clone()] == ":"
    }

    /// Whether a digest in this place would be glued to other text.
    fn has_text_attached(&self, out: &Output) -> bool {
        let glued = self.placeholder.attribute == Attribute::Version && !out.text().ends_with([':', '@']);
        glued || self.index + 1 < self.template.parts.len()
    }

    fn attached(&self) -> Problem {
        let template = &self.template.text;
        let at = self.version_start()..template.len();
        let name = self.name;
        Problem::new(Rule::DigestAsTag, at.clone(), format!("`{}` attaches text to a digest", &template[at]))
            .why(format!("the version of the image `{name}` is a digest: the hash of one image, which can't be part of a tag"))
            .instead(format!("give the image with a tag, `--image {name}=REPOSITORY:TAG`, or the variant as an image of its own"))
    }

    /// Where the text that is glued to the front of the placeholder begins.
    fn version_start(&self) -> usize {
        let start = self.placeholder.at.start;
        match self.index.checked_sub(1).map(|before| &self.template.parts[before]) {
            Some(Part::Text(Range { start: from, .. }))
                if self.placeholder.attribute == Attribute::Version =>
            {
                let text = &self.template.text[*from..start];
                *from + text.rfind([':', '@', '/']).map_or(0, |separator| separator + 1)
            }
            _ => start,
        }
    }
}
