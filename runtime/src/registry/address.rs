//! Where an image is: a registry, a repository in it, and a tag or a digest.

use super::error::RegistryError;
use aileron_grammar::{Reference, Version};
use url::Url;

/// The registry of references that name none, and of those that name it by its other names.
const DOCKER_HUB: &str = "docker.io";

/// An image in a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The registry as references name it: `ghcr.io`, `127.0.0.1:5000`.
    pub(super) registry: String,
    /// The repository within it: `acme/app`.
    pub(super) repository: String,
    /// The tag or the digest; `latest` if the reference has neither.
    pub(super) version: String,
}

impl Address {
    /// Where a reference leads.
    pub(super) fn parse(reference: &str) -> Result<Self, RegistryError> {
        let parsed: Reference = reference.parse().map_err(|problem: aileron_grammar::Problem| {
            RegistryError::wrong(format!("the image `{reference}`: {problem}"))
        })?;
        let version = match parsed.version() {
            Some(Version::Tag(version) | Version::Digest(version)) => version,
            None => "latest",
        };
        Ok(Address { version: version.to_owned(), ..Address::of_repository(parsed.fqn()) })
    }

    /// Where a repository is, with its registry before it.
    pub(super) fn of_repository(fqn: &str) -> Self {
        // A first part is a host if it could be no part of a repository (distribution, `reference/normalize.go`).
        let host =
            fqn.split_once('/').filter(|(first, _)| first.contains(['.', ':']) || *first == "localhost");
        let (registry, repository) = host.unwrap_or((DOCKER_HUB, fqn));
        let registry = if registry == "index.docker.io" { DOCKER_HUB } else { registry };
        let is_official = registry == DOCKER_HUB && !repository.contains('/');
        let repository = if is_official { format!("library/{repository}") } else { repository.to_owned() };
        Address { registry: registry.to_owned(), repository, version: String::new() }
    }

    /// The same repository, as [`Address::of_repository`] reads it.
    pub(super) fn fqn(&self) -> String {
        format!("{}/{}", self.registry, self.repository)
    }

    /// The host that answers.
    pub(super) fn host(&self) -> &str {
        if self.registry == DOCKER_HUB { "registry-1.docker.io" } else { &self.registry }
    }

    /// The name by which credentials of the registry are kept.
    pub(super) fn account(&self) -> &str {
        if self.registry == DOCKER_HUB { "https://index.docker.io/v1/" } else { &self.registry }
    }

    /// The address of a part of the repository: `manifests/v1`.
    pub(super) fn url(&self, is_plain: bool, part: &str) -> Result<Url, RegistryError> {
        let scheme = if is_plain { "http" } else { "https" };
        let text = format!("{scheme}://{}/v2/{}/{part}", self.host(), self.repository);
        Url::parse(&text)
            .map_err(|error| RegistryError::wrong(format!("`{}` is no registry: {error}", self.registry)))
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    fn parts(reference: &str) -> (String, String, String) {
        let found = Address::parse(reference).unwrap();
        (found.host().to_owned(), found.repository, found.version)
    }

    #[test]
    fn a_reference_leads_where_docker_finds_it() {
        for (reference, host, repository, version) in [
            ("debian:13-slim", "registry-1.docker.io", "library/debian", "13-slim"),
            ("apache/spark:4.0.1", "registry-1.docker.io", "apache/spark", "4.0.1"),
            ("docker.io/apache/spark", "registry-1.docker.io", "apache/spark", "latest"),
            ("ghcr.io/acme/app:v1", "ghcr.io", "acme/app", "v1"),
            ("localhost/app:v1", "localhost", "app", "v1"),
            ("127.0.0.1:5000/a/b/c:v1", "127.0.0.1:5000", "a/b/c", "v1"),
        ] {
            let expected = (host.to_owned(), repository.to_owned(), version.to_owned());
            assert_eq!(parts(reference), expected, "{reference}");
        }
        let digest = format!("sha256:{}", "0".repeat(64));
        assert_eq!(parts(&format!("ghcr.io/acme/app:v1@{digest}")).2, digest);
        assert!(Address::parse("Acme/App").is_err());
    }
}
