//! A proxy that breaks requests and answers.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request that passes through the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `PUT`, …
    pub method: String,
    /// `/bucket/key?query`.
    pub target: String,
    /// Whether it requests a part of the object.
    pub range: bool,
    /// How many requests with the same method, target and range came before.
    pub earlier: usize,
}

/// What happens to a request and its answer. Offsets count the bytes of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The server never sees the request; the proxy sends this answer.
    Answer(u16, &'static str),
    /// The server never sees the request; the proxy answers, as Amazon does, that the bucket is in this region.
    Redirect(&'static str),
    /// The connection ends in the middle of the request.
    CutRequest(u64),
    /// The connection ends in the middle of the answer.
    CutAnswer(u64),
    /// The server has done it, but its answer never arrives.
    LoseAnswer,
    /// A byte of the request is changed.
    DamageRequest(u64),
    /// A byte of the answer is changed.
    DamageAnswer(u64),
    /// In the middle of the answer nothing moves for a minute.
    Stall(u64),
    /// A pause for every 64 KiB of the answer.
    Slow(Duration),
}

/// The head of a request or an answer.
#[derive(Debug)]
pub enum Message<'a> {
    /// A request to a server.
    Request {
        /// The server's address.
        server: &'a str,
        /// `PUT /bucket/key HTTP/1.1` and so on.
        head: &'a mut String,
    },
    /// An answer to the client.
    Answer {
        /// `HTTP/1.1 200 OK` and so on.
        head: &'a mut String,
    },
}

type Plan = dyn Fn(&Request) -> Fault + Send + Sync;

/// A proxy that listens until the process ends.
#[derive(Debug)]
pub struct Proxy {
    /// `http://127.0.0.1:40000`.
    pub endpoint: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Proxy {
    /// Starts a proxy in front of a server; the plan chooses the fault of each request.
    ///
    /// # Panics
    /// If it can't listen.
    #[must_use]
    pub fn start(server: &str, plan: impl Fn(&Request) -> Fault + Send + Sync + 'static) -> Self {
        Self::translating(server, plan, |_| {})
    }

    /// Starts a proxy that also rewrites the head of each request and answer, so that the server understands it.
    ///
    /// # Panics
    /// If it can't listen.
    #[must_use]
    pub fn translating(
        server: &str,
        plan: impl Fn(&Request) -> Fault + Send + Sync + 'static,
        translate: fn(&mut Message<'_>),
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let way = Arc::new(Way {
            server: server.to_owned(),
            plan: Box::new(plan),
            seen: Arc::clone(&seen),
            counts: Mutex::default(),
            translate,
        });
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let way = Arc::clone(&way);
                // Broken connections are the purpose of this proxy.
                thread::spawn(move || way.pass(&client));
            }
        });
        Proxy { endpoint, seen }
    }

    /// Every request that came, in order.
    ///
    /// # Panics
    /// If the proxy itself has failed.
    #[must_use]
    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("the proxy works").clone()
    }
}

