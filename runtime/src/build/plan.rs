//! Which images a program needs, who uses them, and which of them are built.

use crate::images::{self, ImageError};
use crate::program::{BuildInfo, ProgramInfo};
use crate::spec::{self, ImageUse, Specs};
use aileron_grammar::suggest::all_of;
use aileron_grammar::{Reference, Version};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

/// The images of a program.
#[derive(Debug)]
pub(crate) struct Plan {
    /// By reference.
    pub(crate) targets: Vec<Target>,
    /// What may be a mistake, a sentence each.
    pub(crate) findings: Vec<String>,
}

/// An image.
#[derive(Debug)]
pub(crate) struct Target {
    /// With a tag, as specs name it.
    pub(crate) reference: String,
    /// The tasks that use it.
    pub(crate) tasks: Vec<String>,
    /// Whether one of them runs this program.
    pub(crate) runs_program: bool,
    /// How it is built; nothing if nobody here builds it.
    pub(crate) recipe: Option<&'static BuildInfo>,
    /// The reference of the image below; empty for scratch.
    pub(crate) base: String,
}

/// Why there is no plan.
#[derive(Debug)]
pub(crate) enum PlanError {
    /// An image can't be resolved.
    Image(ImageError),
    /// Cargo.toml describes what can't be built.
    Wrong(String),
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanError::Image(error) => error.fmt(f),
            PlanError::Wrong(message) => f.write_str(message),
        }
    }
}

impl Error for PlanError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            PlanError::Image(error) => error.source(),
            PlanError::Wrong(_) => None,
        }
    }
}

/// What the manifest's table is called in messages.
const TABLE: &str = "`[[package.metadata.aileron.build]]` of Cargo.toml";

impl Plan {
    /// The images of these specs and of the program's manifest.
    ///
    /// # Errors
    /// Fails if the reference of an image that is built can't be resolved, has no tag or a digest, or is that of two.
    pub(crate) fn new(
        program: &'static ProgramInfo,
        specs: &Specs<'_>,
        options: &spec::Options,
    ) -> Result<Self, PlanError> {
        Plan::of(program.builds, specs.used_images(), |image| {
            let resolved = images::resolve((image, program.images), &options.images)?;
            resolved.map_err(|problem| {
                let message = format!("{} in {TABLE}: {problem}", images::called(image));
                ImageError::Reference(problem.rule().end(message))
            })
        })
    }

    fn of(
        builds: &'static [BuildInfo],
        used: BTreeMap<String, ImageUse>,
        resolve: impl Fn(&'static str) -> Result<String, ImageError>,
    ) -> Result<Self, PlanError> {
        let mut recipes: BTreeMap<String, &'static BuildInfo> = BTreeMap::new();
        let mut bases: BTreeMap<String, String> = BTreeMap::new();
        for build in builds {
            let reference = resolve(build.image).map_err(PlanError::Image)?;
            check(build, &reference)?;
            if !build.base.is_empty() {
                bases.insert(reference.clone(), resolve(build.base).map_err(PlanError::Image)?);
            }
            if let Some(other) = recipes.insert(reference.clone(), build) {
                return Err(PlanError::Wrong(format!(
                    "{TABLE} builds `{reference}` twice, as `{}` and as `{}`: keep one of the two",
                    other.image, build.image
                )));
            }
        }
        let findings = findings(&recipes, &used);
        let mut targets: BTreeMap<String, Target> = BTreeMap::new();
        for (reference, ImageUse { tasks, runs_program }) in used {
            let recipe = recipes.remove(&reference);
            let (tasks, base) = (tasks.into_iter().collect(), bases.remove(&reference).unwrap_or_default());
            targets.insert(reference.clone(), Target { reference, tasks, runs_program, recipe, base });
        }
        for (reference, recipe) in recipes {
            let base = bases.remove(&reference).unwrap_or_default();
            let target =
                Target { reference, tasks: Vec::new(), runs_program: false, recipe: Some(recipe), base };
            targets.insert(target.reference.clone(), target);
        }
        Ok(Plan { targets: targets.into_values().collect(), findings })
    }

    /// The images that are built, each with its recipe.
    pub(crate) fn built(&self) -> impl Iterator<Item = (&Target, &'static BuildInfo)> {
        self.targets.iter().filter_map(|target| Some((target, target.recipe?)))
    }
}

/// Checks that the reference can be given to an image that is built.
fn check(build: &BuildInfo, reference: &str) -> Result<(), PlanError> {
    let parsed: Option<Reference> = reference.parse().ok();
    let wrong = |why: String| Err(PlanError::Wrong(format!("the image `{}` in {TABLE} {why}", build.image)));
    match parsed.as_ref().and_then(Reference::version) {
        Some(Version::Tag(_)) => Ok(()),
        Some(Version::Digest(_)) => wrong(format!(
            "is `{reference}`, whose digest is that of an image which is there already: give it with a tag, and `--build` adds the digest"
        )),
        None => {
            wrong(format!("is `{reference}`, which has no tag: give it with one, as in `{reference}:v1`"))
        }
    }
}

/// What may be a mistake. A program that builds nothing has its images from elsewhere.
fn findings(
    recipes: &BTreeMap<String, &'static BuildInfo>,
    used: &BTreeMap<String, ImageUse>,
) -> Vec<String> {
    if recipes.is_empty() {
        return Vec::new();
    }
    let unbuilt = used.iter().filter(|(image, of_it)| of_it.runs_program && !recipes.contains_key(*image));
    let unbuilt = unbuilt.map(|(image, of_it)| {
        let tasks = all_of(of_it.tasks.iter().map(String::as_str).take(3));
        let more = if of_it.tasks.len() > 3 { " and more" } else { "" };
        format!(
            "nothing builds the image `{image}`, in which this program runs {tasks}{more}: describe it in {TABLE}, or see to it that the \
             program is in it"
        )
    });
    let unused = recipes.iter().filter(|(image, _)| !used.contains_key(*image));
    let unused = unused.map(|(image, build)| {
        let template = if build.image == image { String::new() } else { format!(", from `{}`", build.image) };
        format!("no task uses the image `{image}`, which {TABLE} builds{template}: name it in a task, or remove the table")
    });
    unbuilt.chain(unused).collect()
}

#[cfg(test)]
mod tests {
    use super::{BuildInfo, ImageUse, Plan};
    use std::collections::BTreeMap;

