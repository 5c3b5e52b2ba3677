//! Digests: SHA-256, by which each part of an image is known.

use crate::sha256::Sha256;
use oci_spec::image::{Digest, Sha256Digest};
use std::io::{self, Read, Write};

/// The digest of some bytes.
pub(crate) fn sha256(bytes: &[u8]) -> Digest {
    let mut digest = Sha256::new();
    digest.update(bytes);
    finish(digest)
}

/// The digest of all that can be read.
pub(crate) fn sha256_of(from: &mut impl Read) -> io::Result<Digest> {
    let mut hashing = Hashing::new(io::sink());
    io::copy(from, &mut hashing)?;
    Ok(hashing.finish().1)
}

fn finish(digest: Sha256) -> Digest {
    digest.hex().parse::<Sha256Digest>().expect("64 hexadecimal digits").into()
}

/// A writer that hands everything on, counts it, and computes its digest.
pub(super) struct Hashing<W> {
    to: W,
    digest: Sha256,
    size: u64,
}

impl<W: Write> Hashing<W> {
    pub(super) fn new(to: W) -> Self {
        Hashing { to, digest: Sha256::new(), size: 0 }
    }

    /// The writer below, and the digest and the number of the bytes.
    pub(super) fn finish(self) -> (W, Digest, u64) {
        (self.to, finish(self.digest), self.size)
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_the_digest_that_everybody_computes() {
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b"").to_string(), empty);
        let mut hashing = Hashing::new(Vec::new());
        hashing.write_all(b"{").unwrap();
        hashing.write_all(b"}").unwrap();
        let (bytes, digest, size) = hashing.finish();
        assert_eq!((bytes.as_slice(), size), (b"{}".as_slice(), 2));
        assert_eq!(digest, sha256(b"{}"));
    }
}
