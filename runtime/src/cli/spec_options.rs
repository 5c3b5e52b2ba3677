//! SPEC OPTIONS: the flags of every verb that makes specs.

use super::failure::{Failure, note};
use crate::images;
use crate::program::ProgramInfo;
use crate::spec::{self, Ids};
use aileron_grammar::{Problem, env_value, name};
use clap::{Arg, ArgAction, ArgMatches};
use std::path::{Path, PathBuf};

/// `--image`, `--config`, `--project`, `--domain`, `--version`, `--env`, `--service-account`.
pub(super) fn arguments() -> [Arg; 7] {
    [
        Arg::new("image")
            .long("image")
            .value_name("[NAME=]REF")
            .action(ArgAction::Append)
            .help("Image: the default image, or the image with that name"),
        Arg::new("config")
            .long("config")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help("Flyte's configuration file; its images are used"),
        Arg::new("project")
            .long("project")
            .value_name("P")
            .help("Project in every id; by default it is left to the registration"),
        Arg::new("domain")
            .long("domain")
            .value_name("D")
            .help("Domain in every id; by default it is left to the registration"),
        Arg::new("version")
            .long("version")
            .value_name("V")
            .help("Version in every id; by default it is left to the registration"),
        Arg::new("env")
            .long("env")
            .value_name("K=V")
            .action(ArgAction::Append)
            .help("Environment variable of every task's container; a task's own setting wins"),
        Arg::new("service-account")
            .long("service-account")
            .value_name("NAME")
            .help("Kubernetes service account for executions of the launch plans; a pod's own wins"),
    ]
}

/// Reads the options.
pub(super) fn read(program: &ProgramInfo, matches: &ArgMatches) -> Result<spec::Options, Failure> {
    let arguments = all(matches, "image");
    let file = matches.get_one::<PathBuf>("config").map(Path::new);
    arguments
        .iter()
        .filter_map(|argument| misspelt(argument, program))
        .for_each(|it| note(format_args!("warning: {it}")));
    Ok(spec::Options {
        ids: ids(matches)?,
        images: images::configured(&arguments, file, program).map_err(spec::Error::from)?,
        env: env(&all(matches, "env"))?,
        binary: program.binary(),
        fast: None,
        service_account: matches.get_one("service-account").map(service_account).transpose()?,
    })
}

/// `--project`, `--domain`, `--version`.
pub(super) fn ids(matches: &ArgMatches) -> Result<Ids, Failure> {
    let part = |flag: &str, check: fn(&str) -> Result<(), Problem>| {
        let part = matches.get_one::<String>(flag).cloned().unwrap_or_default();
        let wrong = |problem| Failure::Call(format!("`--{flag} {part}`: {problem}"));
        check(&part).map_err(wrong).map(|()| part.clone())
    };
    Ok(Ids {
        project: part("project", name::project)?,
        domain: part("domain", name::domain)?,
        version: part("version", name::version)?,
    })
}

/// The warning for an image name that Cargo.toml does not declare but nearly does. It is not an error, since a plugin
/// may use other names.
fn misspelt(argument: &str, program: &ProgramInfo) -> Option<String> {
    let (name, _) = argument.split_once('=')?;
    let declared = || program.images.iter().map(|(name, _)| *name).chain(["default"]);
    let near = aileron_grammar::suggest::nearest(name, declared())
        .filter(|_| !declared().any(|other| other == name))?;
    Some(format!("`--image {argument}`: Cargo.toml has no image `{name}`; did you mean `{near}`?"))
}

/// Prints on stderr what Flyte may refuse.
pub(super) fn warn(specs: &spec::Specs<'_>) {
    specs.warnings().for_each(|warning| note(format_args!("warning: {warning}")));
}

fn all(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

fn service_account(name: &String) -> Result<String, Failure> {
    let wrong = |problem| Failure::Call(format!("`--service-account {name}`: {problem}"));
    name::service_account(name).map(|()| name.clone()).map_err(wrong)
}

fn env(arguments: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pairs = pairs("env", arguments)?;
    for (key, value) in &pairs {
        let wrong = |problem| Failure::Call(format!("`--env {key}={value}`: {problem}"));
        name::env_var(key).and(env_value(value)).map_err(wrong)?;
    }
    Ok(pairs)
}

/// The values of a flag that has names and values.
pub(super) fn pairs(flag: &str, given: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for pair in given {
        match pair.split_once('=') {
            None | Some(("", _)) => {
                return Err(Failure::Call(format!(
                    "`--{flag} {pair}`: this has no name or no `=`; write `--{flag} NAME=VALUE`"
                )));
            }
            Some((key, _)) if pairs.iter().any(|(other, _)| other == key) => {
                return Err(Failure::Call(format!("`--{flag} {pair}`: `{key}` is given twice; remove one")));
            }
            Some((key, value)) => pairs.push((key.to_owned(), value.to_owned())),
        }
    }
    Ok(pairs)
}

impl From<spec::Error> for Failure {
    fn from(error: spec::Error) -> Self {
        if error.is_of_call() { Failure::call(error) } else { Failure::work(error) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Failure, env, pairs};

    #[test]
    fn an_environment_variable_is_a_name_and_a_value() {
        let pairs = env(&["A=b=c".into(), "B=".into()]).unwrap();
        assert_eq!(pairs, [("A".to_owned(), "b=c".to_owned()), ("B".to_owned(), String::new())]);
        for wrong in [&["A"][..], &["=b"], &["A B=c"], &["A=1", "A=2"], &["A=$$"]] {
            let wrong: Vec<String> = wrong.iter().map(ToString::to_string).collect();
            assert!(matches!(env(&wrong), Err(Failure::Call(_))), "{wrong:?}");
        }
    }

    #[test]
    fn a_label_is_a_name_and_a_value() {
        let given = |text: &str| pairs("labels", &[text.to_owned()]);
        assert_eq!(given("a=b=c").unwrap(), [("a".to_owned(), "b=c".to_owned())]);
        for wrong in ["a", "=b"] {
            assert!(matches!(given(wrong), Err(Failure::Call(_))), "{wrong}");
        }
        assert!(pairs("labels", &["a=1".to_owned(), "a=2".to_owned()]).is_err());
    }
}
