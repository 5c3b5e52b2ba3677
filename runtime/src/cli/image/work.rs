//! What the verbs of images have in common.

use super::options;
use super::progress::Progress;
#[cfg(feature = "remote")]
use super::shown;
use crate::build::{Assembled, BuildError, Maker, Plan, Target, platforms};
use crate::causes::Causes;
use crate::cli::failure::{Failure, note};
use crate::cli::spec_options;
use crate::entity::Registry;
use crate::program::{BuildInfo, ProgramInfo};
use crate::registry::{Pushed, Registries};
#[cfg(feature = "remote")]
use crate::spec;
use crate::spec::Specs;
use aileron_grammar::suggest;
use clap::ArgMatches;
use std::collections::BTreeSet;
use tokio::runtime::Runtime;

/// The plan of a program's images. What may be a mistake is on stderr, unless the call is about some images only.
pub(super) fn plan(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<Plan, Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    let options = spec_options::read(program, matches)?;
    let specs = Specs::new(&registry, &options)?;
    spec_options::warn(&specs);
    let plan = Plan::new(program, &specs, &options).map_err(BuildError::from)?;
    if names(matches).next().is_none() {
        warn(&plan);
    }
    Ok(plan)
}

/// Says what may be a mistake.
fn warn(plan: &Plan) {
    plan.findings.iter().for_each(|finding| note(format_args!("warning: {finding}")));
}

/// What the call says of images.
fn names(matches: &ArgMatches) -> impl Iterator<Item = &String> {
    matches.get_many::<String>("images").into_iter().flatten()
}

/// The images that the call names, by reference or as Cargo.toml names them.
pub(super) fn named<'p>(plan: &'p Plan, matches: &ArgMatches) -> Result<Vec<&'p Target>, Failure> {
    let names: Vec<&String> = names(matches).collect();
    if names.is_empty() {
        return Ok(plan.targets.iter().collect());
    }
    let mut found: Vec<&Target> = Vec::new();
    for name in names {
        let is_it = |target: &&Target| {
            target.reference == *name || target.recipe.is_some_and(|recipe| recipe.image == name)
        };
        let target = plan.targets.iter().find(is_it).ok_or_else(|| {
            let known = plan.targets.iter().map(|target| target.reference.as_str());
            Failure::call(format_args!("there is no image `{name}`; {}", suggest::did_you_mean(name, known)))
        })?;
        if found.iter().all(|other| other.reference != target.reference) {
            found.push(target);
        }
    }
    Ok(found)
}

/// The images that are to be built.
pub(super) fn built<'p>(
    plan: &'p Plan,
    matches: &ArgMatches,
) -> Result<Vec<(&'p Target, &'static BuildInfo)>, Failure> {
    check_built(plan, matches)?;
    if names(matches).next().is_none() {
        return Ok(plan.built().collect());
    }
    let named = named(plan, matches)?.into_iter().map(|target| {
        let recipe = target.recipe.ok_or_else(|| {
            Failure::call(format_args!(
                "nothing says how `{0}` is built; write `[[package.metadata.aileron.build]]` with `image = \"{0}\"` into Cargo.toml",
                target.reference
            ))
        })?;
        Ok((target, recipe))
    });
    named.collect()
}

/// Checks that there is something to build, and a use for each program that the call gives.
fn check_built(plan: &Plan, matches: &ArgMatches) -> Result<(), Failure> {
    let mut all = BTreeSet::new();
    for (_, recipe) in plan.built() {
        all.extend(platforms(recipe).map_err(BuildError::from)?);
    }
    if all.is_empty() {
        return Err(nothing());
    }
    let given = options::binaries(matches)?;
    let Some((platform, path)) = given.iter().find(|(platform, _)| !all.contains(platform)) else {
        return Ok(());
    };
    let names: Vec<String> = all.iter().map(ToString::to_string).collect();
    Err(Failure::call(format_args!(
        "`--binary {platform}={}`: images are built for {}, so this program is not needed; remove it, or add its platform to `platforms` in \
         Cargo.toml",
        path.display(),
        suggest::all_of(names.iter().map(String::as_str))
    )))
}

fn nothing() -> Failure {
    Failure::call(
        "nothing says which image is built; write `[[package.metadata.aileron.build]]` into Cargo.toml, below it `image = \
         \"{{.image.default}}\"`, and a line such as `base = \"debian:13-slim\"` if this program needs libraries",
    )
}

/// A runtime for requests, which lives until the work has ended.
pub(super) fn runtime() -> Result<Runtime, Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| {
        Failure::work(format_args!("the system gives no thread or socket: {error}; end other programs"))
    })
}

/// What makes the images of a call, and shows how far it is. A signal ends the program, and leaves no layer behind.
pub(super) fn maker<'r>(
    program: &'static ProgramInfo,
    matches: &ArgMatches,
    runtime: &'r Runtime,
) -> Result<(Maker<'r>, Progress), Failure> {
    #[cfg(unix)]
    crate::external::watch_signals();
    let registries = Registries::new(options::settings(matches)?).map_err(BuildError::from)?;
    let maker = Maker::new(program, options::binaries(matches)?, registries, runtime);
    Ok((maker, Progress::start(matches)))
}

/// Makes images: all of them, before the first is pushed.
pub(super) fn make_all<'p>(
    maker: &mut Maker<'_>,
    built: impl IntoIterator<Item = (&'p Target, &'static BuildInfo)>,
) -> Result<Vec<(&'p Target, Assembled)>, Failure> {
    built.into_iter().map(|(target, recipe)| Ok((target, maker.make(target, recipe)?))).collect()
}

/// Pushes an image.
pub(super) fn push(maker: &Maker<'_>, target: &Target, made: &Assembled) -> Result<Pushed, Failure> {
    let layers = maker.layers();
    Ok(layers
        .runtime
        .block_on(layers.registries.push(&target.reference, &made.built))
        .map_err(BuildError::from)?)
}

/// Tells what may be a mistake about the images of specs that are registered, and builds and pushes them if `--build` says so. Returns
/// the options with their digests then.
#[cfg(feature = "remote")]
pub(in crate::cli) fn before_registration(
    program: &'static ProgramInfo,
    matches: &ArgMatches,
    specs: &Specs<'_>,
    options: &spec::Options,
    is_dry: bool,
) -> Result<Option<spec::Options>, Failure> {
    let plan = Plan::new(program, specs, options).map_err(BuildError::from)?;
    warn(&plan);
    if !matches.get_flag("build") {
        return Ok(None);
    }
    check_built(&plan, matches)?;
    let mut options = options.clone();
    let runtime = runtime()?;
    let (mut maker, _progress) = maker(program, matches, &runtime)?;
    for (target, made) in make_all(&mut maker, plan.built())? {
        let digest = made.built.root().map(|root| root.descriptor.digest().to_string()).unwrap_or_default();
        let pinned = format!("{}@{digest}", target.reference);
        if is_dry {
            note(format_args!("{pinned} would be pushed"));
        } else {
            note(shown::line(&target.reference, &push(&maker, target, &made)?));
        }
        options.images.pin(&target.reference, &pinned);
    }
    Ok(Some(options))
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        if error.is_of_call() { Failure::call(Causes(&error)) } else { Failure::work(Causes(&error)) }
    }
}
