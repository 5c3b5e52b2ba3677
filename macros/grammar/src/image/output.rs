use std::ops::Range;

/// A text that is being written, and where in its source each piece of it comes from.
#[derive(Default)]
pub(super) struct Output {
    text: String,
    pieces: Vec<Piece>,
}

struct Piece {
    written: Range<usize>,
    source: Range<usize>,
    literal: bool,
}

impl Output {
    /// Writes bytes of the source as they are.
    pub(super) fn copy(&mut self, text: &str, source: Range<usize>) {
        self.write(text, source, true);
    }

    /// Writes a replacement for the source's bytes.
    pub(super) fn replace(&mut self, text: &str, source: Range<usize>) {
        self.write(text, source, false);
    }

    fn write(&mut self, text: &str, source: Range<usize>, literal: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { written: start..self.text.len(), source, literal });
    }

    /// Takes back the last byte if it is `ascii`.
    pub(super) fn take_back(&mut self, ascii: char) -> bool {
        let found = self.text.ends_with(ascii);
        if let (true, Some(last)) = (found, self.pieces.last_mut()) {
            self.text.pop();
            last.written.end -= 1;
        }
        found
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// The bytes of the source that the bytes `at` of the text come from; of a replacement, all.
    pub(super) fn source_of(&self, at: &Range<usize>) -> Range<usize> {
        let touched =
            |piece: &&Piece| piece.written.start < at.end.max(at.start + 1) && at.start < piece.written.end;
        let mut touched = self.pieces.iter().filter(touched).map(|piece| piece.cut(at));
        let Some(first) = touched.next() else { return 0..0 };
        first.start..touched.next_back().unwrap_or(first).end
    }
}

impl Piece {
    /// The part of the source that belongs to the bytes `at` of the text.
    fn cut(&self, at: &Range<usize>) -> Range<usize> {
        if !self.literal {
            return self.source.clone();
        }
        let inside = |byte: usize| {
            self.source.start + byte.clamp(self.written.start, self.written.end) - self.written.start
        };
        inside(at.start)..inside(at.end)
    }
}
