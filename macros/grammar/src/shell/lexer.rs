//! A script, read as far as is needed to know where a shell replaces variables (POSIX.1 "Shell Command Language" 2.2,
//! 2.3, 2.6, 2.7.4, and bash's `$'…'`, `<<<` and `((…))`).

use std::ops::Range;

/// Why the shell replaces no variable in a stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Dead {
    Comment,
    SingleQuotes,
    /// A here-document, by the word that ends it.
    HereDocument(String),
    /// The word that ends a here-document.
    End,
}

/// The stretches in which the shell replaces no variable.
pub(super) fn dead(script: &[u8]) -> Vec<(Range<usize>, Dead)> {
    let mut lexer = Lexer { script, at: 0, depth: 0, documents: Vec::new(), dead: Vec::new() };
    lexer.commands(None);
    lexer.dead
}

/// Scripts do not nest deeper than this; text below is taken for replaced.
const DEEPEST: usize = 100;

struct Lexer<'s> {
    script: &'s [u8],
    at: usize,
    depth: usize,
    /// The here-documents that begin with the next line.
    documents: Vec<Document>,
    dead: Vec<(Range<usize>, Dead)>,
}

/// Whether there is the `in` of a `case` in the line.
fn has_in(line: &[u8]) -> bool {
    line.split(u8::is_ascii_whitespace).skip(2).any(|word| word == b"in")
}

struct Document {
    end: Vec<u8>,
    quoted: bool,
    tabs: bool,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<u8> {
        self.script.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn is_next(&self, text: &[u8]) -> bool {
        self.script[self.at..].starts_with(text)
    }

    fn skip(&mut self, text: &[u8]) -> bool {
        let is_next = self.is_next(text);
        self.at += if is_next { text.len() } else { 0 };
        is_next
    }

    /// Reads what is nested, unless that goes too deep.
    fn nested(&mut self, read: impl FnOnce(&mut Self)) {
        if self.depth == DEEPEST {
            self.at = self.script.len();
            return;
        }
        self.depth += 1;
        read(self);
        self.depth -= 1;
    }

    /// Commands up to the byte that ends them, or all there are.
    fn commands(&mut self, end: Option<u8>) {
        let (mut parentheses, mut cases, mut word) = (0_usize, 0_usize, self.at);
        while let Some(byte) = self.peek() {
            let begins = word == self.at;
            if begins {
                self.case(&mut cases);
            }
            if Some(byte) == end && parentheses == 0 && (byte != b')' || cases == 0) {
                self.at += 1;
                return;
            }
            match byte {
                b'#' if begins => {
                    self.comment();
                    continue;
                }
                b'(' if begins && self.is_next(b"((") => {
                    self.arithmetic();
                    continue;
                }
                b'(' => parentheses += 1,
                b')' => parentheses = parentheses.saturating_sub(1),
                b'<' if self.is_next(b"<<<") => self.at += 2,
                b'<' if self.is_next(b"<<") => {
                    self.at += 2;
                    self.document();
                    continue;
                }
                b'\n' => {
                    self.at += 1;
                    self.bodies();
                    word = self.at;
                    continue;
                }
                _ => {
                    self.quoted_or_replaced(false);
                    if byte.is_ascii_whitespace() || matches!(byte, b';' | b'&' | b'|' | b'>') {
                        word = self.at;
                    }
                    continue;
                }
            }
            self.at += 1;
            word = self.at;
        }
    }

    /// Counts the `case`s that are open: in one a `)` ends a pattern.
    fn case(&self, cases: &mut usize) {
        let rest = &self.script[self.at..];
        let is = |word: &[u8]| {
            let behind = rest.strip_prefix(word).map(<[u8]>::first);
            behind.is_some_and(|byte| {
                byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_' && *byte != b'=')
            })
        };
        if is(b"case") && rest.split(|byte| *byte == b'\n').next().is_some_and(has_in) {
            *cases += 1;
        } else if is(b"esac") {
            *cases = cases.saturating_sub(1);
        }
    }

    /// What begins here: quotes, an escaped character, something that is replaced, or one plain byte.
    fn quoted_or_replaced(&mut self, in_double_quotes: bool) {
        match self.next() {
            Some(b'\\') => {
                self.next();
            }
            Some(b'\'') if !in_double_quotes => self.single_quotes(),
            Some(b'"') if !in_double_quotes => self.nested(Self::double_quotes),
            Some(b'`') => self.nested(|lexer| lexer.commands(Some(b'`'))),
            Some(b'$') => self.dollar(in_double_quotes),
            _ => {}
        }
    }

    /// Behind the quote that opens.
    fn single_quotes(&mut self) {
        let begin = self.at;
        while self.next().is_some_and(|byte| byte != b'\'') {}
        self.dead.push((begin..self.at, Dead::SingleQuotes));
    }

    /// Behind `$'`, where a backslash takes the meaning from a quote.
    fn dollar_quotes(&mut self) {
        let begin = self.at;
        while let Some(byte) = self.next() {
            match byte {
                b'\\' => self.at += 1,
                b'\'' => break,
                _ => {}
            }
        }
        self.at = self.at.min(self.script.len());
        self.dead.push((begin..self.at, Dead::SingleQuotes));
    }

    /// Behind the quote that opens.
    fn double_quotes(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'"' {
                self.at += 1;
                return;
            }
            self.quoted_or_replaced(true);
        }
    }

