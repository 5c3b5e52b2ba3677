//! Finds secrets, in a pod or on a laptop.

use crate::entity::{Mount, Secret};
use std::env;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why a secret can't be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum SecretError {
    /// The secret is in none of the places for secrets.
    Missing {
        /// The group and the key.
        name: String,
        /// The variable in which it could be.
        variable: String,
        /// Further variables in which it could be: the task's `env_var`, and on a laptop the name without a prefix.
        others: Vec<String>,
        /// The file in which it could be.
        file: PathBuf,
    },
    /// The task needs the secret's file, but the secret is only in a variable.
    NoFile {
        /// The group and the key.
        name: String,
        /// The variable that holds it.
        variable: String,
        /// The file in which it could be.
        file: PathBuf,
    },
    /// The secret's file exists but can't be read.
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// The value of the secret; `declared` is the task's declaration of it, if there is one.
pub(super) fn value(
    group: &str,
    key: &str,
    declared: Option<&Secret>,
    local: bool,
) -> Result<String, SecretError> {
    Wanted { group, key, declared, local, environment: &|name| env::var(name).ok() }.value()
}

/// The path of the secret's file.
pub(super) fn path(
    group: &str,
    key: &str,
    declared: Option<&Secret>,
    local: bool,
) -> Result<PathBuf, SecretError> {
    Wanted { group, key, declared, local, environment: &|name| env::var(name).ok() }.path()
}

struct Wanted<'a> {
    group: &'a str,
    key: &'a str,
    declared: Option<&'a Secret>,
    local: bool,
    environment: &'a dyn Fn(&str) -> Option<String>,
}

/// The content of a variable.
enum Held {
    Value(String),
    /// The path of the secret's file, since the task declares a file.
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

    /// The first variable that is set, and its content.
    fn held(&self) -> Option<(String, Held)> {
        let names = [self.variable()].into_iter().chain(self.others());
        let (name, value) = names
            .into_iter()
            .find_map(|name| Some(((self.environment)(&name)?, name)).map(|(value, name)| (name, value)))?;
        let mount = self.declared.filter(|secret| secret.env_var == name).map(|secret| secret.mount);
        let path = Path::new(&value);
        // If the task allows both, the cluster may have mounted a file (flytepropeller `pkg/webhook`).
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

    /// The name of the variable without a prefix.
    fn plain(&self) -> String {
        let parts = [self.group, self.key].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("_").to_uppercase()
    }

    fn variable(&self) -> String {
        self.setting("FLYTE_SECRETS_ENV_PREFIX", "_FSEC_") + &self.plain()
    }

    fn others(&self) -> Vec<String> {
        let own = self.declared.map(|secret| secret.env_var.to_owned()).filter(|name| !name.is_empty());
        own.into_iter().chain(self.local.then(|| self.plain())).collect()
    }

    fn file(&self) -> PathBuf {
        let name = self.setting("FLYTE_SECRETS_FILE_PREFIX", "") + &self.key.to_lowercase();
        let folder = PathBuf::from(self.setting("FLYTE_SECRETS_DEFAULT_DIR", "/etc/secrets"));
        folder.join(self.group.to_lowercase()).join(name)
    }

    /// The error if no variable is set and the file can't be opened.
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
                write!(f, "there is no secret `{name}`: it is not in the variable {variable}")?;
                others.iter().try_for_each(|other| write!(f, " or {other}"))?;
                write!(
                    f,
                    ", nor in the file {}; declare it on the task with `secrets({name:?})`",
                    file.display()
                )
            }
            SecretError::NoFile { name, variable, file } => write!(
                f,
                "the secret `{name}` is in the variable {variable}, but there is no file {}: declare it with \
                 `secrets({name:?}(mount = \"file\"))`, or read the value with `Context::secret`",
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

    /// Looks up the secret `DB/Password` with these variables.
    macro_rules! look_up {
        ($declared:expr, $local:expr, $variables:expr, $look:ident) => {{
            let variables: Variables<'_> = $variables;
            let find = |name: &str| variables.iter().find(|(own, _)| *own == name);
            let environment = |name: &str| find(name).map(|(_, value)| (*value).to_owned());
            Wanted {
                group: "DB",
                key: "Password",
                declared: $declared,
                local: $local,
                environment: &environment,
            }
            .$look()
        }};
    }

    fn value(
        declared: Option<&Secret>,
        local: bool,
        variables: Variables<'_>,
    ) -> Result<String, SecretError> {
        look_up!(declared, local, variables, value)
    }

    fn path(declared: Option<&Secret>, variables: Variables<'_>) -> Result<PathBuf, SecretError> {
        look_up!(declared, false, variables, path)
    }

    fn found(local: bool, variables: Variables<'_>) -> Option<String> {
        value(None, local, variables).ok()
    }

    const DECLARED: Secret = Secret { group: "db", key: "password", env_var: "DB_PW", ..Secret::ANY };

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
    fn a_file_is_found_as_well() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("db")).unwrap();
        let file = folder.path().join("db/x-password");
        fs::write(&file, "four\n").unwrap();
        let place = folder.path().to_str().unwrap();
        let variables = [("FLYTE_SECRETS_DEFAULT_DIR", place), ("FLYTE_SECRETS_FILE_PREFIX", "x-")];
        assert_eq!(found(false, &variables).as_deref(), Some("four"));
        assert_eq!(path(None, &variables).unwrap(), file);
        assert_eq!(found(false, &variables[..1]), None);
        // A path is found even if a variable holds the value.
        let both = [variables[0], variables[1], ("_FSEC_DB_PASSWORD", "one")];
        assert_eq!(path(None, &both).unwrap(), file);
        let alone = path(None, &both[2..]).unwrap_err();
        assert!(
            matches!(&alone, SecretError::NoFile { variable, .. } if variable == "_FSEC_DB_PASSWORD"),
            "{alone}"
        );
        // A folder is not a file.
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
        let of_variable = Secret { mount: Mount::EnvVar, ..DECLARED };
        let of_file = Secret { mount: Mount::File, ..DECLARED };
        assert_eq!(value(Some(&of_variable), false, &of_value).unwrap(), "six");
        assert_eq!(value(Some(&of_file), false, &of_path).unwrap(), "five");
        assert_eq!(path(Some(&of_file), &of_path).unwrap(), file);
        assert!(matches!(value(Some(&of_file), false, &of_value), Err(SecretError::Unreadable { .. })));
        for (variables, text) in [(&of_value, "six"), (&of_path, "five")] {
            assert_eq!(value(Some(&DECLARED), false, variables).unwrap(), text);
        }
        assert_eq!(path(Some(&DECLARED), &of_path).unwrap(), file);
    }

    #[test]
    fn a_missing_secret_is_reported_with_its_places() {
        let message = |declared, local| value(declared, local, &[]).unwrap_err().to_string();
        let rest = "nor in the file /etc/secrets/db/password; declare it on the task with `secrets(\"DB/Password\")`";
        assert_eq!(
            message(None, false),
            format!("there is no secret `DB/Password`: it is not in the variable _FSEC_DB_PASSWORD, {rest}")
        );
        assert_eq!(
            message(Some(&DECLARED), true),
            format!(
                "there is no secret `DB/Password`: it is not in the variable _FSEC_DB_PASSWORD or DB_PW or \
                 DB_PASSWORD, {rest}"
            )
        );
    }
}
