//! What a registry answers.

use super::error::RegistryError;
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use std::time::{Duration, SystemTime};
use url::Url;

/// How much of a refusal is read, in bytes.
const LONGEST: usize = 16 << 10;

/// The refusal in an answer.
pub(super) async fn refusal(doing: &str, mut answer: Response) -> RegistryError {
    let (status, after) = (answer.status(), retry_after(answer.headers()));
    let mut body = Vec::new();
    while let Ok(Some(piece)) = answer.chunk().await
        && body.len() < LONGEST
    {
        body.extend_from_slice(&piece);
    }
    RegistryError::refused(doing, status, said(&body), after)
}

/// The code and the message in the body of a refusal.
fn said(body: &[u8]) -> String {
    let Ok(json) = serde_json::from_slice::<Value>(body) else { return String::new() };
    let errors = json["errors"].as_array().into_iter().flatten();
    let said = errors.filter_map(|error| {
        let text = |key: &str| error[key].as_str().filter(|text| !text.is_empty());
        match (text("code"), text("message")) {
            (Some(code), Some(message)) => Some(format!("{code}: {message}")),
            (code, message) => code.or(message).map(str::to_owned),
        }
    });
    said.collect::<Vec<_>>().join("; ")
}

/// How long the registry asks to wait: seconds, or a time.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = chrono::DateTime::parse_from_rfc2822(text).ok()?;
    SystemTime::from(at).duration_since(SystemTime::now()).ok()
}

/// Where an upload goes on. A registry may leave out its own address.
pub(super) fn location(doing: &str, asked: &Url, headers: &HeaderMap) -> Result<Url, RegistryError> {
    let text = headers.get(LOCATION).and_then(|value| value.to_str().ok());
    let missing =
        || RegistryError::broken(doing, "the registry does not say where the upload goes on".to_owned());
    let location = asked.join(text.ok_or_else(missing)?).map_err(|_| missing())?;
    // What is sent there is sent with the credentials of the registry.
    if asked.scheme() == "https" && location.scheme() != "https" {
        return Err(RegistryError::broken(doing, "the registry leads from https to http".to_owned()));
    }
    Ok(location)
}

/// How many bytes of an upload have come: the end of `Range: 0-N` is the last of them.
pub(super) fn received(headers: &HeaderMap) -> u64 {
    let range = headers.get("range").and_then(|value| value.to_str().ok());
    let end = range.and_then(|range| range.rsplit('-').next()?.trim().parse::<u64>().ok());
    // Registries say `0-0` of an upload without a byte as well as of one with a single byte; one byte is sent twice then.
    end.filter(|end| *end > 0).map_or(0, |end| end + 1)
}

/// The digest that the registry gives to what was sent or asked for.
pub(super) fn content_digest(headers: &HeaderMap) -> Option<&str> {
    headers.get("docker-content-digest")?.to_str().ok()
}

/// Whether the answer is that there is no such thing.
pub(super) fn is_absent(status: StatusCode) -> bool {
    status == StatusCode::NOT_FOUND
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn a_refusal_has_a_code_and_a_message() {
        let body = br#"{"errors":[{"code":"DENIED","message":"no"},{"code":"UNKNOWN"}]}"#;
        assert_eq!(said(body), "DENIED: no; UNKNOWN");
        assert_eq!(said(b"<html>"), "");
    }

    #[test]
    fn a_pause_is_seconds_or_a_time() {
        assert_eq!(retry_after(&headers("retry-after", "7")), Some(Duration::from_secs(7)));
        let at = (chrono::DateTime::from(SystemTime::now()) + chrono::TimeDelta::seconds(100))
            as chrono::DateTime<chrono::Utc>;
        let pause = retry_after(&headers("retry-after", &at.to_rfc2822())).unwrap();
        assert!((90..=100).contains(&pause.as_secs()), "{pause:?}");
        assert_eq!(retry_after(&headers("retry-after", "soon")), None);
    }

    #[test]
    fn an_upload_goes_on_at_the_same_registry_or_elsewhere() {
        let asked = Url::parse("https://ghcr.io/v2/a/blobs/uploads/").unwrap();
        let next = |text: &str| location("", &asked, &headers("location", text)).map(String::from);
        assert_eq!(next("/v2/a/blobs/uploads/7?x=y").unwrap(), "https://ghcr.io/v2/a/blobs/uploads/7?x=y");
        assert_eq!(next("https://b.example.com/7").unwrap(), "https://b.example.com/7");
        assert!(next("http://ghcr.io/7").unwrap_err().to_string().contains("from https to http"));
        assert!(location("", &asked, &HeaderMap::new()).is_err());
    }

    #[test]
    fn the_last_byte_that_came_is_named() {
        assert_eq!(received(&headers("range", "0-99")), 100);
        assert_eq!(received(&headers("range", "0-0")), 0);
        assert_eq!(received(&headers("range", "bytes=0-9")), 10);
        assert_eq!(received(&HeaderMap::new()), 0);
    }
}
