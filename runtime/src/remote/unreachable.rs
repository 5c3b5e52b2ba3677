//! Why a server can't be reached.

use std::error::Error;
use std::{fmt, io};

/// Why a server can't be reached: the cause, and what to try.
#[derive(Debug)]
pub(super) struct Unreachable {
    what: What,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    Name(String),
    Refused,
    Slow(u64),
    Proxy(String),
    Certificate(String),
    Handshake,
    /// The server speaks something in place of TLS, or closes the connection at our first bytes.
    NoTls,
    /// The server speaks TLS, and we do not.
    Tls,
    /// The server speaks HTTP/1.
    Web,
}

impl Unreachable {
    fn new(what: What, cause: impl Into<Option<Box<dyn Error + Send + Sync>>>) -> Self {
        Unreachable { what, cause: cause.into() }
    }

    /// The name has no address.
    pub(super) fn name(host: &str, error: io::Error) -> Self {
        Unreachable::new(What::Name(host.to_owned()), Some(error.into()))
    }

    /// There is no connection.
    pub(super) fn tcp(error: io::Error) -> Self {
        Unreachable::new(What::Refused, Some(error.into()))
    }

    pub(super) fn slow(seconds: u64) -> Self {
        Unreachable::new(What::Slow(seconds), None)
    }

    /// The proxy does not let us through.
    pub(super) fn proxy(address: &str, error: Box<dyn Error + Send + Sync>) -> Self {
        Unreachable::new(What::Proxy(address.to_owned()), Some(error))
    }

    /// TLS can't be spoken.
    pub(super) fn tls(error: io::Error) -> Self {
        let of_tls = error.get_ref().and_then(|error| error.downcast_ref::<rustls::Error>());
        let what = match of_tls {
            Some(rustls::Error::InvalidCertificate(problem)) => What::Certificate(certificate(problem)),
            Some(rustls::Error::InvalidMessage(_)) | None => What::NoTls,
            Some(rustls::Error::AlertReceived(rustls::AlertDescription::NoApplicationProtocol)) => What::Web,
            Some(_) => What::Handshake,
        };
        Unreachable::new(what, Some(error.into()))
    }

    pub(super) fn server_speaks_tls() -> Self {
        Unreachable::new(What::Tls, None)
    }

    pub(super) fn server_is_for_browsers() -> Self {
        Unreachable::new(What::Web, None)
    }

    /// Whether it stays so whatever the time: another attempt is of no use.
    pub(super) fn stays(&self) -> bool {
        matches!(self.what, What::Certificate(_) | What::Tls | What::Web)
    }

    /// Finds the reason among the causes of an error.
    pub(super) fn of<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e Unreachable> {
        std::iter::successors(Some(error), |error| (*error).source()).find_map(<dyn Error>::downcast_ref)
    }
}

/// What is wrong with a certificate, and what to do about it.
fn certificate(problem: &rustls::CertificateError) -> String {
    use rustls::CertificateError as Wrong;
    match problem {
        Wrong::UnknownIssuer => "its certificate is signed by an authority that is not trusted here; name the authority's \
                                 certificate by `caCertFilePath: FILE.pem` below `admin:` in Flyte's configuration file"
            .to_owned(),
        Wrong::NotValidForNameContext { expected, presented } => format!(
            "its certificate is for {}, not for `{}`; correct the endpoint",
            presented.join(", "),
            expected.to_str()
        ),
        Wrong::NotValidForName => "its certificate is for another name; correct the endpoint".to_owned(),
        Wrong::Expired | Wrong::ExpiredContext { .. } => {
            "its certificate has expired; the server needs a new one, or this machine's clock is wrong".to_owned()
        }
        Wrong::NotValidYet | Wrong::NotValidYetContext { .. } => {
            "its certificate is not valid yet; this machine's clock may be wrong".to_owned()
        }
        other => format!("its certificate is refused ({other}); the server needs another one"),
    }
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Name(host) => write!(f, "the name `{host}` has no address; correct the endpoint, or connect to its network"),
            What::Refused => f.write_str("nothing answers there; correct the endpoint, or start the server"),
            What::Slow(seconds) => {
                write!(f, "there is no answer within {seconds} s; correct the endpoint, or see what blocks the way to it")
            }
            What::Proxy(address) => {
                write!(f, "the proxy `{address}` does not connect to it; correct `httpProxyURL` below `admin:`, or `HTTPS_PROXY`")
            }
            What::Certificate(what) => f.write_str(what),
            What::Handshake => f.write_str("it refuses to speak TLS with this client"),
            What::NoTls => {
                f.write_str("it does not speak TLS; write `--insecure`, or `insecure: true` below `admin:`, if it has none")
            }
            What::Tls => f.write_str("it speaks TLS; leave out `--insecure`, and `insecure: true` below `admin:`"),
            What::Web => {
                f.write_str("it speaks HTTP for browsers, not gRPC; name the port of gRPC in the endpoint, not that of the console")
            }
        }
    }
}

impl Error for Unreachable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| &**cause as _)
    }
}
