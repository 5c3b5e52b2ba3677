//! How a person is asked.

use std::fmt::Debug;
use std::thread;

/// How a person is asked to sign in, and told what is odd.
pub trait Prompt: Debug + Send + Sync {
    /// Opens a browser, and does not wait for it.
    fn open(&self, url: &str);

    /// Shows a message.
    fn say(&self, message: &str);
}

/// A person at a terminal: the browser is the system's, and messages go to stderr.
#[derive(Debug, Clone, Copy)]
pub struct Terminal;

impl Prompt for Terminal {
    fn open(&self, url: &str) {
        let url = url.to_owned();
        // A text browser lasts until its user leaves it. If there is no browser, the message has the address.
        thread::spawn(move || drop(webbrowser::open(&url)));
    }

    fn say(&self, message: &str) {
        eprintln!("{message}");
    }
}
