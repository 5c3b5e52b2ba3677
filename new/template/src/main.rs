//! Three tasks, a workflow that calls them, and the program.

use std::collections::BTreeMap;
use std::io;

use aileron::prelude::*;

/// Counts the words of a text.
#[task(retries = 2)]
fn count(text: File) -> io::Result<i64> {
    Ok(text.text()?.split_whitespace().count().try_into().unwrap_or(i64::MAX))
}

/// Writes a file with the most frequent words, one on each line.
#[task(requests(cpu = "500m", mem = "256Mi"))]
fn frequent(text: File, most: u32) -> io::Result<File> {
    let text = text.text()?.to_lowercase();
    let mut counts = BTreeMap::<&str, u64>::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<_> = counts.into_iter().collect();
    words.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    let lines = words.into_iter().take(most as usize).map(|(word, count)| format!("{word}: {count}\n"));
    File::write("frequent.txt", lines.collect::<String>())
}

/// Says how long the text is.
#[task]
fn tell(words: i64) -> String {
    format!("{words} words")
}

/// Tells about a text, with its most frequent words. A short text is given back as it is.
#[workflow]
fn pipeline(text: File, most: u32) -> io::Result<(File, String)> {
    let words = count(text.clone())?;
    // On Flyte, this is a branch: only one of its arms runs.
    let shown = if words > 10 { frequent(text, most)? } else { text };
    Ok((shown, tell(words)))
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_a_function() {
        assert_eq!(tell(2), "2 words");
    }

    #[test]
    fn a_workflow_is_a_function() {
        let text = File::write("text.txt", "a b a ".repeat(5)).expect("a file");
        let (words, line) = pipeline(text, 1).expect("an output");
        assert_eq!(words.text().expect("a text"), "a: 10\n");
        assert_eq!(line, "15 words");
    }

    #[test]
    fn the_graph_gives_the_same() {
        let text = File::write("text.txt", "a b").expect("a file");
        let (words, line) = aileron::testing::run(pipeline, (text, 1_u32)).expect("an output");
        assert_eq!(words.text().expect("a text"), "a b");
        assert_eq!(line, "2 words");
    }
}
