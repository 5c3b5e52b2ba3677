//! A small HTTP server, and a browser that follows it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use url::{Url, form_urlencoded};

/// A request, as it came.
#[derive(Clone, Debug, Default)]
pub(super) struct Call {
    pub(super) method: String,
    pub(super) target: String,
    /// Names in lower case.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
}

impl Call {
    pub(super) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// A field of the form, or of the query.
    pub(super) fn field(&self, key: &str) -> Option<String> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        let pairs =
            form_urlencoded::parse(self.body.as_bytes()).chain(form_urlencoded::parse(query.as_bytes()));
        pairs.into_iter().find(|(name, _)| name == key).map(|(_, value)| value.into_owned())
    }
}

/// An answer.
#[derive(Debug, Default)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: String,
}

impl Reply {
    pub(super) fn json(status: u16, body: &str) -> Self {
        let headers = vec![("Content-Type", "application/json;charset=UTF-8".to_owned())];
        Reply { status, headers, body: body.to_owned() }
    }

    pub(super) fn to(url: &str) -> Self {
        Reply { status: 302, headers: vec![("Location", url.to_owned())], body: String::new() }
    }
}

/// A server on this machine, as long as the process lasts.
#[derive(Clone)]
pub(super) struct Server {
    address: SocketAddr,
    calls: Arc<Mutex<Vec<Call>>>,
}

impl Server {
    pub(super) fn start(answer: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server { address: listener.local_addr().unwrap(), calls: Arc::default() };
        let (calls, answer) = (server.calls.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (calls, answer) = (calls.clone(), answer.clone());
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let Some(call) = read(&stream) else { return };
                    calls.lock().unwrap().push(call.clone());
                    write(&mut stream, &answer(&call));
                });
            }
        });
        server
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests of a path so far.
    pub(super) fn calls(&self, path: &str) -> Vec<Call> {
        self.calls.lock().unwrap().iter().filter(|call| call.path() == path).cloned().collect()
    }
}

fn read(stream: &TcpStream) -> Option<Call> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ');
    let mut call =
        Call { method: words.next()?.to_owned(), target: words.next()?.to_owned(), ..Call::default() };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        call.headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = call.headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    reader.take(length).read_to_string(&mut call.body).ok()?;
    Some(call)
}

fn write(stream: &mut TcpStream, reply: &Reply) {
    let headers: Vec<_> = reply.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let text = format!(
        "HTTP/1.1 {} Any\r\nConnection: close\r\nContent-Length: {}\r\n{}\r\n{}",
        reply.status,
        reply.body.len(),
        headers.concat(),
        reply.body
    );
    let _ = stream.write_all(text.as_bytes());
}

/// Asks for a page, as a browser does: follows redirects, and keeps the cookies of each server. Gives the status and the page.
pub(super) fn browse(url: &str) -> (u16, String) {
    let mut url = Url::parse(url).unwrap();
    let mut cookies: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..20 {
        let (status, headers, body) = get(&url, cookies.values());
        for (name, value) in headers {
            match name.as_str() {
                "set-cookie" => {
                    let cookie = value.split(';').next().unwrap().to_owned();
                    cookies.insert(cookie.split('=').next().unwrap().to_owned(), cookie);
                }
                "location" => url = url.join(&value).unwrap(),
                _ => {}
            }
        }
        if status != 302 {
            return (status, body);
        }
    }
    panic!("redirects don't end at {url}")
}

type Head = Vec<(String, String)>;

fn get<'a>(url: &Url, cookies: impl Iterator<Item = &'a String>) -> (u16, Head, String) {
    let (host, port) = (url.host_str().unwrap(), url.port().unwrap());
    // An IPv6 address is in brackets.
    let mut stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).unwrap();
    let target = &url[url::Position::BeforePath..];
    let cookies = cookies.cloned().collect::<Vec<_>>().join("; ");
    write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    (status, headers, body.to_owned())
}
