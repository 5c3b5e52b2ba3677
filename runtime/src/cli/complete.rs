//! The hidden verb `__complete`: what may come next on a command line. The scripts of `completions` call it, since only the program
//! knows its entities and their inputs.
//!
//! It takes the words after the program's name up to the one at the cursor, which may be empty, and prints one candidate a line. It
//! prints nothing where it knows nothing, such as for a file.

use super::failure::Failure;
use super::remote::launch;
use super::run::{self, Stdout};
use super::{VERBS, whole};
use crate::entity::{Entity, Kind, Registry};
use crate::program::ProgramInfo;
use aileron_grammar::Rule;
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;

/// The name of the verb.
pub(super) const VERB: &str = "__complete";

/// Prints the candidates for the last word.
pub(super) fn run(program: &'static ProgramInfo, words: &[OsString]) -> Result<(), Failure> {
    // Defaults of inputs are the program's code and may print, too.
    let stdout = Stdout::keep()?;
    let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let mut text = candidates(program, &words).join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    Ok(stdout.write(text.as_bytes())?)
}

/// A command line up to the cursor.
struct Line<'w> {
    before: &'w [&'w str],
    current: &'w str,
}

fn candidates(program: &'static ProgramInfo, words: &[String]) -> Vec<String> {
    // Bash takes `--flag=value` apart.
    let is_sign = |at: usize| words[at] == "=" && at > 0 && words[at - 1].starts_with("--");
    let parts: Vec<&str> = (0..words.len()).filter(|at| !is_sign(*at)).map(|at| words[at].as_str()).collect();
    let (current, before) = match parts.split_last() {
        // The cursor is right behind the sign.
        _ if words.len() > 1 && is_sign(words.len() - 1) => ("", &parts[..]),
        Some((current, before)) => (*current, before),
        None => ("", &parts[..]),
    };
    let registry = Registry::collect().ok();
    let Some((verb, before)) = before.split_first() else {
        let whole = whole(program);
        let verbs = whole.get_subcommands().filter(|verb| !verb.is_hide_set());
        let names = verbs.map(|verb| verb.get_name().to_owned());
        return starting(current, names.chain(["--help".to_owned(), "--version".to_owned()]));
    };
    let Some(verb) = VERBS.iter().find(|known| known.name == *verb) else { return Vec::new() };
    let line = Line { before, current };
    let knows = Knowledge { program, registry: registry.as_ref(), entity: None };
    let command = (verb.command)();
    let command_of: Option<fn(&Entity) -> Command> = match verb.name {
        "run" => Some(run::command_of),
        "launch" => Some(launch::command_of),
        _ => None,
    };
    if let Some(command_of) = command_of
        && let Some((at, entity)) = called(&command, before, registry.as_ref())
    {
        let line = Line { before: &before[at + 1..], current };
        return knows.of(entity).next(&command_of(entity), &line);
    }
    knows.next(&command, &line)
}

/// The entity that a call of `run` names, and its place among the words.
fn called(
    command: &Command,
    words: &[&str],
    registry: Option<&Registry>,
) -> Option<(usize, &'static Entity)> {
    let mut at = 0;
    while let Some(word) = words.get(at).filter(|word| word.starts_with('-')) {
        let flag = named(command, word).filter(|flag| takes_value(flag) && !word.contains('='));
        at += if flag.is_some() { 2 } else { 1 };
    }
    let entity = crate::embed::find(registry?, words.get(at)?, &[Kind::Task, Kind::LaunchPlan]).ok()?;
    Some((at, entity))
}

fn takes_value(flag: &Arg) -> bool {
    matches!(flag.get_action(), ArgAction::Set | ArgAction::Append)
}

/// The flag that a word such as `--jobs` or `--jobs=2` names.
fn named<'c>(command: &'c Command, word: &str) -> Option<&'c Arg> {
    let name = word.strip_prefix("--")?.split('=').next()?;
    let is_it = |flag: &&Arg| flag.get_long_and_visible_aliases().is_some_and(|names| names.contains(&name));
    command.get_arguments().find(is_it)
}

