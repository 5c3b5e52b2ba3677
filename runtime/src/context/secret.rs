//! Secrets, where a pod or a laptop has them.

use crate::entity::{Mount, Secret};
use std::env;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why there is no such secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum SecretError {
    /// It is in none of the places where it could be.
    Missing {
        /// The group and the key.
        name: String,
        /// The variable that was looked for.
        variable: String,
        /// Further variables that were: the `env_var` of the task, and on a laptop the one without a prefix.
        others: Vec<String>,
        /// The file that was looked for.
        file: PathBuf,
    },
    /// Its file was asked for, and it is in the environment alone.
    NoFile {
        /// The group and the key.
        name: String,
        /// The variable that holds it.
        variable: String,
        /// The file that was looked for.
        file: PathBuf,
    },
    /// Its file is there, but can't be read.
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// The value of the secret; `asked` tells how the task asks for it, if it does.
pub(super) fn value(
    group: &str,
    key: &str,
    asked: Option<&Secret>,
    local: bool,
) -> Result<String, SecretError> {
    Wanted { group, key, asked, local, environment: &|name| env::var(name).ok() }.value()
}

/// The file that holds it.
pub(super) fn path(
    group: &str,
    key: &str,
    asked: Option<&Secret>,
    local: bool,
) -> Result<PathBuf, SecretError> {
    Wanted { group, key, asked, local, environment: &|name| env::var(name).ok() }.path()
}

struct Wanted<'a> {
    group: &'a str,
    key: &'a str,
    asked: Option<&'a Secret>,
    local: bool,
    environment: &'a dyn Fn(&str) -> Option<String>,
}

/// What a variable holds.
enum Held {
    Value(String),
    /// Its task asks for a file, whose path this is.
    Path(PathBuf),
}

impl Wanted<'_> {
    fn value(&self) -> Result<String, SecretError> {
        let file = match self.held() {
            Some((_, Held::Value(value))) => return Ok(value.trim().to_owned()),
            Some((_, Held::Path(file))) => return read(&file).map_err(|error| unreadable(file, error)),
            None => self.file(),
        };
        read(&file).map_err(|error| self.absent(file, error))
    }

    fn path(&self) -> Result<PathBuf, SecretError> {
        let (file, variable) = match self.held() {
            Some((_, Held::Path(file))) => {
                return is_file(&file).map_err(|error| unreadable(file.clone(), error)).map(|()| file);
            }
            Some((variable, Held::Value(_))) => (self.file(), Some(variable)),
            None => (self.file(), None),
        };
        match (is_file(&file), variable) {
            (Ok(()), _) => Ok(file),
            (Err(error), Some(variable)) if error.kind() == io::ErrorKind::NotFound => {
                Err(SecretError::NoFile { name: self.name(), variable, file })
            }
            (Err(error), _) => Err(self.absent(file, error)),
        }
    }

    /// The first variable that is set, and what it holds.
    fn held(&self) -> Option<(String, Held)> {
        let names = [self.variable()].into_iter().chain(self.others());
        let (name, value) = names
            .into_iter()
            .find_map(|name| Some(((self.environment)(&name)?, name)).map(|(value, name)| (name, value)))?;
        let mount = self.asked.filter(|secret| secret.env_var == name).map(|secret| secret.mount);
        let path = Path::new(&value);
        // The cluster may have mounted a file where the task leaves it the choice (flytepropeller `pkg/webhook`).
        let is_path =
            mount == Some(Mount::File) || (mount == Some(Mount::Any) && path.is_absolute() && path.is_file());
        let held = if is_path { Held::Path(path.to_owned()) } else { Held::Value(value) };
        Some((name, held))
    }

    fn name(&self) -> String {
        format!("{}/{}", self.group, self.key)
    }

    fn setting(&self, name: &str, default: &str) -> String {
        (self.environment)(name).unwrap_or_else(|| default.to_owned())
    }

    /// The variable without a prefix.
    fn plain(&self) -> String {
        let parts = [self.group, self.key].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("_").to_uppercase()
    }

    fn variable(&self) -> String {
        self.setting("FLYTE_SECRETS_ENV_PREFIX", "_FSEC_") + &self.plain()
    }

    fn others(&self) -> Vec<String> {
        let own = self.asked.map(|secret| secret.env_var.to_owned()).filter(|name| !name.is_empty());
        own.into_iter().chain(self.local.then(|| self.plain())).collect()
    }

    fn file(&self) -> PathBuf {
        let name = self.setting("FLYTE_SECRETS_FILE_PREFIX", "") + &self.key.to_lowercase();
        let folder = PathBuf::from(self.setting("FLYTE_SECRETS_DEFAULT_DIR", "/etc/secrets"));
        folder.join(self.group.to_lowercase()).join(name)
    }

    /// There is no variable, and of the file there is this error.
    fn absent(&self, file: PathBuf, error: io::Error) -> SecretError {
        if error.kind() != io::ErrorKind::NotFound {
            return unreadable(file, error);
        }
        SecretError::Missing { name: self.name(), variable: self.variable(), others: self.others(), file }
    }
}

fn read(file: &Path) -> io::Result<String> {
    Ok(fs::read_to_string(file)?.trim().to_owned())
}

fn is_file(file: &Path) -> io::Result<()> {
    if fs::metadata(file)?.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(()) }
}