    const fn build(image: &'static str) -> BuildInfo {
        BuildInfo {
            image,
            base: "",
            files: &[],
            env: &[],
            user: "",
            working_dir: "",
            entrypoint: None,
            labels: &[],
            platforms: &[],
            folder: "",
        }
    }

    fn used(images: &[(&str, &[&str], bool)]) -> BTreeMap<String, ImageUse> {
        let of_it = |tasks: &[&str], runs_program| ImageUse {
            tasks: tasks.iter().map(ToString::to_string).collect(),
            runs_program,
        };
        images.iter().map(|(image, tasks, runs)| ((*image).to_owned(), of_it(tasks, *runs))).collect()
    }

    fn plan(builds: &'static [BuildInfo], images: &[(&str, &[&str], bool)]) -> Result<Plan, String> {
        Plan::of(builds, used(images), |image| Ok(image.replace("{{.image.default}}", "acme/app:v1")))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_image_has_its_tasks_and_its_recipe() {
        static BUILDS: [BuildInfo; 2] = [build("{{.image.default}}"), build("acme/spare:v1")];
        let images: &[(&str, &[&str], bool)] =
            &[("acme/app:v1", &["a", "b"], true), ("acme/gpu:v1", &["c"], true), ("alpine:3", &["d"], false)];
        let plan = plan(&BUILDS, images).unwrap();
        let rows: Vec<_> = plan
            .targets
            .iter()
            .map(|target| {
                (target.reference.as_str(), target.tasks.len(), target.recipe.map(|recipe| recipe.image))
            })
            .collect();
        assert_eq!(
            rows,
            [
                ("acme/app:v1", 2, Some("{{.image.default}}")),
                ("acme/gpu:v1", 1, None),
                ("acme/spare:v1", 0, Some("acme/spare:v1")),
                ("alpine:3", 1, None)
            ]
        );
        let [unbuilt, unused] = &plan.findings[..] else { panic!("{:?}", plan.findings) };
        assert!(unbuilt.contains("`acme/gpu:v1`, in which this program runs `c`"), "{unbuilt}");
        assert!(unused.contains("no task uses the image `acme/spare:v1`"), "{unused}");
    }

    #[test]
    fn a_program_that_builds_nothing_has_its_images_from_elsewhere() {
        assert_eq!(plan(&[], &[("acme/app:v1", &["a"], true)]).unwrap().findings, [""; 0]);
    }

    #[test]
    fn what_is_built_has_one_tag() {
        static TWICE: [BuildInfo; 2] = [build("{{.image.default}}"), build("acme/app:v1")];
        static UNTAGGED: [BuildInfo; 1] = [build("acme/app")];
        static PINNED: [BuildInfo; 1] =
            [build("acme/app@sha256:0000000000000000000000000000000000000000000000000000000000000000")];
        assert!(plan(&TWICE, &[]).unwrap_err().contains("builds `acme/app:v1` twice"));
        assert!(plan(&UNTAGGED, &[]).unwrap_err().contains("has no tag"));
        assert!(plan(&PINNED, &[]).unwrap_err().contains("give it with a tag"));
    }
}
