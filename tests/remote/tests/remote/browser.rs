//! A browser without a person: it follows redirects, keeps cookies, and fills in the one form that the provider shows.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;

/// Opens a page, signs in where a form asks for it, and gives the last page with its status.
pub(crate) fn browse(url: &str) -> (u16, String) {
    let mut browser = Browser::default();
    let (mut method, mut url) = ("GET", url.to_owned());
    for _ in 0..20 {
        let answer = browser.ask(method, &url);
        method = "GET";
        if let Some(location) = answer.header("location") {
            url = join(&url, location);
        } else if let Some((_, rest)) = answer.body.split_once("<form method=\"post\" action=\"") {
            let action = rest.split('"').next().unwrap_or_default().replace("&amp;", "&");
            (method, url) = ("POST", join(&url, &action));
        } else {
            return (answer.status, answer.body);
        }
    }
    panic!("redirects do not end at {url}")
}

/// A path on the same host, or another address.
fn join(url: &str, location: &str) -> String {
    if location.starts_with("http://") {
        return location.to_owned();
    }
    let (host, _) = split(url);
    format!("http://{host}{location}")
}

/// The host and the rest of an address.
fn split(url: &str) -> (&str, &str) {
    let rest = url.strip_prefix("http://").expect("an address of this machine");
    rest.find('/').map_or((rest, "/"), |at| rest.split_at(at))
}

#[derive(Default)]
struct Browser {
    /// Those of all ports of this machine, which share them.
    cookies: BTreeMap<String, String>,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Browser {
    fn ask(&mut self, method: &str, url: &str) -> Answer {
        let (host, target) = split(url);
        let form = if method == "POST" { "sub=tester&action=authorize" } else { "" };
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut stream = TcpStream::connect(host).expect("the server listens");
        write!(
            stream,
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            cookies.join("; "),
            form.len()
        )
        .expect("the server reads");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("the server answers");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        for (_, cookie) in lines.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            let pair = cookie.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a cookie");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }
}
