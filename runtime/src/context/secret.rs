//! Secrets, where a pod or a laptop has them.

use std::fmt;
use std::io;
use std::path::PathBuf;

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

/// By the variable with the prefix, on a laptop also by the one without, or by the file.
pub(super) fn find(group: &str, key: &str, local: bool) -> Result<String, SecretError> {
    look_up(group, key, local, |name| std::env::var(name).ok())
}

fn look_up(
    group: &str,
    key: &str,
    local: bool,
    environment: impl Fn(&str) -> Option<String>,
) -> Result<String, SecretError> {
    let setting = |name: &str, default: &str| environment(name).unwrap_or_else(|| default.to_owned());
    let parts = [group, key].into_iter().filter(|part| !part.is_empty());
    let plain = parts.collect::<Vec<_>>().join("_").to_uppercase();
    let variable = format!("{}{plain}", setting("FLYTE_SECRETS_ENV_PREFIX", "_FSEC_"));
    let plain = || local.then(|| environment(&plain)).flatten();
    if let Some(value) = environment(&variable).or_else(plain) {
        return Ok(value.trim().to_owned());
    }
    let file = format!("{}{}", setting("FLYTE_SECRETS_FILE_PREFIX", ""), key.to_lowercase());
    let file = PathBuf::from(setting("FLYTE_SECRETS_DEFAULT_DIR", "/etc/secrets"))
        .join(group.to_lowercase())
        .join(file);
    match std::fs::read_to_string(&file) {
        Ok(value) => Ok(value.trim().to_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(SecretError::Missing { name: format!("{group}/{key}"), variable, file })
        }
        Err(error) => Err(SecretError::Unreadable { file, error }),
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretError::Missing { name, variable, file } => write!(
                f,
                "there is no secret `{name}`: neither the variable {variable} is set nor is there a file {}; a task \
                 asks for it by `secrets({name:?})`",
                file.display()
            ),
            SecretError::Unreadable { file, error } => {
                write!(f, "the secret in {} can't be read: {error}", file.display())
            }
        }
    }
}

impl std::error::Error for SecretError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(group: &str, key: &str, local: bool, variables: &[(&str, &str)]) -> Option<String> {
        let environment =
            |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned());
        look_up(group, key, local, environment).ok()
    }

    #[test]
    fn a_variable_comes_first() {
        let variables = [("_FSEC_DB_PASSWORD", " one\n"), ("DB_PASSWORD", "two")];
        assert_eq!(found("db", "password", false, &variables).as_deref(), Some("one"));
        assert_eq!(found("db", "password", true, &variables[1..]).as_deref(), Some("two"));
        assert_eq!(found("db", "password", false, &variables[1..]), None);
        let moved = [("FLYTE_SECRETS_ENV_PREFIX", "S_"), ("S_DB_PASSWORD", "three")];
        assert_eq!(found("db", "password", false, &moved).as_deref(), Some("three"));
    }

    #[test]
    fn a_file_does_as_well() {
        let folder = std::env::temp_dir().join(format!("aileron-secrets-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("db")).unwrap();
        std::fs::write(folder.join("db/x-password"), "four\n").unwrap();
        let variables =
            [("FLYTE_SECRETS_DEFAULT_DIR", folder.to_str().unwrap()), ("FLYTE_SECRETS_FILE_PREFIX", "x-")];
        assert_eq!(found("DB", "Password", false, &variables).as_deref(), Some("four"));
        assert_eq!(found("db", "other", false, &variables), None);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_missing_one_is_told_with_its_places() {
        let error = look_up("db", "password", true, |_| None).unwrap_err().to_string();
        assert!(error.contains("_FSEC_DB_PASSWORD") && error.contains("/etc/secrets/db/password"), "{error}");
    }
}