/// What the program knows.
struct Knowledge<'r> {
    program: &'static ProgramInfo,
    registry: Option<&'r Registry>,
    /// The entity whose inputs are flags.
    entity: Option<&'static Entity>,
}

impl Knowledge<'_> {
    fn of(self, entity: &'static Entity) -> Self {
        Knowledge { entity: Some(entity), ..self }
    }

    /// The candidates for the next word of a verb, or of a verb within it.
    fn next(&self, command: &Command, line: &Line<'_>) -> Vec<String> {
        let Line { before, current } = *line;
        if let Some((first, rest)) = before.split_first()
            && let Some(inner) = command.find_subcommand(first)
        {
            return self.next(inner, &Line { before: rest, current });
        }
        let last = before.last().and_then(|word| named(command, word).filter(|_| !word.contains('=')));
        if let Some(flag) = last.filter(|flag| takes_value(flag)) {
            return starting(current, self.values(flag, current));
        }
        if let Some((name, value)) = current.split_once('=').filter(|(name, _)| name.starts_with("--")) {
            let values = named(command, name).map(|flag| self.values(flag, value)).unwrap_or_default();
            return starting(value, values).into_iter().map(|value| format!("{name}={value}")).collect();
        }
        if current.starts_with('-') {
            let is_given = |flag: &Arg| {
                let repeats = matches!(flag.get_action(), ArgAction::Append);
                !repeats && before.iter().any(|word| named(command, word).is_some_and(|other| other == flag))
            };
            let flags = command.get_arguments().filter(|flag| !is_given(flag));
            return starting(current, flags.filter_map(Arg::get_long).map(|long| format!("--{long}")));
        }
        let verbs = command.get_subcommands().map(|verb| verb.get_name().to_owned());
        let positional = command.get_positionals().next();
        starting(current, verbs.chain(positional.into_iter().flat_map(|arg| self.values(arg, current))))
    }

    /// The values of a flag or of an argument without a name.
    fn values(&self, arg: &Arg, current: &str) -> Vec<String> {
        if let Some(values) = self.entity.and_then(|entity| run::values_of_input(entity, arg)) {
            return values;
        }
        let value = arg.get_value_names().and_then(|names| names.first());
        match value.map_or("", |name| name.as_str()) {
            "ENTITY" => self.names(current, |_| true),
            "TASK" => self.names(current, |kind| kind == Kind::Task),
            "WORKFLOW" => self.names(current, |kind| kind != Kind::Task),
            // A launch plan, also the one that each workflow has.
            "NAME" if arg.is_positional() => self.names(current, |kind| kind != Kind::Task),
            "[NAME=]REF" => {
                let images = self.program.images.iter().map(|(name, _)| *name);
                let default = (!images.clone().any(|name| name == "default")).then_some("default");
                images.chain(default).map(|name| format!("{name}=")).collect()
            }
            "CODE" => Rule::ALL.iter().map(|rule| rule.code().to_owned()).collect(),
            _ => arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect(),
        }
    }

    /// The names of entities: the shortest end that names one alone, and the full name if what is there begins it.
    fn names(&self, current: &str, takes: impl Fn(Kind) -> bool) -> Vec<String> {
        let Some(registry) = self.registry else { return Vec::new() };
        let all: Vec<&str> = registry.iter().map(|(name, _)| name).collect();
        let is_alone = |tail: &str| {
            let ends =
                |name: &str| name == tail || name.strip_suffix(tail).is_some_and(|head| head.ends_with('.'));
            let mut found: Vec<&str> = all.iter().copied().filter(|name| ends(name)).collect();
            found.dedup();
            found.len() == 1
        };
        let mut names: Vec<String> = registry
            .iter()
            .filter(|(_, entity)| takes(entity.kind()))
            .map(|(name, _)| {
                let starts = name.rmatch_indices('.').map(|(dot, _)| &name[dot + 1..]);
                let tail = starts.filter(|tail| is_alone(tail)).find(|tail| tail.starts_with(current));
                tail.unwrap_or(name).to_owned()
            })
            .collect();
        names.dedup();
        names
    }
}

