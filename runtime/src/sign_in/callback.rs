//! The address on this machine to which the browser comes back.

use super::SignInError;
use super::error::Fault;
use super::http::shown;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use url::{Host, Url};

/// The longest head of a request. Browsers send some hundred bytes, and cookies of other programs on this machine.
const LONGEST: usize = 64 << 10;
/// How long a browser may take for a request or an answer. Browsers open connections in advance, and leave them idle.
const PATIENCE: Duration = Duration::from_secs(10);

/// Listens where the server sends the browser after the sign-in: exactly there, for flyteadmin refuses any other port.
pub(super) struct Callback {
    listeners: Vec<TcpListener>,
    path: String,
}

impl Callback {
    pub(super) async fn listen(redirect_uri: &str) -> Result<Self, SignInError> {
        let unfit = || {
            Fault::Settings(format!(
                "the browser can't come back to this machine after a sign-in, since the server sends it to `{}`: set `admin.authType` \
                 to `DeviceFlow` or `ClientSecret`, or ask who runs this Flyte to set the redirect URI of its client to \
                 `http://localhost:53593/callback`",
                shown(redirect_uri)
            ))
        };
        let url = Url::parse(redirect_uri).ok().filter(|url| url.scheme() == "http").ok_or_else(unfit)?;
        let port = url.port_or_known_default().ok_or_else(unfit)?;
        // A browser may take either for `localhost`.
        let hosts: Vec<IpAddr> = match url.host() {
            Some(Host::Domain("localhost")) => vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
            Some(Host::Ipv4(address)) if address.is_loopback() => vec![address.into()],
            Some(Host::Ipv6(address)) if address.is_loopback() => vec![address.into()],
            _ => return Err(unfit().into()),
        };
        let mut listeners = Vec::new();
        let mut absent = None;
        for host in hosts {
            let address = SocketAddr::new(host, port);
            let failed = |source| Fault::Listen { address: address.to_string(), source };
            match TcpListener::bind(address).await {
                Ok(listener) => listeners.push(listener),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(failed(error).into()),
                // Many machines have no IPv6.
                Err(error) => absent = Some(failed(error)),
            }
        }
        match absent {
            Some(fault) if listeners.is_empty() => Err(fault.into()),
            _ => Ok(Callback { listeners, path: url.path().to_owned() }),
        }
    }

    /// Waits for the browser that comes back from the sign-in with this state. Every other visitor is sent away.
    pub(super) async fn visitor(self, state: String) -> Visitor {
        let (send, mut receive) = mpsc::channel(1);
        let expected = Arc::new(Expected { path: self.path, state, send });
        let mut listening = JoinSet::new();
        for listener in self.listeners {
            listening.spawn(accept(listener, expected.clone()));
        }
        receive.recv().await.expect("`expected` holds the other end")
    }
}

/// The visitor that is expected.
struct Expected {
    path: String,
    state: String,
    send: mpsc::Sender<Visitor>,
}

async fn accept(listener: TcpListener, expected: Arc<Expected>) {
    let mut visits = JoinSet::new();
    loop {
        while visits.try_join_next().is_some() {}
        match listener.accept().await {
            Ok((stream, _)) => drop(visits.spawn(timeout(PATIENCE, receive(stream, expected.clone())))),
            // Too many files are open: that passes.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Reads a request, and hands the one that is expected on.
async fn receive(mut stream: TcpStream, expected: Arc<Expected>) {
    let Some(target) = target(&mut stream).await else { return };
    match expected.outcome(&target) {
        Ok(outcome) => drop(expected.send.send(Visitor { stream, outcome }).await),
        Err((status, text)) => answer(&mut stream, status, text).await,
    }
}

impl Expected {
    /// What the browser brings: a code, or the error of the server. Else the status and the text of the answer.
    fn outcome(&self, target: &str) -> Result<Outcome, (&'static str, &'static str)> {
        let base = Url::parse("http://localhost").expect("a URL");
        let Some(url) = base.join(target).ok().filter(|url| url.path() == self.path) else {
            return Err(("404 Not Found", "Nothing is here."));
        };
        let value = |key: &str| {
            url.query_pairs()
                .find(|(name, _)| name == key)
                .map_or(String::new(), |(_, value)| value.into_owned())
        };
        if value("state") != self.state {
            return Err(("400 Bad Request", "This is not the sign-in that the terminal waits for."));
        }
        match (value("error"), value("code")) {
            (error, code) if error.is_empty() && code.is_empty() => {
                Err(("400 Bad Request", "This is no sign-in."))
            }
            (error, code) if error.is_empty() => Ok(Ok(code)),
            (error, _) => Ok(Err((error, value("error_description")))),
        }
    }
}

/// The code, or the error with its description.
type Outcome = Result<String, (String, String)>;

/// The browser that came back, which waits for its page.
pub(super) struct Visitor {
    stream: TcpStream,
    outcome: Outcome,
}

impl Visitor {
    /// The code that the browser brought.
    pub(super) fn code(&self) -> Result<&str, Fault> {
        let failed = |(error, description): &(String, String)| Fault::Browser {
            error: error.clone(),
            description: description.clone(),
        };
        self.outcome.as_deref().map_err(failed)
    }

    /// Shows the person how it ended.
    pub(super) async fn show(mut self, succeeded: bool) {
        let (status, text) = if succeeded {
            ("200 OK", "You are signed in. You can close this window and go back to the terminal.")
        } else {
            ("400 Bad Request", "The sign-in failed. The terminal says why.")
        };
        // If the browser is gone, its person is at the terminal.
        drop(timeout(PATIENCE, answer(&mut self.stream, status, text)).await);
    }
}

/// Reads the head of a request: what is asked for. `None` if it is no request that a browser makes to get a page.
async fn target(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() > LONGEST || stream.read_buf(&mut head).await.ok()? == 0 {
            return None;
        }
    }
    let line = str::from_utf8(&head).ok()?.lines().next()?;
    let (target, version) = line.strip_prefix("GET ")?.split_once(' ')?;
    version.starts_with("HTTP/1.").then(|| target.to_owned())
}

async fn answer(stream: &mut TcpStream, status: &str, text: &str) {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sign-in to Flyte</title></head>\
         <body style=\"font-family: sans-serif; margin: 4em\"><p>{text}</p></body></html>\n"
    );
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
         Referrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
    if stream.write_all(answer.as_bytes()).await.is_ok() {
        let _ = stream.shutdown().await;
    }
}
