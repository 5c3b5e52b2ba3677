//! A server whose answers a test chooses, and one with as much of S3 as is needed for keys that no real server accepts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

/// A request that the server received.
#[derive(Clone, Debug)]
pub struct Asked {
    /// `GET`, `PUT`, …
    pub method: String,
    /// `/bucket/key?query`.
    pub target: String,
    /// By name in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Vec<u8>,
    /// The time of the request.
    pub at: Instant,
}

impl Asked {
    /// The range that it requests.
    #[must_use]
    pub fn range(&self) -> Option<Range<usize>> {
        let (start, end) = self.headers.get("range")?.strip_prefix("bytes=")?.split_once('-')?;
        Some(start.parse().ok()?..end.parse::<usize>().ok()? + 1)
    }
}

/// A server that listens until the process ends.
#[derive(Debug)]
pub struct Scripted {
    /// `http://127.0.0.1:40000`.
    pub endpoint: String,
    seen: Arc<Mutex<Vec<Asked>>>,
}

impl Scripted {
    /// Starts a server. The bytes that the function returns are sent as they are, and the connection is closed; with `None`,
    /// it stays open and silent.
    ///
    /// # Panics
    /// If it can't listen.
    #[must_use]
    pub fn start(answer: impl Fn(&Asked) -> Option<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").expect("a free port"), answer)
    }

    /// Starts a server on an existing listener.
    ///
    /// # Panics
    /// If the listener has no address.
    #[must_use]
    pub fn on(
        listener: TcpListener,
        answer: impl Fn(&Asked) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (answer, noted) = (Arc::new(answer), Arc::clone(&seen));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (answer, noted) = (Arc::clone(&answer), Arc::clone(&noted));
                // The client may close the connection early.
                thread::spawn(move || serve(&client, &*answer, &noted));
            }
        });
        Scripted { endpoint, seen }
    }

    /// Every request that came, in order.
    ///
    /// # Panics
    /// If the server itself has failed.
    #[must_use]
    pub fn seen(&self) -> Vec<Asked> {
        self.seen.lock().expect("the server works").clone()
    }
}

fn serve(
    client: &TcpStream,
    answer: &dyn Fn(&Asked) -> Option<Vec<u8>>,
    seen: &Mutex<Vec<Asked>>,
) -> io::Result<()> {
    let mut from = BufReader::new(client);
    let mut line = String::new();
    from.read_line(&mut line)?;
    let mut words = line.split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length: u64 =
        headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or_default();
    let mut body = Vec::new();
    from.by_ref().take(length).read_to_end(&mut body)?;
    let asked = Asked { method, target, headers, body, at: Instant::now() };
    seen.lock().expect("no thread panicked").push(asked.clone());
    match answer(&asked) {
        Some(bytes) => {
            let mut to = client;
            to.write_all(&bytes)?;
            client.shutdown(std::net::Shutdown::Write)?;
            // Otherwise a client that is still sending would lose the answer.
            io::copy(&mut from, &mut io::sink()).map(drop)
        }
        None => io::copy(&mut from, &mut io::sink()).map(drop),
    }
}

/// An answer with the length of its body.
#[must_use]
pub fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let length = body.len().to_string();
    without_length(status, &[headers, &[("Content-Length", &length)]].concat(), body)
}

/// An answer that ends with the connection.
#[must_use]
pub fn without_length(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\n");
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// A whole file, or the part that was requested.
#[must_use]
pub fn file(asked: &Asked, headers: &[(&str, &str)], bytes: &[u8]) -> Vec<u8> {
    match asked.range() {
        None => answer(200, headers, bytes),
        Some(range) if range.start >= bytes.len() => answer(416, headers, b""),
        Some(range) => {
            let range = range.start..range.end.min(bytes.len());
            let range_sent = format!("bytes {}-{}/{}", range.start, range.end - 1, bytes.len());
            answer(206, &[headers, &[("Content-Range", &range_sent)]].concat(), &bytes[range])
        }
    }
}

/// Objects by key; any key is allowed.
#[derive(Clone, Debug, Default)]
pub struct Objects(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Objects {
    /// All objects.
    ///
    /// # Panics
    /// If the server itself has failed.
    #[must_use]
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        self.0.lock().expect("no thread panicked").clone()
    }

    /// Writes an object.
    ///
    /// # Panics
    /// If the server itself has failed.
    pub fn put(&self, key: &str, bytes: &[u8]) {
        self.0.lock().expect("no thread panicked").insert(key.to_owned(), bytes.to_vec());
    }

    /// Answers as S3 does for the bucket `b`, without signatures and anything else that keys don't need.
    #[must_use]
    pub fn answer(&self, asked: &Asked) -> Vec<u8> {
        let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
        let tag = [("ETag", "\"1\""), ("Last-Modified", "Mon, 30 Nov 2020 10:00:00 GMT")];
        let key = decoded(path.strip_prefix("/b").unwrap_or_default().strip_prefix('/').unwrap_or_default());
        if query.contains("list-type=2") {
            let prefix =
                query.split('&').find_map(|one| one.strip_prefix("prefix=")).map(decoded).unwrap_or_default();
            return answer(200, &[], self.list(&prefix).as_bytes());
        }
        match (&*asked.method, self.all().get(&key)) {
            ("PUT", _) => {
                self.put(&key, &asked.body);
                answer(200, &tag, b"")
            }
            ("GET", Some(bytes)) => file(asked, &tag, bytes),
            _ => answer(404, &[], b"<Error><Code>NoSuchKey</Code></Error>"),
        }
    }

    fn list(&self, prefix: &str) -> String {
        let mut list = String::from("<ListBucketResult><Name>b</Name>");
        for (key, bytes) in self.all().iter().filter(|(key, _)| key.starts_with(prefix)) {
            let key =
                key.replace('&', "&amp;").replace('<', "&lt;").replace('\t', "&#x9;").replace('\0', "&#x0;");
            let size = bytes.len();
            let _ = write!(
                list,
                "<Contents><Key>{key}</Key><LastModified>2020-11-30T10:00:00.000Z</LastModified><ETag>&#34;1&#34;</ETag>\
                 <Size>{size}</Size></Contents>"
            );
        }
        list + "</ListBucketResult>"
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| text_of(tail.get(..2)?)).flatten();
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn text_of(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
