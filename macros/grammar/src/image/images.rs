use std::collections::BTreeMap;
use std::ops::Range;

use super::{DEFAULT, Template};
use crate::suggest::{all_of, nearest};
use crate::{Problem, Reference, Rule, name};

/// The configured images, by name.
///
/// ```
/// use aileron_grammar::Images;
///
/// let mut images = Images::from_args(["ghcr.io/org/app:v7", "gpu=ghcr.io/org/gpu:v2"])?;
/// let mut weaker = Images::default();
/// weaker.declare("gpu", "ghcr.io/org/gpu:v1")?;
/// weaker.declare("cpu", "ghcr.io/org/cpu")?;
/// images.fill_from(weaker);
///
/// let fqn_of = |name| images.get(name).map(ToString::to_string);
/// assert_eq!(fqn_of("default").as_deref(), Some("ghcr.io/org/app:v7"));
/// assert_eq!(fqn_of("gpu").as_deref(), Some("ghcr.io/org/gpu:v2"));
/// assert_eq!(fqn_of("cpu").as_deref(), Some("ghcr.io/org/cpu"));
/// # Ok::<(), aileron_grammar::Problem>(())
/// ```
///
/// The name `default` is the default image's (flytekit `configuration/__init__.py`). An image may be
/// declared without a reference, for one that is only given at registration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Images {
    named: BTreeMap<String, Option<Reference>>,
    /// What stands for a resolved reference in specs: the same image, with its digest.
    pinned: BTreeMap<String, String>,
}

impl Images {
    /// The images of the command line, each `NAME=REF`, or `REF` for the default image.
    ///
    /// # Errors
    /// As for [`Images::add_arg`], of which the range is in the argument at fault.
    pub fn from_args(args: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Self, Problem> {
        let mut images = Self::default();
        args.into_iter().try_for_each(|arg| images.add_arg(arg.as_ref()))?;
        Ok(images)
    }

    /// Adds an image of the command line: `NAME=REF`, or `REF` for the default image.
    ///
    /// # Errors
    /// With a range in `arg`: a name or reference that is none; a reference without tag or digest; a name
    /// that is given already.
    pub fn add_arg(&mut self, arg: &str) -> Result<(), Problem> {
        let (name, reference, start) = match arg.split_once('=') {
            Some((name, reference)) => (name, reference, name.len() + 1),
            None => (DEFAULT, arg, 0),
        };
        let name_at = if start == 0 { 0..arg.len() } else { 0..name.len() };
        name::image(name)
            .map_err(|problem| problem.instead("write `NAME=REF`, or `REF` alone for the default image"))?;
        let parsed: Reference = reference.parse().map_err(|problem: Problem| problem.moved(start))?;
        if parsed.version().is_none() {
            return Err(Problem::new(Rule::ImageWithoutVersion, start..arg.len(), format!("`{reference}` has no tag or digest"))
                .why(
                    "an image of the command line has a version, which `{{.image.NAME.version}}` needs, and registries read a missing version as `latest`, which may be another \
                     image tomorrow",
                )
                .instead(format!("write `{reference}:TAG`")));
        }
        self.insert(name, name_at, Some(parsed))
    }

    /// Adds an image of a configuration file; the reference may lack a version, or be empty if it is only
    /// given later.
    ///
    /// ```
    /// use aileron_grammar::{Images, Template};
    ///
    /// let mut images = Images::default();
    /// images.declare("gpu", "")?;
    /// let problem = "{{.image.gpu}}".parse::<Template>()?.resolve(&images).unwrap_err();
    /// assert!(problem.to_string().ends_with("write `--image gpu=REF`"));
    /// # Ok::<(), aileron_grammar::Problem>(())
    /// ```
    ///
    /// # Errors
    /// With a range in the text `NAME=REF`: a name or reference that is none; a name that is given already.
    pub fn declare(&mut self, name: &str, reference: &str) -> Result<(), Problem> {
        name::image(name)?;
        let parsed = match reference {
            "" => None,
            _ => Some(reference.parse().map_err(|problem: Problem| problem.moved(name.len() + 1))?),
        };
        self.insert(name, 0..name.len(), parsed)
    }

    fn insert(&mut self, name: &str, at: Range<usize>, reference: Option<Reference>) -> Result<(), Problem> {
        if self.contains(name) {
            let what = match name {
                DEFAULT => String::from("the default image is given twice"),
                _ => format!("the image `{name}` is given twice"),
            };
            return Err(Problem::new(Rule::ImageName, at, what)
                .why("each name stands for one image, and a reference without a name is the default image")
                .instead("keep one, or write `NAME=REF` with another name"));
        }
        self.named.insert(name.into(), reference);
        Ok(())
    }

    /// Puts a reference with a digest in the place of what a template resolves to, so that what runs is what was pushed.
    ///
    /// ```
    /// use aileron_grammar::{Images, Template};
    ///
    /// let mut images = Images::from_args(["ghcr.io/org/app:v7"])?;
    /// let digest = format!("sha256:{}", "0".repeat(64));
    /// images.pin("ghcr.io/org/app:spark-v7", &format!("ghcr.io/org/app:spark-v7@{digest}"));
    /// let template: Template = "{{.image.default.fqn}}:spark-{{.image.default.version}}".parse()?;
    /// assert_eq!(template.resolve(&images)?, format!("ghcr.io/org/app:spark-v7@{digest}"));
    /// assert_eq!("{{.image.default}}".parse::<Template>()?.resolve(&images)?, "ghcr.io/org/app:v7");
    /// # Ok::<(), aileron_grammar::Problem>(())
    /// ```
    pub fn pin(&mut self, resolved: &str, pinned: &str) {
        self.pinned.insert(resolved.to_owned(), pinned.to_owned());
    }

    /// Every reference that is pinned, with what stands for it.
    pub fn pins(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pinned.iter().map(|(resolved, pinned)| (resolved.as_str(), pinned.as_str()))
    }

    /// What stands for a resolved reference.
    pub(super) fn pinned(&self, resolved: String) -> String {
        self.pinned.get(&resolved).cloned().unwrap_or(resolved)
    }

    /// Takes from `weaker` every image that is not given here.
    pub fn fill_from(&mut self, weaker: Self) {
        for (name, reference) in weaker.named {
            let ours = self.named.entry(name).or_default();
            *ours = ours.take().or(reference);
        }
    }

    /// The default image, if it is given.
    #[must_use]
    pub fn default_image(&self) -> Option<&Reference> {
        self.get(DEFAULT)
    }

    /// The image of that name, if it is given.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Reference> {
        self.named.get(name)?.as_ref()
    }

