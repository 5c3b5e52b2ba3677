//! S3, and the many stores with its interface.

use super::super::Address;
use super::aws;
use super::bucket_settings::{self, text};
use super::careful::{Connector, Sign, Signer};
use super::client::{once, options};
use super::environment::{self, Setting};
use super::error;
use super::patience::{Patience, Terms};
use super::runtime;
use super::store::Store;
use async_trait::async_trait;
use http::{HeaderMap, HeaderName, HeaderValue};
use object_store::aws::{
    AmazonS3, AmazonS3Builder, AmazonS3ConfigKey, AwsAuthorizer, AwsCredentialProvider, resolve_bucket_region,
};
use object_store::client::HttpRequest;
use std::io;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// Asks S3 for the checksum that it keeps of the object.
const TELL_CHECKSUM: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-amz-checksum-mode"), HeaderValue::from_static("ENABLED"));
/// The header with the digest of a request's bytes, which is signed.
const DIGEST: &str = "x-amz-content-sha256";

/// Opens the bucket with the variables that Flyte sets in its pods, or with AWS's own if Flyte sets none.
pub(super) fn open(bucket: &str) -> io::Result<Store> {
    bucket_settings::bucket(bucket, "bucket").map_err(error::setting)?;
    let settings = Settings::read(bucket)?;
    let reading = settings.build(HeaderMap::from_iter([TELL_CHECKSUM]))?;
    let writing = Arc::new(settings.build(HeaderMap::new())?);
    Ok(Store {
        reading: Arc::new(reading),
        writing: Arc::clone(&writing) as _,
        parts: Some(Arc::clone(&writing) as _),
        lists: Some(writing),
        terms: settings.terms,
    })
}

/// The settings that flytekit's `configuration/__init__.py` calls `S3Config`.
struct Settings {
    builder: AmazonS3Builder,
    given: Vec<Setting<AmazonS3ConfigKey>>,
    endpoint: Option<String>,
    terms: Terms,
}

impl Settings {
    fn read(bucket: &str) -> io::Result<Self> {
        let given = aws::settings().map_err(error::setting)?;
        let mut builder = given.iter().fold(AmazonS3Builder::new().with_bucket_name(bucket), with);
        if text("AWS_NO_SIGN_REQUEST").is_some_and(|value| value != "false" && value != "0") {
            builder = builder.with_skip_signature(true);
        }
        let set = |key| builder.get_config_value(&key).filter(|value| !value.is_empty());
        let endpoint = set(AmazonS3ConfigKey::S3Endpoint).or_else(|| set(AmazonS3ConfigKey::Endpoint));
        let most = value("FLYTE_AWS_RETRIES", "whole number").map_err(error::setting)?;
        let first = seconds("FLYTE_AWS_BACKOFF_SECONDS").map_err(error::setting)?;
        let terms = Terms { most, first };
        if endpoint.is_none() && set(AmazonS3ConfigKey::Region).is_none() {
            builder = builder.with_region(region(bucket, terms)?);
        }
        let style = text("FLYTE_AWS_ADDRESSING_STYLE");
        let builder =
            addressed(builder, style.as_deref(), bucket, endpoint.as_deref()).map_err(error::setting)?;
        Ok(Settings { builder, given, endpoint, terms })
    }

    fn build(&self, headers: HeaderMap) -> io::Result<AmazonS3> {
        let connector = Connector { terms: self.terms, of_the_web: false, signer: Signer::default() };
        let builder = self.builder.clone().with_retry(once()).with_http_connector(connector.clone());
        let builder = builder.with_client_options(options("AWS_", self.endpoint.as_deref(), headers));
        let built = builder.build().map_err(|error| {
            environment::refused(&error, "AWS_", &self.given, |given| {
                let builder = AmazonS3Builder::new().with_bucket_name("bucket").with_region("region");
                given.iter().fold(builder, |builder, one| with(builder, one)).build().map(drop)
            })
        })?;
        let is_set = |key| self.builder.get_config_value(&key).is_some_and(|value| value == "true");
        if !is_set(AmazonS3ConfigKey::SkipSignature) {
            let region = self.builder.get_config_value(&AmazonS3ConfigKey::Region);
            let signer = Signs {
                credentials: Arc::clone(built.credentials()),
                region: region.unwrap_or_else(|| "us-east-1".to_owned()),
                pays: is_set(AmazonS3ConfigKey::RequestPayer),
            };
            // The cell is set once.
            let _ = connector.signer.set(Arc::new(signer));
        }
        Ok(built)
    }
}

fn with(builder: AmazonS3Builder, one: &Setting<AmazonS3ConfigKey>) -> AmazonS3Builder {
    builder.with_config(one.key, one.value())
}

/// Signs a request as the library does.
#[derive(Debug)]
struct Signs {
    credentials: AwsCredentialProvider,
    region: String,
    pays: bool,
}

#[async_trait]
impl Sign for Signs {
    async fn sign(&self, request: &mut HttpRequest) -> object_store::Result<()> {
        let credential = self.credentials.get_credential().await?;
        let header = request.headers().get(DIGEST).and_then(|digest| digest.to_str().ok());
        let digest = header.and_then(digest);
        let authorizer = AwsAuthorizer::new(&credential, "s3", &self.region)
            .with_sign_payload(digest.is_some())
            .with_request_payer(self.pays);
        authorizer.try_authorize(request, digest.as_deref())
    }
}

/// The bytes of a hexadecimal digest; `None` for a word, such as `UNSIGNED-PAYLOAD`.
fn digest(text: &str) -> Option<Vec<u8>> {
    let digits = (0..text.len()).step_by(2).map(|at| text.get(at..at + 2));
    digits.map(|digits| u8::from_str_radix(digits?, 16).ok()).collect()
}

/// The region of the bucket; a request to another region is refused.
fn region(bucket: &str, terms: Terms) -> io::Result<String> {
    let options = options("AWS_", None, HeaderMap::new());
    let named = bucket.to_owned();
    let found = runtime::wait(async move {
        let (patience, address) = (Patience::new(terms), Address::new(format!("s3://{named}")));
        loop {
            // A bucket that does not exist is not tried again.
            match resolve_bucket_region(&named, &options).await {
                Err(error) if error::any(&error, &|cause| cause.is::<reqwest::Error>()) => {
                    let error = error::io(error);
                    if !patience.pause(&address, &error, None).await {
                        return Err(error);
                    }
                }
                found => return found.map_err(error::io),
            }
        }
    })?;
    found.map_err(|error| {
        let message = format!(
            "the region of `{bucket}` can't be found, and the environment's AWS_REGION does not name it; for another store \
             than Amazon's, set AWS_ENDPOINT_URL: {error}"
        );
        io::Error::new(error.kind(), message)
    })
}

/// Names the bucket in the host or in the path. Every store understands the path.
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

/// The value of a variable.
///
/// # Errors
/// If it can't be read as the expected type.
fn value<T: FromStr>(name: &str, what: &str) -> Result<Option<T>, String> {
    let Some(text) = text(name) else { return Ok(None) };
    text.trim()
        .parse()
        .map(Some)
        .map_err(|_| format!("the environment's {name} is `{text}`, which is not a {what}"))
}

fn seconds(name: &str) -> Result<Option<Duration>, String> {
    Ok(value::<u32>(name, "whole number of seconds")?.map(|seconds| Duration::from_secs(seconds.into())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_may_name_the_bucket() {
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
