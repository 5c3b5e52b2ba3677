//! What `launch` does.

use super::{CALL, abort, own_flags};
use crate::causes::Causes;
use crate::check::package_of;
use crate::cli::entity as named;
use crate::cli::failure::{Failure, note};
use crate::cli::remote::fast::LocalProgram;
use crate::cli::remote::{outputs, remote_options};
use crate::cli::run::{flags, inputs};
use crate::cli::spec_options::pairs;
use crate::cli::{check, image, spec_options, usage};
use crate::embed;
use crate::entity::{Entity, Kind, Registry, Variable};
use crate::program::ProgramInfo;
use crate::remote::{Client, Execution, LaunchOptions, LaunchTarget, Settings, State, find_target, launch};
use crate::spec::{self, Specs};
use crate::storage::progress;
use aileron_idl::core::Literal;
use clap::{Arg, ArgAction, ArgMatches};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

pub(in crate::cli) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let call: Vec<OsString> = matches.get_many(CALL).into_iter().flatten().cloned().collect();
    let registry = Registry::collect().map_err(Failure::call)?;
    let Some((name, call)) = call.split_first() else { return Err(named::unnamed(&registry)) };
    let name = name.to_string_lossy().into_owned();
    let launch = Launch { program, before: matches, call, name: &name };
    match embed::find(&registry, &name, &[Kind::Task, Kind::LaunchPlan]) {
        Ok(entity) if entity.reference().is_none() => launch.local(&registry, entity),
        Ok(reference) => launch.on_server(reference.name, None),
        Err(unknown) => launch.on_server(&name, Some(unknown)),
    }
}

/// A call of the verb.
struct Launch<'c> {
    program: &'static ProgramInfo,
    /// The flags before the entity.
    before: &'c ArgMatches,
    /// The arguments behind it.
    call: &'c [OsString],
    name: &'c str,
}

impl Launch<'_> {
    /// How the user called it.
    fn known_as(&self) -> String {
        format!("{} launch {}", self.program.name, self.name)
    }

    /// Reads all flags, given what the entity takes.
    fn read(&self, about: &str, inputs: &[Variable]) -> Result<ArgMatches, Failure> {
        let known_as = self.known_as();
        let command = flags::command("launch", about, inputs, own_flags::arguments(), &known_as);
        let own: Vec<Arg> = command.get_arguments().cloned().collect();
        let mut arguments = repeated(self.before, &own);
        arguments.extend(self.call.iter().cloned());
        usage::read(command, &known_as, &arguments)
    }

    /// Launches an entity of this program, which is registered first.
    fn local(&self, registry: &Registry, entity: &'static Entity) -> Result<(), Failure> {
        let variables = entity.inputs();
        let given = self.read(entity.doc, &variables)?;
        let options = options(&given)?;
        let settings = remote_options::settings(&given)?;
        let inputs = inputs_of(variables, &given)?;
        let mut spec_options = spec_options::read(self.program, &given)?;
        let version = std::mem::take(&mut spec_options.ids).version;
        // They are of this execution, and don't make another version.
        spec_options.env.clear();
        spec_options.service_account = None;
        let fast = LocalProgram::wanted(self.program, &given)?;
        spec_options.fast = fast.as_ref().map(LocalProgram::unsent);
        let specs = Specs::new(registry, &spec_options)?;
        spec_options::warn(&specs);
        check::unless_skipped(&given, &specs, &spec_options)?;
        let pinned = image::before_registration(self.program, &given, &specs, &spec_options, false)?;
        let specs = match &pinned {
            Some(pinned) => Specs::new(registry, pinned)?,
            None => specs,
        };
        self.connected(&given, settings, async |client| {
            let version = match &fast {
                Some(fast) => {
                    let fast = Some(fast.sent(&client, false).await?);
                    let options = spec::Options { fast, ..spec_options.clone() };
                    register(&client, &Specs::new(registry, &options)?, version).await?
                }
                None => register(&client, &specs, version).await?,
            };
            let target = LaunchTarget::of_entity(&client, entity, &version);
            launch(&client, &target, inputs, options).await.map_err(Failure::from)
        })
    }

    /// Launches what only the server has. `unknown` is why it is none of this program's.
    fn on_server(&self, name: &str, unknown: Option<String>) -> Result<(), Failure> {
        let first = self.first_flags();
        if first.get_flag("build") {
            let why = format!(
                "`{name}` is none of this program's, so `--build` has nothing to build for it; remove `--build`"
            );
            return Err(Failure::call(unknown.unwrap_or(why)));
        }
        let settings = match remote_options::settings(&first) {
            Ok(settings) => settings,
            // Without a server, it can only be one of this program's.
            Err(failure) => return Err(unknown.map_or(failure, Failure::Call)),
        };
        if first.get_flag("fast") {
            return Err(Failure::call(format_args!(
                "`--fast` uploads this program, and `{name}` is none of its tasks, workflows and launch plans; remove the flag, or write \
                 the name as `{} list` has it",
                self.program.name
            )));
        }
        let version = first.get_one::<String>("version").map(String::as_str);
        self.connected(&first, settings, async |client| {
            let target = find_target(&client, name, version).await?;
            let variables = target.variables();
            let given = self.read("", &variables)?;
            let options = options(&given)?;
            let inputs = inputs_of(variables, &given)?;
            launch(&client, &target, inputs, options).await.map_err(Failure::from)
        })
    }

    /// Connects, launches, and says what has become of it.
    fn connected(
        &self,
        given: &ArgMatches,
        settings: Settings,
        launch: impl AsyncFnOnce(Client) -> Result<Execution, Failure>,
    ) -> Result<(), Failure> {
        progress::log(|line| note(line), true);
        let wait = given.get_flag("wait");
        let places = settings.clone();
        remote_options::connected(settings, async |client| {
            let execution = launch(client).await?;
            if let Some(page) = places.page_of(execution.name()) {
                note(page);
            }
            if !wait {
                return Ok(writeln!(std::io::stdout().lock(), "{}", execution.name())?);
            }
            note(format_args!("launched `{}`", execution.name()));
            let ended = abort::until_over(&execution, self.program.name).await?;
            if ended.state != State::Succeeded {
                return Err(Failure::Work(crate::remote::describe(&ended)));
            }
            let literals = execution.output_literals().await?;
            Ok(writeln!(std::io::stdout().lock(), "{}", outputs::on_one_line(&ended.entity, &literals))?)
        })
    }

    /// The flags of `launch` itself, without those of an entity that is not known yet.
    fn first_flags(&self) -> ArgMatches {
        let own = own_flags::arguments();
        let arguments = repeated(self.before, &own).into_iter().chain(only(&own, self.call));
        let command = clap::Command::new("launch").no_binary_name(true).disable_help_flag(true).args(own);
        command.ignore_errors(true).get_matches_from(arguments)
    }
}

