//! Which servers are trusted.

use crate::config::Platform;
use crate::tls;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::Arc;

/// How TLS is spoken: with the certificates of the configured file alone, as in flytekit, else with those of this machine, else
/// with those that this program brings.
///
/// # Errors
/// Says what is wrong with the file.
pub(super) fn of(platform: &Platform) -> Result<ClientConfig, String> {
    tls::install_provider();
    let builder = ClientConfig::builder();
    let mut config = if platform.insecure_skip_verify.value {
        let provider = Arc::clone(builder.crypto_provider());
        builder.dangerous().with_custom_certificate_verifier(Arc::new(Anyone(provider))).with_no_client_auth()
    } else if let Some(file) = &platform.ca_cert_file {
        let named = |what: &str| format!("the file `{}` {what}", file.value.display());
        let certificates = CertificateDer::pem_file_iter(&file.value)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| {
                named(&format!("can't be read as certificates: {error}; correct the path or the file"))
            })?;
        let mut roots = RootCertStore::empty();
        let (read, _) = roots.add_parsable_certificates(certificates);
        if read == 0 {
            return Err(named(
                "has no certificate in it; write a PEM file, with `-----BEGIN CERTIFICATE-----`",
            ));
        }
        builder.with_root_certificates(roots).with_no_client_auth()
    } else if tls::system_has_certificates() {
        let builder = builder.with_platform_verifier();
        builder
            .map_err(|error| format!("the certificates of this machine can't be read: {error}"))?
            .with_no_client_auth()
    } else {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
        builder.with_root_certificates(roots).with_no_client_auth()
    };
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(config)
}

/// Trusts any certificate, for `insecureSkipVerify`.
#[derive(Debug)]
struct Anyone(Arc<CryptoProvider>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