fn starting(current: &str, all: impl IntoIterator<Item = String>) -> Vec<String> {
    all.into_iter().filter(|candidate| candidate.starts_with(current)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[derive(FlyteType)]
    enum Hue {
        Red,
        Green,
    }

    #[task]
    fn completed_paint(hue: Hue, maybe: Option<Hue>, wet: bool, text: String) -> String {
        let _ = (hue, maybe, wet);
        text
    }

    #[workflow]
    fn completed_all(text: String) -> String {
        completed_paint(Hue::Red, None, true, text)
    }

    static PROGRAM: ProgramInfo = ProgramInfo {
        name: "app",
        version: "0",
        about: "",
        binary: "",
        images: &[("geo", ""), ("gpu", "ghcr.io/acme/gpu:v1")],
        builds: &[],
    };

    fn after(words: &str) -> Vec<String> {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        candidates(&PROGRAM, &words)
    }

    #[test]
    fn verbs_and_flags_are_known() {
        assert_eq!(after("ser"), ["serialize"]);
        assert!(after("").iter().any(|word| word == "run") && !after("").iter().any(|word| word == VERB));
        assert_eq!(after("graph --form"), ["--format"]);
        assert!(after("graph --format ").contains(&"mermaid".to_owned()));
        assert_eq!(after("graph --format=me"), ["--format=mermaid"]);
        assert_eq!(after("graph --format = me"), ["mermaid"], "as bash takes it apart");
        assert!(after("graph --format =").contains(&"dot".to_owned()));
        assert_eq!(after("completions f"), ["fish"]);
        assert_eq!(after("explain AIL0101"), ["AIL0101"]);
        assert_eq!(after("nonsense "), Vec::<String>::new());
    }

    #[test]
    fn verbs_within_verbs_are_known() {
        assert_eq!(after("executions rel"), ["relaunch"]);
        assert_eq!(after("executions list --sta"), ["--state"]);
        assert_eq!(after("executions list --state time"), ["timed-out"]);
        assert_eq!(after("executions list --workflow completed_"), ["completed_all"]);
        assert_eq!(after("executions get f1 --in"), ["--inputs", "--insecure"]);
        assert_eq!(after("launch-plans activate completed_"), ["completed_all"]);
        assert_eq!(after("executions relaunch f1 --name "), Vec::<String>::new());
    }

    #[test]
    fn entities_are_known() {
        assert_eq!(after("run completed_p"), ["completed_paint"]);
        assert_eq!(after("graph completed_"), ["completed_all"]);
        assert_eq!(
            after("run aileron.cli.complete.tests.completed_p"),
            ["aileron.cli.complete.tests.completed_paint"]
        );
        assert_eq!(after("run --jobs 2 completed_a"), ["completed_all"]);
        assert_eq!(after("run --jobs "), Vec::<String>::new());
    }

    #[test]
    fn inputs_and_their_values_are_known() {
        assert_eq!(after("run completed_paint --h"), ["--hue", "--help"]);
        assert_eq!(after("run --jobs=2 completed_paint --hue "), ["Red", "Green"]);
        assert_eq!(after("run completed_paint --hue=G"), ["--hue=Green"]);
        assert_eq!(after("run completed_paint --maybe R"), ["Red"]);
        assert_eq!(after("run completed_paint --wet "), ["true", "false"]);
        assert_eq!(after("run completed_paint --text "), Vec::<String>::new());
        assert!(!after("run completed_paint --hue Red --").contains(&"--hue".to_owned()));
        assert!(after("run completed_paint --containers d").contains(&"docker".to_owned()));
    }

    #[test]
    fn images_are_known() {
        assert_eq!(after("package --image "), ["geo=", "gpu=", "default="]);
        assert_eq!(after("package --image gp"), ["gpu="]);
    }
}