    /// Whether the name is given or declared.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    /// Every name that is given or declared, with its reference, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&Reference>)> {
        self.named.iter().map(|(name, reference)| (name.as_str(), reference.as_ref()))
    }

    /// The image of that name, or why there is none; `at` is the place of the name.
    pub(super) fn find(&self, name: &str, at: Range<usize>) -> Result<&Reference, Problem> {
        match self.named.get(name) {
            Some(Some(reference)) => Ok(reference),
            _ if name == DEFAULT => Err(Problem::new(Rule::ImageNotGiven, at, "there is no default image")
                .why("it is the image of every task that names no other")
                .instead("write `--image REF`, or set `default` among the configured images")),
            Some(None) => Err(Problem::new(
                Rule::ImageNotGiven,
                at,
                format!("the image `{name}` is declared without a reference"),
            )
            .why("its reference is left to be given at registration")
            .instead(format!("write `--image {name}=REF`"))),
            None => Err(self.unknown(name, at)),
        }
    }

    /// The problem of a name that is not configured.
    pub(super) fn unknown(&self, name: &str, at: Range<usize>) -> Problem {
        let names =
            || self.named.keys().map(String::as_str).filter(|known| *known != DEFAULT).chain([DEFAULT]);
        let hint = match (name, nearest(name, names())) {
            ("fqn" | "version", _) => format!("did you mean `default.{name}`?"),
            (_, Some(known)) => format!("did you mean `{known}`?"),
            _ => format!("declare it among the configured images, or give it with `--image {name}=REF`"),
        };
        let only = if names().count() == 1 { "the only image is" } else { "the images are" };
        Problem::new(Rule::UnknownImage, at, format!("no image is named `{name}`"))
            .why(format!("{only} {}", all_of(names())))
            .instead(hint)
    }

    /// An image for each name in the template, all with tags but the one named `digest`.
    pub(super) fn to_try(template: &Template, digest: &str) -> Self {
        let reference = |name| match name {
            _ if name == digest => format!("r.io/a/b@sha256:{}", "0".repeat(64)),
            _ => String::from("r.io/a/b:v1"),
        };
        let mut images = Self::default();
        images.named.extend(template.names().map(|(name, _)| (name.into(), reference(name).parse().ok())));
        images
    }
}
