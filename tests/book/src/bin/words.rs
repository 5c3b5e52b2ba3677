//! Tells how many words a text has, and how it begins.

use aileron::prelude::*;
use std::io;

/// Counts the words of a text.
#[task(retries = 2, cache(version = "1"))]
fn count(text: File) -> io::Result<usize> {
    Ok(text.text()?.split_whitespace().count())
}

/// Keeps the first words of a text.
#[task]
fn shorten(text: File, most: u32) -> io::Result<File> {
    let text = text.text()?;
    let first: Vec<&str> = text.split_whitespace().take(most as usize).collect();
    File::write("short.txt", first.join(" "))
}

/// Writes a line about a text.
#[task]
fn describe(words: usize, text: File) -> io::Result<String> {
    Ok(format!("{words} words: {}", text.text()?.trim()))
}

/// Tells how many words a text has, and how it begins.
#[workflow]
fn digest(
    /// Any text.
    text: File,
    /// How many words to show of a long text.
    #[default(4)]
    most: u32,
) -> io::Result<String> {
    let words = count(text.clone())?;
    let shown = if words > 6 { shorten(text, most)? } else { text };
    describe(words, shown)
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shortened() -> io::Result<()> {
        let text = File::write("text.txt", "To be, or not to be, that is the question")?;
        assert_eq!(digest(text, 4)?, "10 words: To be, or not");
        Ok(())
    }

    #[test]
    fn a_short_text_stays() -> io::Result<()> {
        let text = File::write("text.txt", "To be, or not to be")?;
        assert_eq!(digest(text, 4)?, "6 words: To be, or not to be");
        Ok(())
    }
}
