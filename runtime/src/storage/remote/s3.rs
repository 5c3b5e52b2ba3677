//! S3, and the many stores that speak like it.

use super::aws;
use super::careful::Connector;
use super::client::{options, retries};
use super::environment::text;
use super::error;
use super::runtime;
use super::store::Store;
use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey, resolve_bucket_region};
use std::io;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// S3 then tells the checksum that it keeps of the object.
const TELL_CHECKSUM: (&str, &str) = ("x-amz-checksum-mode", "ENABLED");

/// The bucket, by the variables that Flyte sets in its pods, and by AWS's own where it sets none.
pub(super) fn open(bucket: &str) -> io::Result<Store> {
    if bucket.is_empty() {
        return Err(error::setting("it names no bucket"));
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
    fn read(bucket: &str) -> io::Result<Self> {
        let with = |builder: AmazonS3Builder, (key, value)| builder.with_config(key, value);
        let settings = aws::settings().map_err(error::setting)?.into_iter();
        let mut builder = settings.fold(AmazonS3Builder::new().with_bucket_name(bucket), with);
        if text("AWS_NO_SIGN_REQUEST").is_some_and(|value| value != "false" && value != "0") {
            builder = builder.with_skip_signature(true);
        }
        let set = |key| builder.get_config_value(&key).filter(|value| !value.is_empty());
        let endpoint = set(AmazonS3ConfigKey::S3Endpoint).or_else(|| set(AmazonS3ConfigKey::Endpoint));
        let most = value("FLYTE_AWS_RETRIES", "whole number").map_err(error::setting)?;
        let pause = seconds("FLYTE_AWS_BACKOFF_SECONDS").map_err(error::setting)?;
        if endpoint.is_none() && set(AmazonS3ConfigKey::Region).is_none() {
            builder = builder.with_region(region(bucket)?);
        }
        let style = text("FLYTE_AWS_ADDRESSING_STYLE");
        let builder =
            addressed(builder, style.as_deref(), bucket, endpoint.as_deref()).map_err(error::setting)?;
        Ok(Settings { builder, endpoint, retries: retries(most, pause) })
    }

    fn build(&self, headers: &[(&'static str, &'static str)]) -> io::Result<AmazonS3> {
        let builder = self.builder.clone().with_retry(self.retries.clone()).with_http_connector(Connector);
        let builder = builder.with_client_options(options("AWS_", self.endpoint.as_deref(), headers));
        builder.build().map_err(error::setting)
    }
}

/// Where the bucket is, since a request that goes elsewhere is refused.
fn region(bucket: &str) -> io::Result<String> {
    let options = options("AWS_", None, &[]);
    let named = bucket.to_owned();
    let found = runtime::wait(async move { resolve_bucket_region(&named, &options).await })?;
    found.map_err(|error| {
        let error = error::io(error);
        let told = format!(
            "the region of `{bucket}` can't be found, and the environment's AWS_REGION doesn't tell it; set              AWS_ENDPOINT_URL for another store than Amazon's: {error}"
        );
        io::Error::new(error.kind(), told)
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
