//! The settings of S3 from environment variables and Amazon's files, strongest last.

use super::bucket_settings::{Sort, from_environment};
use super::environment::Setting;
use super::profile::{self, Profile};
use object_store::aws::AmazonS3ConfigKey as Key;

type Settings = Vec<Setting<Key>>;

/// The variables that Flyte sets in its pods, as flytekit names them (`configuration/__init__.py`, `S3Config`).
const FLYTE: [(&str, Key); 3] = [
    ("FLYTE_AWS_ENDPOINT", Key::S3Endpoint),
    ("FLYTE_AWS_ACCESS_KEY_ID", Key::AccessKeyId),
    ("FLYTE_AWS_SECRET_ACCESS_KEY", Key::SecretAccessKey),
];

/// The settings that are read from a profile.
const PROFILE: [(&str, Key); 8] = [
    ("region", Key::Region),
    ("endpoint_url", Key::Endpoint),
    ("aws_access_key_id", Key::AccessKeyId),
    ("aws_secret_access_key", Key::SecretAccessKey),
    ("aws_session_token", Key::Token),
    ("role_arn", Key::RoleArn),
    ("role_session_name", Key::RoleSessionName),
    ("web_identity_token_file", Key::WebIdentityTokenFile),
];

/// Settings with which Amazon's own tools obtain credentials.
const TOOLS: [&str; 5] =
    ["sso_session", "sso_start_url", "credential_process", "source_profile", "credential_source"];

/// All settings, weaker ones first. The parts of a credential come from one place.
pub(super) fn settings() -> Result<Settings, String> {
    let flyte = FLYTE.into_iter().map(|(name, key)| Setting::from_variable(name, key, sort(key)));
    let flyte = flyte.filter_map(Result::transpose).collect::<Result<Settings, _>>()?;
    let mut own = from_environment("AWS_", sort)?;
    if flyte.iter().any(|one| is_key(one.key)) {
        own.retain(|one| !is_key(one.key));
    }
    let profile = profile::chosen()?;
    let gives = |settings: &Settings| settings.iter().any(|one| gives_credentials(one.key));
    let mut files = of_profile(&profile)?;
    if gives(&flyte) || gives(&own) {
        files.retain(|one| !is_key(one.key) && !gives_credentials(one.key));
    } else if let (false, Some(tool)) =
        (gives(&files), TOOLS.iter().find(|tool| profile.contains_key(**tool)))
    {
        return Err(format!(
            "the profile of Amazon's tools has a `{tool}`, which only these tools understand: write its credentials to \
             the environment with `eval \"$(aws configure export-credentials --format env)\"`"
        ));
    }
    Ok(files.into_iter().chain(own).chain(flyte).collect())
}

fn of_profile(profile: &Profile) -> Result<Settings, String> {
    let known = PROFILE.into_iter().filter_map(|(name, key)| {
        let value = profile.get(name).filter(|value| !value.is_empty())?;
        Some(Setting::checked(
            format!("the `{name}` of the profile of Amazon's tools"),
            key,
            value,
            sort(key),
        ))
    });
    known.collect()
}

fn sort(key: Key) -> Sort {
    match key {
        Key::Endpoint
        | Key::S3Endpoint
        | Key::StsEndpoint
        | Key::MetadataEndpoint
        | Key::ContainerCredentialsFullUri => Sort::Server,
        Key::Region | Key::DefaultRegion => Sort::Name,
        Key::AccessKeyId | Key::SecretAccessKey | Key::Token => Sort::Secret,
        _ => Sort::Any,
    }
}

fn is_key(key: Key) -> bool {
    matches!(key, Key::AccessKeyId | Key::SecretAccessKey | Key::Token)
}

fn gives_credentials(key: Key) -> bool {
    matches!(
        key,
        Key::AccessKeyId
            | Key::WebIdentityTokenFile
            | Key::ContainerCredentialsRelativeUri
            | Key::ContainerCredentialsFullUri
            | Key::SkipSignature
    )
}
