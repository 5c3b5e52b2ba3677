//! The deck: pages that a task writes for people, next to its outputs.

mod markdown;
mod page;
mod tab;

use crate::lock::lock;
use std::fmt::{Display, Write};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use tab::{Escaped, Tab};

/// A tab of the page that Flyte's console shows for an attempt.
///
/// ```
/// use aileron::Context;
/// use aileron::prelude::*;
///
/// #[task(deck)]
/// fn score(model: String) -> f64 {
///     let scores = [("precision", 0.75), ("recall", 0.5)];
///     let deck = Context::current().deck("Scores");
///     deck.markdown(&format!("# {model}\nEach is **better** the nearer it is to `1`."));
///     deck.table(["score", "value"], scores.map(|(name, value)| [name.to_owned(), value.to_string()]));
///     scores[0].1
/// }
/// # assert_eq!(score("tree".into()), 0.75);
/// ```
///
/// The tab shows what is added in that order, even if the task fails afterwards. With the option `deck`, Flyte's
/// console shows the page; `run` prints the path of the page (flytekit `deck/deck.py`).
#[derive(Clone, Debug)]
pub struct Deck {
    decks: Arc<Decks>,
    tab: usize,
}

impl Deck {
    /// Adds plain text, with its line breaks.
    pub fn text(&self, text: impl Display) {
        self.html(format_args!("<p class=\"text\">{}</p>", Escaped(text)));
    }

    /// Adds text in Markdown: [CommonMark](https://commonmark.org) with tables, task lists and `~~struck~~` text.
    /// HTML is shown as text, and so are links and images whose addresses don't begin with `https://` or `http://`.
    pub fn markdown(&self, text: &str) {
        self.html(markdown::html(text));
    }

    /// Adds a table with these column titles and rows.
    pub fn table<C: Display, V: Display>(
        &self,
        columns: impl IntoIterator<Item = C>,
        rows: impl IntoIterator<Item = impl IntoIterator<Item = V>>,
    ) {
        let mut html = String::from("<table><thead>");
        row(&mut html, "th", columns);
        html.push_str("</thead><tbody>");
        rows.into_iter().for_each(|cells| row(&mut html, "td", cells));
        self.html(html + "</tbody></table>");
    }

    /// Adds HTML without changes. Escape what comes from others.
    pub fn html(&self, html: impl Display) {
        // Writing to a string does not fail.
        let _ = writeln!(self.decks.tabs()[self.tab].html, "{html}");
    }
}

fn row(html: &mut String, element: &str, cells: impl IntoIterator<Item = impl Display>) {
    html.push_str("<tr>");
    for cell in cells {
        let _ = write!(html, "<{element}>{}</{element}>", Escaped(cell));
    }
    html.push_str("</tr>");
}

/// All tabs of an attempt, in the order of their first use.
#[derive(Debug, Default)]
pub(crate) struct Decks {
    tabs: Mutex<Vec<Tab>>,
    /// The page of an attempt in another process.
    of_process: OnceLock<String>,
}

impl Decks {
    /// The tab with that name; adds it if there is none.
    pub(super) fn deck(self: &Arc<Self>, name: &str) -> Deck {
        let mut tabs = self.tabs();
        let tab = tabs.iter().position(|tab| tab.name == name).unwrap_or_else(|| {
            tabs.push(Tab { name: name.to_owned(), html: String::new() });
            tabs.len() - 1
        });
        Deck { decks: Arc::clone(self), tab }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tabs().is_empty()
    }

    /// The whole page; `None` if there are no tabs.
    pub(crate) fn page(&self) -> Option<String> {
        if let Some(page) = self.of_process.get() {
            return Some(page.clone());
        }
        let tabs = self.tabs();
        (!tabs.is_empty()).then(|| page::html(&tabs))
    }

    /// Sets the page that another process has made for the attempt.
    #[cfg(unix)]
    pub(crate) fn adopt(&self, page: String) {
        let _ = self.of_process.set(page);
    }

    /// The tabs, even if a thread panicked while it wrote: they can still be shown.
    fn tabs(&self) -> MutexGuard<'_, Vec<Tab>> {
        lock(&self.tabs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_html_is_html() {
        let decks = Arc::new(Decks::default());
        assert_eq!(decks.page(), None);
        let deck = decks.deck("a");
        deck.text("1 < 2\n& more");
        deck.table(["<b>"], [["it's"]]);
        deck.html("<b>bold</b>");
        decks.deck("</title>").markdown("<script>");
        let page = decks.page().unwrap();
        for part in [
            "<p class=\"text\">1 &lt; 2\n&amp; more</p>",
            "<table><thead><tr><th>&lt;b&gt;</th></tr></thead><tbody><tr><td>it&#39;s</td></tr></tbody></table>",
            "<b>bold</b>",
            "&lt;/title&gt;",
            "<p>&lt;script&gt;",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }

    #[test]
    fn tabs_with_the_same_name_are_the_same_tab() {
        let decks = Arc::new(Decks::default());
        decks.deck("one").text("1");
        decks.deck("two").text("2");
        decks.deck("one").text("3");
        let tabs = decks.tabs();
        assert_eq!(tabs.iter().map(|tab| tab.name.as_str()).collect::<Vec<_>>(), ["one", "two"]);
        assert!(tabs[0].html.contains('1') && tabs[0].html.contains('3'));
    }
}
