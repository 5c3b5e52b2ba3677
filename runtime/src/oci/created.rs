//! When an image was made: always the same moment, so that the same inputs give the same bytes.

use super::OciError;
use chrono::{DateTime, SecondsFormat};
use std::ffi::OsStr;

/// The variable that names the moment (<https://reproducible-builds.org/specs/source-date-epoch>).
pub(crate) const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// The moment that the variable's value names, else the first of 1970, as RFC 3339 writes it.
pub(crate) fn created(value: Option<&OsStr>) -> Result<String, OciError> {
    let seconds = match value {
        None => Some(0),
        Some(value) => value.to_str().and_then(|text| text.trim().parse().ok()),
    };
    let moment = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    moment.map(|moment| moment.to_rfc3339_opts(SecondsFormat::Secs, true)).ok_or_else(|| {
        let value = value.unwrap_or_default().display();
        OciError::Wrong(format!(
            "{VARIABLE} is `{value}`, which is no moment: write the seconds since 1970, such as `git log -1 --format=%ct` prints"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_as_old_as_its_sources_say() {
        let of = |value: &str| created(Some(OsStr::new(value)));
        assert_eq!(created(None).unwrap(), "1970-01-01T00:00:00Z");
        assert_eq!(of("1767225600").unwrap(), "2026-01-01T00:00:00Z");
        for wrong in ["", "yesterday", "1.5", "99999999999999999"] {
            let error = of(wrong).unwrap_err();
            assert!(error.is_mistake() && error.to_string().contains(&format!("is `{wrong}`")), "{error}");
        }
    }
}
