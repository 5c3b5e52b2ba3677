//! S3, and the many stores that speak like it.

use super::client::{Connector, options, retries};
use super::environment::text;
use super::runtime;
use super::store::Store;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey, resolve_bucket_region};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// S3 then tells the checksum that it keeps of the object.
const TELL_CHECKSUM: (&str, &str) = ("x-amz-checksum-mode", "ENABLED");

/// The bucket, by the variables that Flyte sets in its pods, and by AWS's own where it sets none.
pub(super) fn open(bucket: &str) -> Result<Store, String> {
    if bucket.is_empty() {
        return Err("it names no bucket".to_owned());
    }
    let settings = Settings::read(bucket)?;
    let reading = settings.build(&[TELL_CHECKSUM])?;
    let writing = Arc::new(settings.build(&[])?);
    Ok(Store { reading: Arc::new(reading), writing: Arc::clone(&writing) as _, parts: Some(writing) })
}

/// What flytekit's `configuration/__init__.py` calls its `S3Config`.
struct Settings {
    builder: AmazonS3Builder,
    endpoint: Option<String>,
    retries: object_store::RetryConfig,
}

impl Settings {
    fn read(bucket: &str) -> Result<Self, String> {
        let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
        for (name, key) in [
            ("FLYTE_AWS_ENDPOINT", AmazonS3ConfigKey::S3Endpoint),
            ("FLYTE_AWS_ACCESS_KEY_ID", AmazonS3ConfigKey::AccessKeyId),
            ("FLYTE_AWS_SECRET_ACCESS_KEY", AmazonS3ConfigKey::SecretAccessKey),
        ] {
            if let Some(value) = text(name) {
                builder = builder.with_config(key, value);
            }
        }
        if text("AWS_NO_SIGN_REQUEST").is_some_and(|value| value != "false" && value != "0") {
            builder = builder.with_skip_signature(true);
        }
        let set = |key| builder.get_config_value(&key).filter(|value| !value.is_empty());
        let endpoint = set(AmazonS3ConfigKey::S3Endpoint).or_else(|| set(AmazonS3ConfigKey::Endpoint));
        let retries =
            retries(value("FLYTE_AWS_RETRIES", "whole number")?, seconds("FLYTE_AWS_BACKOFF_SECONDS")?);
        if endpoint.is_none() && set(AmazonS3ConfigKey::Region).is_none() {
            builder = builder.with_region(region(bucket)?);
        }
        let style = text("FLYTE_AWS_ADDRESSING_STYLE");
        let builder = addressed(builder, style.as_deref(), bucket, endpoint.as_deref())?;
        Ok(Settings { builder, endpoint, retries })
    }

    fn build(&self, headers: &[(&'static str, &'static str)]) -> Result<AmazonS3, String> {
        let builder = self.builder.clone().with_retry(self.retries.clone()).with_http_connector(Connector);
        let builder = builder.with_client_options(options("AWS_", self.endpoint.as_deref(), headers));
        builder.build().map_err(|error| error.to_string())
    }
}

/// Where the bucket is, since a request that goes elsewhere is refused.
fn region(bucket: &str) -> Result<String, String> {
    let options = options("AWS_", None, &[]);
    let bucket = bucket.to_owned();
    let found = runtime::wait(async move { resolve_bucket_region(&bucket, &options).await });
    found.map_err(|error| error.to_string())?.map_err(|error| {
        format!("its region can't be found, and the environment's AWS_REGION doesn't tell it: {error}")
    })
}

/// In the host's name or in the path: where the bucket is named. Every store understands the latter.
fn addressed(
    builder: AmazonS3Builder,
    style: Option<&str>,
    bucket: &str,
    endpoint: Option<&str>,
) -> Result<AmazonS3Builder, String> {
    match style {
        None | Some("path" | "auto") => Ok(builder),
        Some("virtual") => {
            let builder = builder.with_virtual_hosted_style_request(true);
            Ok(match endpoint.and_then(|endpoint| endpoint.split_once("://")) {
                Some((scheme, host)) => {
                    builder.with_config(AmazonS3ConfigKey::S3Endpoint, format!("{scheme}://{bucket}.{host}"))
                }
                None => builder,
            })
        }
        Some(other) => Err(format!(
            "the environment's FLYTE_AWS_ADDRESSING_STYLE is `{other}`: write `path` or `virtual`"
        )),
    }
}

/// The variable's value.
///
/// # Errors
/// When it doesn't read.
fn value<T: FromStr>(name: &str, what: &str) -> Result<Option<T>, String> {
    let Some(text) = text(name) else { return Ok(None) };
    text.trim()
        .parse()
        .map(Some)
        .map_err(|_| format!("the environment's {name} is `{text}`, which is no {what}"))
}

fn seconds(name: &str) -> Result<Option<Duration>, String> {
    Ok(value::<u32>(name, "whole number of seconds")?.map(|seconds| Duration::from_secs(seconds.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_may_be_named_in_the_host() {
        let endpoint = |style| {
            let builder = AmazonS3Builder::new().with_endpoint("http://minio:9000");
            let builder = addressed(builder, style, "bucket", Some("http://minio:9000")).ok()?;
            let set = |key| builder.get_config_value(&key);
            set(AmazonS3ConfigKey::S3Endpoint).or_else(|| set(AmazonS3ConfigKey::Endpoint))
        };
        assert_eq!(endpoint(None).as_deref(), Some("http://minio:9000"));
        assert_eq!(endpoint(Some("path")).as_deref(), Some("http://minio:9000"));
        assert_eq!(endpoint(Some("virtual")).as_deref(), Some("http://bucket.minio:9000"));
        assert_eq!(endpoint(Some("sideways")), None);
    }
}
