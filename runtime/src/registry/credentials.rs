//! Who asks: the credentials that people have already.
//!
//! In this order: those of the call; the files that `podman login` leaves (`$REGISTRY_AUTH_FILE`, then its own place); that of
//! `docker login` (`$DOCKER_CONFIG`, else `~/.docker`). The files name helpers, which are programs that keep the secrets.

use super::address::Address;
use super::error::RegistryError;
use docker_credential::{CredentialRetrievalError, DockerCredential};
use secrecy::SecretString;

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) enum Credential {
    Password {
        user: String,
        password: SecretString,
    },
    /// A token that is exchanged for others.
    Identity(SecretString),
}

impl From<DockerCredential> for Credential {
    fn from(found: DockerCredential) -> Self {
        match found {
            DockerCredential::IdentityToken(token) => Credential::Identity(token.into()),
            DockerCredential::UsernamePassword(user, password) => {
                Credential::Password { user, password: password.into() }
            }
        }
    }
}

/// What the files of this machine have for a registry. Helpers may take a while, so this belongs into a thread that waits.
pub(super) fn kept(address: &Address) -> Result<Option<Credential>, RegistryError> {
    for find in [docker_credential::get_podman_credential, docker_credential::get_credential] {
        match find(address.account()) {
            Ok(found) => return Ok(Some(found.into())),
            Err(error) if is_nothing(&error) => {}
            Err(error) => return Err(unreadable(address, &error)),
        }
    }
    Ok(None)
}

/// Whether there is no file, or nothing in it for the registry. A file that is not there, and one that can't be read, are one to
/// the crate; a helper that has nothing says so in its own words (docker-credential-helpers, `credentials/error.go`).
fn is_nothing(error: &CredentialRetrievalError) -> bool {
    match error {
        CredentialRetrievalError::ConfigNotFound
        | CredentialRetrievalError::ConfigReadError
        | CredentialRetrievalError::NoCredentialConfigured => true,
        CredentialRetrievalError::HelperFailure { stdout, .. } => stdout.contains("credentials not found"),
        _ => false,
    }
}

/// Without what a helper printed, which may be the secret.
fn unreadable(address: &Address, error: &CredentialRetrievalError) -> RegistryError {
    let why = match error {
        CredentialRetrievalError::HelperFailure { helper, .. } => format!("`{helper}` fails"),
        CredentialRetrievalError::HelperCommunicationError => {
            "its credential helper can't be started".to_owned()
        }
        CredentialRetrievalError::MalformedHelperResponse => {
            "its credential helper answers in another form".to_owned()
        }
        CredentialRetrievalError::CredentialMismatchError => "its two forms in the file differ".to_owned(),
        _ => "they are not in a form that Docker knows".to_owned(),
    };
    RegistryError::wrong(format!(
        "the credentials of `{0}` can't be read: {why}; log in again, with `docker login {0}`",
        address.registry
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_shown() {
        let secret = || SecretString::from("s3cr3t");
        let all =
            [Credential::Password { user: "me".into(), password: secret() }, Credential::Identity(secret())];
        assert!(!format!("{all:?}").contains("s3cr3t"), "{all:?}");
        let error = CredentialRetrievalError::HelperFailure {
            helper: "docker-credential-x".into(),
            stdout: "s3cr3t".into(),
            stderr: "s3cr3t".into(),
        };
        let error = unreadable(&Address::of_repository("ghcr.io/a"), &error);
        assert_eq!(
            error.to_string(),
            "the credentials of `ghcr.io` can't be read: `docker-credential-x` fails; log in again, with `docker login ghcr.io`"
        );
    }
}