fn unreadable(file: PathBuf, error: io::Error) -> SecretError {
    SecretError::Unreadable { file, error }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretError::Missing { name, variable, others, file } => {
                write!(f, "there is no secret `{name}`: neither is the variable {variable} set")?;
                others.iter().try_for_each(|other| write!(f, ", nor {other}"))?;
                write!(
                    f,
                    ", nor is there a file {}; a task asks for it by `secrets({name:?})`",
                    file.display()
                )
            }
            SecretError::NoFile { name, variable, file } => write!(
                f,
                "the secret `{name}` is in the variable {variable}, and there is no file {}: ask for one by \
                 `secrets({name:?}(mount = \"file\"))`, or take the value by `Context::secret`",
                file.display()
            ),
            SecretError::Unreadable { file, error } => {
                write!(f, "the secret in {} can't be read: {error}", file.display())
            }
        }
    }
}

impl std::error::Error for SecretError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SecretError::Missing { .. } | SecretError::NoFile { .. } => None,
            SecretError::Unreadable { error, .. } => Some(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Variables<'a> = &'a [(&'a str, &'a str)];

    /// Looks `DB/Password` up among these variables.
    macro_rules! look_up {
        ($asked:expr, $local:expr, $variables:expr, $look:ident) => {{
            let variables: Variables<'_> = $variables;
            let find = |name: &str| variables.iter().find(|(own, _)| *own == name);
            let environment = |name: &str| find(name).map(|(_, value)| (*value).to_owned());
            Wanted { group: "DB", key: "Password", asked: $asked, local: $local, environment: &environment }
                .$look()
        }};
    }

    fn value(asked: Option<&Secret>, local: bool, variables: Variables<'_>) -> Result<String, SecretError> {
        look_up!(asked, local, variables, value)
    }

    fn path(asked: Option<&Secret>, variables: Variables<'_>) -> Result<PathBuf, SecretError> {
        look_up!(asked, false, variables, path)
    }

    fn found(local: bool, variables: Variables<'_>) -> Option<String> {
        value(None, local, variables).ok()
    }

    const ASKED: Secret = Secret { group: "db", key: "password", env_var: "DB_PW", ..Secret::ANY };

    #[test]
    fn a_variable_comes_first() {
        let variables = [("_FSEC_DB_PASSWORD", " one\n"), ("DB_PASSWORD", "two")];
        assert_eq!(found(false, &variables).as_deref(), Some("one"));
        assert_eq!(found(true, &variables[1..]).as_deref(), Some("two"));
        assert_eq!(found(false, &variables[1..]), None);
        let moved = [("FLYTE_SECRETS_ENV_PREFIX", "S_"), ("S_DB_PASSWORD", "three")];
        assert_eq!(found(false, &moved).as_deref(), Some("three"));
    }

    #[test]
    fn a_file_does_as_well() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("db")).unwrap();
        let file = folder.path().join("db/x-password");
        fs::write(&file, "four\n").unwrap();
        let place = folder.path().to_str().unwrap();
        let variables = [("FLYTE_SECRETS_DEFAULT_DIR", place), ("FLYTE_SECRETS_FILE_PREFIX", "x-")];
        assert_eq!(found(false, &variables).as_deref(), Some("four"));
        assert_eq!(path(None, &variables).unwrap(), file);
        assert_eq!(found(false, &variables[..1]), None);
        // The path of the file, though the value is in a variable as well.
        let both = [variables[0], variables[1], ("_FSEC_DB_PASSWORD", "one")];
        assert_eq!(path(None, &both).unwrap(), file);
        let alone = path(None, &both[2..]).unwrap_err();
        assert!(
            matches!(&alone, SecretError::NoFile { variable, .. } if variable == "_FSEC_DB_PASSWORD"),
            "{alone}"
        );
        // A folder is none.
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        assert!(matches!(path(None, &variables), Err(SecretError::Unreadable { .. })));
    }

    #[test]
    fn the_variable_that_the_task_names_holds_the_value_or_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("anywhere");
        fs::write(&file, "five\n").unwrap();
        let (of_path, of_value) = ([("DB_PW", file.to_str().unwrap())], [("DB_PW", "six")]);
        let of_variable = Secret { mount: Mount::EnvVar, ..ASKED };
        let of_file = Secret { mount: Mount::File, ..ASKED };
        assert_eq!(value(Some(&of_variable), false, &of_value).unwrap(), "six");
        assert_eq!(value(Some(&of_file), false, &of_path).unwrap(), "five");
        assert_eq!(path(Some(&of_file), &of_path).unwrap(), file);
        assert!(matches!(value(Some(&of_file), false, &of_value), Err(SecretError::Unreadable { .. })));
        for (variables, text) in [(&of_value, "six"), (&of_path, "five")] {
            assert_eq!(value(Some(&ASKED), false, variables).unwrap(), text);
        }
        assert_eq!(path(Some(&ASKED), &of_path).unwrap(), file);
    }

    #[test]
    fn a_missing_one_is_told_with_its_places() {
        let told = |asked, local| value(asked, local, &[]).unwrap_err().to_string();
        let rest =
            "nor is there a file /etc/secrets/db/password; a task asks for it by `secrets(\"DB/Password\")`";
        assert_eq!(
            told(None, false),
            format!(
                "there is no secret `DB/Password`: neither is the variable _FSEC_DB_PASSWORD set, {rest}"
            )
        );
        assert_eq!(
            told(Some(&ASKED), true),
            format!(
                "there is no secret `DB/Password`: neither is the variable _FSEC_DB_PASSWORD set, nor DB_PW, nor \
                 DB_PASSWORD, {rest}"
            )
        );
    }
}
