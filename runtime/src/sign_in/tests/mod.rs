//! Sign-ins at a server that answers as flyteadmin v1.16.8 was seen to.

mod admin;
mod clients;
mod commands;
mod devices;
mod files;
mod people;
mod renewal;
mod secrets;
mod server;

use super::{
    AuthEndpoints, ClientSecret, Flow, HttpSettings, Prompt, SignIn, SignInError, SignInSettings, TokenStore,
};
use admin::Admin;
use server::browse;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fmt, thread};

/// Runs a future as the program's verbs do: on one thread.
fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// A person, whose browser does as it is told.
#[derive(Clone)]
struct Person {
    browser: Arc<dyn Fn(&str) + Send + Sync>,
    said: Arc<Mutex<Vec<String>>>,
    opened: Arc<Mutex<Vec<String>>>,
}

impl Person {
    fn new(browser: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Person { browser: Arc::new(browser), said: Arc::default(), opened: Arc::default() }
    }

    /// A person who signs in, and sees the page that says so.
    fn willing() -> Self {
        Person::new(|url| {
            let (status, page) = browse(url);
            assert!(status == 200 && page.contains("You are signed in"), "{status} {page}");
        })
    }

    /// A person whom nobody should ask.
    fn absent() -> Self {
        Person::new(|url| panic!("a browser opens at {url}"))
    }

    fn said(&self) -> String {
        self.said.lock().unwrap().join("\n")
    }

    fn opened(&self) -> usize {
        self.opened.lock().unwrap().len()
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person")
    }
}

impl Prompt for Person {
    fn open(&self, url: &str) {
        self.opened.lock().unwrap().push(url.to_owned());
        let (browser, url) = (self.browser.clone(), url.to_owned());
        thread::spawn(move || browser(&url));
    }

    fn say(&self, message: &str) {
        self.said.lock().unwrap().push(message.to_owned());
    }
}

/// A user who keeps nothing.
fn settings(flow: Flow, person: &Person) -> SignInSettings {
    SignInSettings {
        store: TokenStore::Memory,
        prompt: Arc::new(person.clone()),
        time_limit: Duration::from_secs(20),
        ..SignInSettings::new("dns:///flyte.example.com:443", flow)
    }
}

fn client(secret: &str) -> Flow {
    Flow::ClientSecret { id: admin::CLIENT.to_owned(), secret: ClientSecret::Value(secret.into()) }
}

fn user(settings: SignInSettings, endpoints: &AuthEndpoints) -> SignIn {
    SignIn::new(settings, endpoints.clone(), HttpSettings::default())
}

/// An error with its causes.
fn text(error: &SignInError) -> String {
    crate::causes::Causes(error).to_string()
}