/// Registers all of this program. Returns its version.
async fn register(client: &Client, specs: &Specs<'_>, version: String) -> Result<String, Failure> {
    let activated = specs.activated().map(str::to_owned).collect();
    let registration = client.register_package(package_of(specs), activated).version(version).await;
    registration.map(|registration| registration.version).map_err(|error| Failure::work(Causes(&error)))
}

/// The inputs by name, from the flags and from the file that they name.
fn inputs_of(variables: Vec<Variable>, given: &ArgMatches) -> Result<BTreeMap<String, Literal>, Failure> {
    let file = given.get_one::<PathBuf>("inputs");
    let literals = inputs::gather(&variables, given, file.map(PathBuf::as_path), None)?;
    inputs::look_for_files(&variables, &literals)?;
    Ok(variables.into_iter().map(|variable| variable.name).zip(literals).collect())
}

/// How the execution runs.
fn options(given: &ArgMatches) -> Result<LaunchOptions, Failure> {
    let text = |name: &str| given.get_one::<String>(name).cloned();
    let all = |name: &str| given.get_many::<String>(name).into_iter().flatten().cloned().collect::<Vec<_>>();
    let interruptible = match (given.get_flag("interruptible"), given.get_flag("no-interruptible")) {
        (true, true) => {
            return Err(Failure::call(
                "`--interruptible` and `--no-interruptible` contradict each other; remove one",
            ));
        }
        (true, false) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    };
    let options = LaunchOptions {
        name: text("name"),
        labels: pairs("labels", &all("labels"))?.into_iter().collect(),
        annotations: pairs("annotations", &all("annotations"))?.into_iter().collect(),
        service_account: text("service-account"),
        overwrite_cache: given.get_flag("overwrite-cache"),
        interruptible,
        max_parallelism: given.get_one("max-parallelism").copied(),
        cluster: text("cluster"),
        cluster_pool: text("cluster-pool"),
        raw_output_data_prefix: text("raw-output-data-prefix"),
        env: pairs("env", &all("env"))?,
        tags: all("tags"),
    };
    options.check().map_err(Failure::Call)?;
    Ok(options)
}

/// The flags that were given before the entity, as they are written behind it.
fn repeated(before: &ArgMatches, own: &[Arg]) -> Vec<OsString> {
    let mut arguments = Vec::new();
    for flag in own {
        let id = flag.get_id().as_str();
        let (Some(long), true) = (flag.get_long(), before.try_contains_id(id).is_ok_and(|known| known))
        else {
            continue;
        };
        if matches!(flag.get_action(), ArgAction::SetTrue) {
            if before.get_flag(id) {
                arguments.push(format!("--{long}").into());
            }
            continue;
        }
        for value in before.get_raw(id).into_iter().flatten() {
            let mut argument = OsString::from(format!("--{long}="));
            argument.push(value);
            arguments.push(argument);
        }
    }
    arguments
}

/// Those of the arguments that are flags in `own`, with their values.
fn only(own: &[Arg], arguments: &[OsString]) -> Vec<OsString> {
    let mut found = Vec::new();
    let mut left = arguments.iter();
    while let Some(argument) = left.next() {
        let Some(text) = argument.to_str().and_then(|text| text.strip_prefix("--")) else { continue };
        let name = text.split('=').next().unwrap_or_default();
        let Some(flag) = own.iter().find(|flag| flag.get_long() == Some(name)) else { continue };
        if matches!(flag.get_action(), ArgAction::Help) {
            continue;
        }
        found.push(argument.clone());
        if flag.get_action().takes_values() && !text.contains('=') {
            found.extend(left.next().cloned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{only, own_flags, repeated};
    use std::ffi::OsString;

    fn words(text: &str) -> Vec<OsString> {
        text.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn flags_before_the_entity_count_as_those_behind_it() {
        let command = super::super::command().no_binary_name(true);
        let before = command
            .get_matches_from(words("--wait --labels a=b --labels c=d --max-parallelism 3 entity --x 1"));
        let repeated = repeated(&before, &own_flags::arguments());
        assert_eq!(repeated, words("--wait --labels=a=b --labels=c=d --max-parallelism=3"));
    }

    #[test]
    fn an_unknown_entity_s_flags_are_told_from_those_of_the_verb() {
        let own = own_flags::arguments();
        let call = words("--x 3 --endpoint localhost:1 --wait --help --version=v2 --y --insecure");
        assert_eq!(only(&own, &call), words("--endpoint localhost:1 --wait --version=v2 --insecure"));
    }
}
