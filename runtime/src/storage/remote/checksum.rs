//! Checks that the bytes that arrived are those that the store keeps, with a checksum that the store sends.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use crc_fast::{CrcAlgorithm, Digest as Crc};
use http::HeaderMap;
use md5::{Digest, Md5};
use std::io;

/// The checksum of an object that is fastest to compute, of those that the store sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Announced {
    /// S3 keeps it for every object: `x-amz-checksum-crc64nvme`.
    Crc64(u64),
    /// Google keeps it for every object: `x-goog-hash`.
    Crc32c(u64),
    /// `x-ms-blob-content-md5`, `Content-MD5`, or the `ETag` of an S3 object that was written in one piece.
    Md5([u8; 16]),
    /// The store sends none, for example S3 for an object that was written in parts without one.
    Nothing,
}

impl Announced {
    /// Reads the checksum from the answer to a request for the whole object.
    pub(super) fn from_headers(headers: &HeaderMap) -> Self {
        match Announced::received(headers) {
            Announced::Nothing => etag(headers).map_or(Announced::Nothing, Announced::Md5),
            announced => announced,
        }
    }

    /// Reads the checksum from the answer to bytes that were sent.
    pub(super) fn received(headers: &HeaderMap) -> Self {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let google = |kind: &str| {
            let values = headers.get_all("x-goog-hash").iter().filter_map(|value| value.to_str().ok());
            let mut parts = values.flat_map(|value| value.split(','));
            parts.find_map(|part| part.trim().strip_prefix(kind)?.strip_prefix('='))
        };
        // Google may decompress the object, but its checksum is that of the compressed one.
        let as_stored = header("x-goog-stored-content-encoding").is_none_or(|kind| kind == "identity");
        if let Some(sum) = header("x-amz-checksum-crc64nvme").and_then(decode) {
            return Announced::Crc64(u64::from_be_bytes(sum));
        }
        if let Some(sum) = google("crc32c").and_then(decode).filter(|_| as_stored) {
            return Announced::Crc32c(u32::from_be_bytes(sum).into());
        }
        let md5 = header("x-ms-blob-content-md5").or_else(|| header("content-md5")).and_then(decode);
        md5.map_or(Announced::Nothing, Announced::Md5)
    }
}

fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    BASE64_STANDARD.decode(text).ok()?.try_into().ok()
}

/// The MD5 that S3 uses as the tag of an object that was written in one piece, unless the object is encrypted with a key of
/// its own (S3 API, "Common Response Headers").
fn etag(headers: &HeaderMap) -> Option<[u8; 16]> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    header("x-amz-request-id")?;
    if header("x-amz-server-side-encryption").is_some_and(|kind| kind != "AES256")
        || header("x-amz-server-side-encryption-customer-algorithm").is_some()
    {
        return None;
    }
    let digits = header("etag")?.strip_prefix('"')?.strip_suffix('"')?;
    if digits.len() != 32 {
        return None;
    }
    u128::from_str_radix(digits, 16).ok().map(u128::to_be_bytes)
}

/// A checksum that is computed while the bytes arrive.
pub(super) enum Check {
    Crc(Box<Crc>, u64),
    Md5(Box<Md5>, [u8; 16]),
    Nothing,
}

impl Check {
    pub(super) fn new(announced: &Announced) -> Self {
        match announced {
            Announced::Crc64(sum) => Check::crc(CrcAlgorithm::Crc64Nvme, *sum),
            Announced::Crc32c(sum) => Check::crc(CrcAlgorithm::Crc32Iscsi, *sum),
            Announced::Md5(sum) => Check::Md5(Box::default(), *sum),
            Announced::Nothing => Check::Nothing,
        }
    }

    fn crc(kind: CrcAlgorithm, sum: u64) -> Self {
        Check::Crc(Box::new(Crc::new(kind)), sum)
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Check::Crc(digest, _) => digest.update(bytes),
            Check::Md5(digest, _) => digest.update(bytes),
            Check::Nothing => {}
        }
    }

    /// Compares the checksums after the last byte.
    pub(super) fn end(self) -> io::Result<()> {
        let (same, kind) = match self {
            Check::Crc(digest, sum) => (digest.finalize() == sum, "CRC"),
            Check::Md5(digest, sum) => (digest.finalize()[..] == sum, "MD5"),
            Check::Nothing => (true, ""),
        };
        if same {
            return Ok(());
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("the bytes arrived damaged: their {kind} differs from the one that the store has"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn announced(headers: &[(&'static str, &'static str)]) -> Announced {
        let map = headers.iter().map(|(name, value)| {
            (http::HeaderName::from_static(name), http::HeaderValue::from_static(value))
        });
        Announced::from_headers(&map.collect())
    }

    /// The check values published in the catalogue of CRCs for `123456789` and in RFC 1321 for `abc`.
    #[test]
    fn each_kind_computes_its_published_value() {
        let cases = [
            (announced(&[("x-amz-checksum-crc64nvme", "rosUhgp5mIg=")]), "123456789"),
            (announced(&[("x-goog-hash", "md5=kAFQmDzST7DWlj99KOF/cg==, crc32c=4waSgw==")]), "123456789"),
            (announced(&[("content-md5", "kAFQmDzST7DWlj99KOF/cg==")]), "abc"),
            (
                announced(&[("x-amz-request-id", "1"), ("etag", "\"900150983cd24fb0d6963f7d28e17f72\"")]),
                "abc",
            ),
        ];
        for (announced, text) in cases {
            assert_ne!(announced, Announced::Nothing, "{text}");
            for (bytes, good) in [(text.to_owned(), true), (format!("{text} "), false)] {
                let mut check = Check::new(&announced);
                bytes.as_bytes().chunks(2).for_each(|part| check.update(part));
                assert_eq!(check.end().is_ok(), good, "{announced:?} of {bytes:?}");
            }
        }
    }

    #[test]
    fn a_tag_that_is_not_an_md5_is_ignored() {
        let tag = ("etag", "\"900150983cd24fb0d6963f7d28e17f72\"");
        let id = ("x-amz-request-id", "1");
        for headers in [
            &[tag][..],
            &[id, ("etag", "\"900150983cd24fb0d6963f7d28e17f72-2\"")],
            &[id, tag, ("x-amz-server-side-encryption", "aws:kms")],
            &[id, tag, ("x-amz-server-side-encryption-customer-algorithm", "AES256")],
        ] {
            assert_eq!(announced(headers), Announced::Nothing, "{headers:?}");
        }
    }
}
