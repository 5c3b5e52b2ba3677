//! A server that does what networks and servers do.

use aileron_idl::admin::{GetVersionResponse, Version};
use aileron_idl::prost::Message;
use h2::server::SendResponse;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tonic::Code;
use tonic::codegen::Bytes;
use tonic::codegen::http::{HeaderMap, Response};

/// What a server does with a request.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// It answers `GetVersion` with a text of this length.
    Version(usize),
    /// It refuses, in the way of grpc-go: with a trailer after the headers.
    Status(Code, String),
    /// It closes the stream.
    Reset,
    /// It closes the connection.
    Drop,
    /// It does not answer.
    Silence,
}

impl Step {
    pub(super) fn status(code: Code, message: &str) -> Step {
        Step::Status(code, message.to_owned())
    }
}

/// What a request was.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) path: String,
    pub(super) headers: HeaderMap,
}

/// A server that does the next of its steps with each request, and the last one with all further ones.
pub(super) struct Fake {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Fake {
    /// A server in plain text.
    pub(super) async fn plain(steps: impl IntoIterator<Item = Step>) -> Fake {
        Fake::start(steps, None).await
    }

    /// A server with one of the certificates beside this file.
    pub(super) async fn with_certificate(name: &str, steps: impl IntoIterator<Item = Step>) -> Fake {
        crate::tls::install_provider();
        let certificate = CertificateDer::from_pem_file(file(&format!("{name}.pem"))).unwrap();
        let key = PrivateKeyDer::from_pem_file(file(&format!("{name}.key"))).unwrap();
        let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate], key);
        let mut config = config.unwrap();
        config.alpn_protocols = vec![b"h2".to_vec()];
        Fake::start(steps, Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    async fn start(steps: impl IntoIterator<Item = Step>, tls: Option<TlsAcceptor>) -> Fake {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::default();
        let server =
            Server { seen: Arc::clone(&seen), steps: Arc::new(Mutex::new(steps.into_iter().collect())) };
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (server, tls) = (server.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => server.serve(stream).await,
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                server.serve(stream).await;
                            }
                        }
                    }
                });
            }
        });
        Fake { address, seen }
    }

    /// The port at this machine's name.
    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(super) fn endpoint(&self) -> String {
        format!("localhost:{}", self.address.port())
    }

    /// The last parts of the paths of all requests.
    pub(super) fn calls(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter().map(|seen| seen.path.rsplit('/').next().unwrap().to_owned()).collect()
    }

    /// A header of a request.
    pub(super) fn header(&self, request: usize, name: &str) -> Option<String> {
        let seen = self.seen.lock().unwrap();
        Some(seen[request].headers.get(name)?.to_str().unwrap().to_owned())
    }
}

#[derive(Clone)]
struct Server {
    seen: Arc<Mutex<Vec<Seen>>>,
    steps: Arc<Mutex<VecDeque<Step>>>,
}

impl Server {
    async fn serve(&self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        let Ok(mut connection) = h2::server::handshake(stream).await else { return };
        let mut silent = Vec::new();
        while let Some(Ok((request, respond))) = connection.accept().await {
            let seen = Seen { path: request.uri().path().to_owned(), headers: request.headers().clone() };
            self.seen.lock().unwrap().push(seen);
            let step = {
                let mut steps = self.steps.lock().unwrap();
                if steps.len() > 1 { steps.pop_front().unwrap() } else { steps[0].clone() }
            };
            match step {
                Step::Drop => return,
                Step::Silence => silent.push((request, respond)),
                step => answer(step, respond),
            }
        }
    }
}

fn answer(step: Step, mut respond: SendResponse<Bytes>) {
    let headers = || Response::builder().header("content-type", "application/grpc").body(()).unwrap();
    let mut trailers = HeaderMap::new();
    match step {
        Step::Version(length) => {
            let version = Version { version: "v".repeat(length), ..Version::default() };
            let message = GetVersionResponse { control_plane_version: Some(version) }.encode_to_vec();
            let mut framed = vec![0];
            framed.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
            framed.extend(message);
            let mut stream = respond.send_response(headers(), false).unwrap();
            stream.send_data(framed.into(), false).unwrap();
            trailers.insert("grpc-status", "0".parse().unwrap());
            stream.send_trailers(trailers).unwrap();
        }
        Step::Status(code, message) => {
            let mut stream = respond.send_response(headers(), false).unwrap();
            trailers.insert("grpc-status", (code as i32).into());
            trailers.insert("grpc-message", message.parse().unwrap());
            stream.send_trailers(trailers).unwrap();
        }
        Step::Reset => respond.send_reset(h2::Reason::INTERNAL_ERROR),
        Step::Drop | Step::Silence => {}
    }
}

/// A server for browsers.
pub(super) async fn web() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut first = [0; 16];
                let _ = stream.read_exact(&mut first).await;
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").await;
            });
        }
    });
    port
}

/// A proxy: its port, and the first lines of what it was asked. It lets in whoever has this `Proxy-Authorization`.
pub(super) async fn proxy(password: &'static str) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let lines = Arc::clone(&asked);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let lines = Arc::clone(&lines);
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.unwrap());
                }
                let head = String::from_utf8(head).unwrap();
                let line = head.lines().next().unwrap().to_owned();
                let port = line.split([':', ' ']).find_map(|part| part.parse::<u16>().ok());
                lines.lock().unwrap().push(line);
                if !head.to_lowercase().contains(&format!("proxy-authorization: {password}").to_lowercase()) {
                    let _ = stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").await;
                    return;
                }
                let mut server = TcpStream::connect(("127.0.0.1", port.unwrap())).await.unwrap();
                stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
                let _ = tokio::io::copy_bidirectional(&mut stream, &mut server).await;
            });
        }
    });
    (port, asked)
}

/// A file beside this one.
pub(super) fn file(name: &str) -> String {
    format!("{}/src/remote/tests/{name}", env!("CARGO_MANIFEST_DIR"))
}
