//! SHA-256, in hexadecimal, by the fastest implementation that is there anyway.

use std::fmt::Write as _;

/// A SHA-256 of what comes piece by piece. With TLS, `ring` is there anyway, which is several times as fast.
pub(crate) struct Sha256(
    #[cfg(feature = "tls")] ring::digest::Context,
    #[cfg(not(feature = "tls"))] hmac_sha256::Hash,
);

impl Sha256 {
    #[cfg(feature = "tls")]
    pub(crate) fn new() -> Self {
        Sha256(ring::digest::Context::new(&ring::digest::SHA256))
    }

    #[cfg(not(feature = "tls"))]
    pub(crate) fn new() -> Self {
        Sha256(hmac_sha256::Hash::new())
    }

    pub(crate) fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The digest in hexadecimal.
    pub(crate) fn hex(self) -> String {
        #[cfg(feature = "tls")]
        let digest = self.0.finish();
        #[cfg(not(feature = "tls"))]
        let digest = self.0.finalize();
        let mut text = String::with_capacity(64);
        for byte in AsRef::<[u8]>::as_ref(&digest) {
            // Writing to a text can't fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

/// Whether a text is a SHA-256 as [`Sha256::hex`] writes it.
pub(crate) fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::{Sha256, is_sha256};

    #[test]
    fn a_digest_is_that_of_all_pieces() {
        let mut digest = Sha256::new();
        digest.update(b"a");
        digest.update(b"bc");
        let hex = digest.hex();
        // FIPS 180-2, appendix B.1.
        assert_eq!(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(is_sha256(&hex) && !is_sha256(&hex.to_uppercase()) && !is_sha256(&hex[1..]));
    }
}