struct Way {
    server: String,
    plan: Box<Plan>,
    seen: Arc<Mutex<Vec<Request>>>,
    counts: Mutex<HashMap<String, usize>>,
    translate: fn(&mut Message<'_>),
}

impl Way {
    /// Passes one request: the connection is closed after it, on both sides.
    fn pass(&self, client: &TcpStream) -> io::Result<()> {
        let mut from = BufReader::new(client);
        let Some(mut head) = Head::read(&mut from)? else { return Ok(()) };
        let fault = self.judge(&head);
        let mut to = client;
        let answer = match fault {
            Fault::Answer(status, body) => Some((status, String::new(), body)),
            Fault::Redirect(region) => Some((301, format!("x-amz-bucket-region: {region}\r\n"), "")),
            _ => None,
        };
        if let Some((status, header, body)) = answer {
            io::copy(&mut from.take(head.length), &mut io::sink())?;
            let length = body.len();
            let rest = format!("Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
            write!(to, "HTTP/1.1 {status} X\r\n{header}{rest}")?;
            return client.shutdown(Shutdown::Both);
        }
        let server = TcpStream::connect(&self.server)?;
        (self.translate)(&mut Message::Request { server: &self.server, head: &mut head.text });
        (&server).write_all(head.text.as_bytes())?;
        let part = if let Fault::CutRequest(at) = fault { at } else { head.length };
        let damaged = if let Fault::DamageRequest(at) = fault { Some(at) } else { None };
        relay(&mut from.take(part), &mut &server, damaged, Duration::ZERO)?;
        if part < head.length {
            server.shutdown(Shutdown::Both)?;
            return client.shutdown(Shutdown::Both);
        }
        self.answer(&server, client, fault)?;
        client.shutdown(Shutdown::Both)
    }

    fn answer(&self, server: &TcpStream, client: &TcpStream, fault: Fault) -> io::Result<()> {
        let mut from = BufReader::new(server);
        let mut head = String::new();
        while from.read_line(&mut head)? > 2 {}
        let mut to = client;
        if fault == Fault::LoseAnswer {
            return Ok(());
        }
        (self.translate)(&mut Message::Answer { head: &mut head });
        to.write_all(head.as_bytes())?;
        match fault {
            Fault::CutAnswer(at) => relay(&mut from.take(at), &mut to, None, Duration::ZERO),
            Fault::Stall(at) => {
                relay(&mut from.take(at), &mut to, None, Duration::ZERO)?;
                thread::sleep(Duration::from_mins(1));
                Ok(())
            }
            Fault::DamageAnswer(at) => relay(&mut from, &mut to, Some(at), Duration::ZERO),
            Fault::Slow(pause) => relay(&mut from, &mut to, None, pause),
            _ => relay(&mut from, &mut to, None, Duration::ZERO),
        }
    }

    fn judge(&self, head: &Head) -> Fault {
        let earlier = {
            let mut counts = self.counts.lock().expect("no thread panicked");
            let count = counts.entry(format!("{} {} {}", head.method, head.target, head.range)).or_default();
            *count += 1;
            *count - 1
        };
        let request = Request {
            method: head.method.clone(),
            target: head.target.clone(),
            range: !head.range.is_empty(),
            earlier,
        };
        let fault = (self.plan)(&request);
        self.seen.lock().expect("no thread panicked").push(request);
        fault
    }
}

fn relay(from: &mut impl Read, to: &mut impl Write, damaged: Option<u64>, pause: Duration) -> io::Result<()> {
    let mut buffer = vec![0; 64 << 10];
    let mut passed = 0;
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        let index =
            damaged.and_then(|at| at.checked_sub(passed)).and_then(|index| usize::try_from(index).ok());
        if let Some(byte) = index.and_then(|index| buffer[..count].get_mut(index)) {
            *byte ^= 1;
        }
        to.write_all(&buffer[..count])?;
        passed += count as u64;
        thread::sleep(pause);
    }
}

/// The head of a request, as it is sent to the server.
struct Head {
    text: String,
    method: String,
    target: String,
    range: String,
    length: u64,
}

impl Head {
    fn read(from: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut line = String::new();
        if from.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split(' ').map(str::to_owned);
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let mut head = Head { text: line, method, target, range: String::new(), length: 0 };
        loop {
            let mut line = String::new();
            from.read_line(&mut line)?;
            let (name, value) = line.split_once(':').unwrap_or_default();
            match &*name.to_ascii_lowercase() {
                "content-length" => head.length = value.trim().parse().unwrap_or_default(),
                "range" => value.trim().clone_into(&mut head.range),
                "connection" => continue,
                _ => {}
            }
            if line.trim().is_empty() {
                head.text += "Connection: close\r\n\r\n";
                return Ok(Some(head));
            }
            head.text += &line;
        }
    }
}
