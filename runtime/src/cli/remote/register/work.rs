//! What `register` does.

use super::result;
use crate::causes::Causes;
use crate::check::package_of;
use crate::cli::failure::Failure;
use crate::cli::remote::fast::LocalProgram;
use crate::cli::remote::progress::Progress;
use crate::cli::remote::{interrupt, remote_options};
use crate::cli::{check, image, spec_options};
use crate::entity::Registry;
use crate::program::ProgramInfo;
use crate::remote::register::RegisterError;
use crate::spec::{Ids, Options, Specs};
use clap::ArgMatches;
use std::sync::atomic::Ordering;

pub(in crate::cli) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let settings = remote_options::settings(matches)?;
    let place = settings.endpoint().to_owned();
    let mut options = spec_options::read(program, matches)?;
    // The settings name project and domain, which are no matter for the version.
    options.ids = Ids { version: options.ids.version, ..Ids::default() };
    let version = options.ids.version.clone();
    let fast = LocalProgram::wanted(program, matches)?;
    options.fast = fast.as_ref().map(LocalProgram::unsent);
    let registry = Registry::collect().map_err(Failure::call)?;
    let specs = Specs::new(&registry, &options)?;
    spec_options::warn(&specs);
    check::unless_skipped(matches, &specs, &options)?;
    let is_dry = matches.get_flag("dry-run");
    let pinned = image::before_registration(program, matches, &specs, &options, is_dry)?;
    let options = pinned.as_ref().unwrap_or(&options);
    let specs = if pinned.is_some() { Specs::new(&registry, options)? } else { specs };
    let activated = specs.activated().map(str::to_owned).collect();
    let is_digest = version.is_empty();
    let (registration, is_interrupted) = remote_options::connected(settings, async |client| {
        let package = match &fast {
            Some(fast) => {
                let fast = Some(fast.sent(&client, is_dry).await?);
                package_of(&Specs::new(&registry, &Options { fast, ..options.clone() })?)
            }
            None => package_of(&specs),
        };
        let stop = interrupt::flag();
        let progress = Progress::start(matches, package.items.len());
        let mut register = client.register_package(package, activated).version(version).stop_by(&stop);
        register = register.listen(|entity| progress.step(result::short(entity)));
        if matches.get_flag("activate-launchplans") {
            register = register.activate_launch_plans();
        }
        let ended = if is_dry { register.dry_run().await } else { register.await };
        let registration =
            ended.or_else(RegisterError::into_registration).map_err(|error| Failure::call(Causes(&error)))?;
        Ok((registration, stop.load(Ordering::Relaxed)))
    })?;
    result::print(&registration, matches.get_flag("json"))?;
    result::summarize(&registration, &place, is_digest, is_dry);
    result::end(&registration, &specs, is_interrupted)
}