    /// Behind a `$`.
    fn dollar(&mut self, in_double_quotes: bool) {
        if self.is_next(b"((") {
            self.arithmetic();
        } else if self.skip(b"(") {
            self.nested(|lexer| lexer.commands(Some(b')')));
        } else if self.skip(b"{") {
            self.nested(|lexer| lexer.braces(in_double_quotes));
        } else if !in_double_quotes && self.skip(b"'") {
            self.dollar_quotes();
        } else if self.peek().is_some_and(|byte| b"#$?!@*-".contains(&byte)) {
            self.at += 1;
        }
    }

    /// Behind `${`: a name, and what may follow it, which is quoted as its surroundings are, patterns apart.
    fn braces(&mut self, in_double_quotes: bool) {
        while self.skip(b"#") || self.skip(b"!") {}
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            self.at += 1;
        }
        let is_word = self.peek().is_some_and(|byte| b":-=?+".contains(&byte));
        let literal_quotes = in_double_quotes && is_word;
        while let Some(byte) = self.peek() {
            match byte {
                b'}' => {
                    self.at += 1;
                    return;
                }
                b'"' if in_double_quotes => {
                    self.at += 1;
                    self.nested(Self::double_quotes);
                }
                _ => self.quoted_or_replaced(literal_quotes),
            }
        }
    }

    /// At `((`, between which and `))` numbers are reckoned: a `<<` begins no here-document there.
    fn arithmetic(&mut self) {
        self.at += 2;
        let mut deep = 2;
        while let Some(byte) = self.peek() {
            match byte {
                b'(' => deep += 1,
                b')' => deep -= 1,
                _ => {
                    self.nested(|lexer| lexer.quoted_or_replaced(false));
                    continue;
                }
            }
            self.at += 1;
            if deep == 0 {
                return;
            }
        }
    }

    /// Up to the end of the line.
    fn comment(&mut self) {
        let begin = self.at;
        while self.peek().is_some_and(|byte| byte != b'\n') {
            self.at += 1;
        }
        self.dead.push((begin..self.at, Dead::Comment));
    }

    /// Behind `<<`: the word that ends a here-document.
    fn document(&mut self) {
        let tabs = self.skip(b"-");
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
        let (begin, mut end, mut quoted, mut open) = (self.at, Vec::new(), false, None);
        while let Some(byte) = self.peek() {
            if open.is_none() && (byte.is_ascii_whitespace() || b";&|<>()".contains(&byte)) {
                break;
            }
            self.at += 1;
            match (open, byte) {
                (Some(quote), _) if byte == quote => open = None,
                (None, b'\'' | b'"') => (quoted, open) = (true, Some(byte)),
                (None, b'\\') => {
                    quoted = true;
                    end.extend(self.next());
                }
                _ => end.push(byte),
            }
        }
        self.dead.push((begin..self.at, Dead::End));
        self.documents.push(Document { end, quoted, tabs });
    }

    /// Behind the end of a line: the here-documents that it began.
    fn bodies(&mut self) {
        for document in std::mem::take(&mut self.documents) {
            let begin = self.at;
            let (body, behind) = self.body(&document);
            if document.quoted {
                let end = String::from_utf8_lossy(&document.end).into_owned();
                self.dead.push((begin..body, Dead::HereDocument(end)));
            } else {
                self.nested(|lexer| lexer.replaced(body));
            }
            self.at = behind;
        }
    }

    /// Where the document's text ends, and where the line behind its end begins.
    fn body(&self, document: &Document) -> (usize, usize) {
        let mut begin = self.at;
        while begin < self.script.len() {
            let length = self.script[begin..].iter().position(|byte| *byte == b'\n');
            let end = length.map_or(self.script.len(), |length| begin + length);
            let line = &self.script[begin..end];
            let tabs = line.iter().take_while(|byte| **byte == b'\t').count();
            if line[if document.tabs { tabs } else { 0 }..] == document.end[..] {
                return (begin, (end + 1).min(self.script.len()));
            }
            begin = end + 1;
        }
        (self.script.len(), self.script.len())
    }

    /// The text of a here-document, in which quotes are characters.
    fn replaced(&mut self, end: usize) {
        let whole = self.script;
        self.script = &whole[..end];
        while self.at < end {
            self.quoted_or_replaced(true);
        }
        self.script = whole;
    }
}
