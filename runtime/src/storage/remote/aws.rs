//! What the environment's variables and Amazon's files say of S3, brought into an order.

use super::environment::text;
use super::profile::{self, Profile};
use object_store::aws::AmazonS3ConfigKey as Key;

type Settings = Vec<(Key, String)>;

/// What Flyte sets in its pods, by flytekit's names of it (`configuration/__init__.py`, `S3Config`).
const FLYTE: [(&str, Key); 3] = [
    ("FLYTE_AWS_ENDPOINT", Key::S3Endpoint),
    ("FLYTE_AWS_ACCESS_KEY_ID", Key::AccessKeyId),
    ("FLYTE_AWS_SECRET_ACCESS_KEY", Key::SecretAccessKey),
];

/// What is read of a profile.
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

/// What Amazon's own tools would do something with to get credentials.
const TOOLS: [&str; 5] =
    ["sso_session", "sso_start_url", "credential_process", "source_profile", "credential_source"];

/// All settings, the weaker before the stronger. The parts of a credential come from one place.
pub(super) fn settings() -> Result<Settings, String> {
    let flyte: Settings = FLYTE.into_iter().filter_map(|(name, key)| Some((key, text(name)?))).collect();
    let mut own = own();
    if flyte.iter().any(|(key, _)| is_key(*key)) {
        own.retain(|(key, _)| !is_key(*key));
    }
    let profile = profile::chosen()?;
    let gives = |settings: &Settings| settings.iter().any(|(key, _)| gives_credentials(*key));
    let mut files = of_profile(&profile);
    if gives(&flyte) || gives(&own) {
        files.retain(|(key, _)| !is_key(*key) && !gives_credentials(*key));
    } else if let (false, Some(tool)) =
        (gives(&files), TOOLS.iter().find(|tool| profile.contains_key(**tool)))
    {
        return Err(format!(
            "the profile of Amazon's tools has a `{tool}`, which only these understand: have them write what it gives \
             to the environment, with `eval \"$(aws configure export-credentials --format env)\"`"
        ));
    }
    Ok(files.into_iter().chain(own).chain(flyte).collect())
}

/// `AWS_…`. One that is empty is as good as none.
fn own() -> Settings {
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let variables = variables.filter(|(name, value)| name.starts_with("AWS_") && !value.is_empty());
    variables.filter_map(|(name, value)| Some((name.to_ascii_lowercase().parse().ok()?, value))).collect()
}

fn of_profile(profile: &Profile) -> Settings {
    PROFILE.into_iter().filter_map(|(name, key)| Some((key, profile.get(name)?.clone()))).collect()
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
