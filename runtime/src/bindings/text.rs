//! Lines of Rust in rustfmt's layout.

use std::fmt::Write as _;

/// rustfmt's own widths: of a line, and of what is in the parentheses of an attribute and of a tuple.
const LINE: usize = 100;
const IN_AN_ATTRIBUTE: usize = 70;
const IN_A_TUPLE: usize = 60;
/// Derives have a rule of their own: as many as fit behind their name, else on one line below, else each on its own.
const DERIVES_BEHIND: usize = 85;
const DERIVES_BELOW: usize = 96;

/// The text that is being written.
#[derive(Default)]
pub(super) struct Text {
    text: String,
    indent: usize,
}

impl Text {
    pub(super) fn line(&mut self, line: &str) {
        if line.is_empty() {
            self.text.push('\n');
            return;
        }
        // rustc refuses characters in comments that show a text as another one.
        let shown = line.chars().map(|letter| if is_misleading(letter) { ' ' } else { letter });
        let line: String = shown.collect();
        // A `String` takes any text.
        let _ = writeln!(self.text, "{:1$}{line}", "", 4 * self.indent);
    }

    /// Writes lines within a block.
    pub(super) fn within(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent += 1;
        write(self);
        self.indent -= 1;
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn fits(&self, line: &str) -> bool {
        4 * self.indent + line.chars().count() <= LINE
    }

    pub(super) fn attribute(&mut self, name: &str, options: &[String]) {
        let inside = options.join(", ");
        let line = format!("#[{name}({inside})]");
        // One option alone may be as long as the line.
        let is_short = options.len() == 1 || inside.chars().count() <= IN_AN_ATTRIBUTE;
        if is_short && self.fits(&line) {
            self.line(&line);
        } else {
            self.vertical(&format!("#[{name}("), options, ")]", "");
        }
    }

    /// Each item on a line of its own.
    pub(super) fn vertical(&mut self, begin: &str, items: &[String], end: &str, last_comma: &str) {
        self.line(begin);
        self.within(|to| {
            if let [most @ .., last] = items {
                for item in most {
                    to.line(&format!("{item},"));
                }
                to.line(&format!("{last}{last_comma}"));
            }
        });
        self.line(end);
    }

    /// `#[derive(…)]` of a type that is in no module.
    pub(super) fn derive(&mut self, usual: &[&str], further: &[String]) {
        let usual = usual.iter().map(|derive| (*derive).to_owned());
        let derives: Vec<String> = usual.chain(further.iter().cloned()).collect();
        let inside = derives.join(", ");
        match inside.chars().count() {
            0..=DERIVES_BEHIND => self.line(&format!("#[derive({inside})]")),
            length if length <= DERIVES_BELOW => self.vertical("#[derive(", &[inside], ")]", ","),
            _ => self.vertical("#[derive(", &derives, ")]", ","),
        }
    }

    /// `#[serde(…)]`, if there is anything to say.
    pub(super) fn serde(&mut self, options: &[String]) {
        if !options.is_empty() {
            self.attribute("serde", options);
        }
    }

    /// Docs; what Markdown would take for code that rustdoc runs stands as text.
    pub(super) fn docs(&mut self, docs: &str) {
        let docs = docs.trim();
        if docs.is_empty() {
            return;
        }
        let lines: Vec<&str> = docs.lines().map(str::trim_end).collect();
        let is_code = |line: &&str| {
            line.starts_with("    ") || line.starts_with('\t') || line.trim_start().starts_with("```")
        };
        let is_code = lines.iter().any(is_code);
        if is_code {
            self.line("/// ~~~~text");
        }
        for line in lines {
            self.line(&if line.is_empty() { "///".to_owned() } else { format!("/// {line}") });
        }
        if is_code {
            self.line("/// ~~~~");
        }
    }

    /// The signature of a function without a body, in rustfmt's layout (rustfmt `items.rs`, `rewrite_fn_base`).
    pub(super) fn signature(&mut self, name: &str, inputs: &[(String, &str)], outputs: &[String]) {
        let output = match outputs {
            [] => String::new(),
            [one] => format!("-> {one}"),
            several => format!("-> ({})", several.join(", ")),
        };
        let on_one_line = inputs.iter().map(|(input, _)| &**input).collect::<Vec<_>>().join(", ");
        let begin = format!("pub fn {name}({on_one_line})");
        let is_broken = outputs.len() > 1 && output.chars().count() > IN_A_TUPLE + "-> ()".len();
        let whole = if output.is_empty() { begin.clone() } else { format!("{begin} {output}") };
        let has_docs = inputs.iter().any(|(_, doc)| !doc.is_empty());
        if !inputs.is_empty() && (has_docs || is_broken || !self.fits(&format!("{whole};"))) {
            self.line(&format!("pub fn {name}("));
            self.within(|to| {
                for (input, doc) in inputs {
                    to.docs(doc);
                    to.line(&format!("{input},"));
                }
            });
            match (&*output, is_broken) {
                ("", _) => self.line(");"),
                (_, true) => self.vertical(") -> (", outputs, ");", ","),
                (_, false) => self.line(&format!(") {output};")),
            }
        } else if is_broken {
            self.vertical(&format!("{begin} -> ("), outputs, ");", ",");
        } else if !inputs.is_empty() && !output.is_empty() && !self.fits(&format!("{whole} {{")) {
            // rustfmt keeps room for a brace behind an output, also where there is none.
            self.line(&begin);
            self.line(&format!("{output};"));
        } else {
            self.line(&format!("{whole};"));
        }
    }
}

fn is_misleading(letter: char) -> bool {
    matches!(letter, '\r' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text of one line.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
