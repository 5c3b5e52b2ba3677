//! The first five minutes: plain functions as tasks, a workflow that calls them, and the program.

use aileron::prelude::*;

/// Splits a text into its words, without punctuation.
#[task]
fn words(
    /// Any text.
    text: String,
) -> Vec<String> {
    let letters = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
}

/// Counts words.
#[task(retries = 2)]
fn count(words: Vec<String>) -> i64 {
    words.len().try_into().unwrap_or(i64::MAX)
}

/// Finds the longest words, the longest first.
#[task(requests(cpu = "500m", mem = "256Mi"), cache(version = "1"))]
fn longest(mut words: Vec<String>, most: u32) -> Vec<String> {
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    words.truncate(most as usize);
    words
}

/// Writes a sentence with the results.
#[task]
fn summary(count: i64, longest: Vec<String>) -> Result<String, String> {
    if count == 0 {
        return Err("there is no word in this text".into());
    }
    Ok(format!("{count} words, the longest: {}", longest.join(", ")))
}

/// Counts the words of a text, and finds its three longest words.
#[workflow]
fn pipeline(text: String) -> Result<String, String> {
    let words = words(text);
    // Neither of these two needs the other, so they run in parallel.
    let count = count(words.clone());
    let longest = longest(words, 3);
    summary(count, longest)
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_a_function() {
        assert_eq!(words("Hello, big world!".into()), ["hello", "big", "world"]);
        assert_eq!(longest(vec!["to".into(), "three".into()], 1), ["three"]);
    }

    #[test]
    fn a_workflow_is_a_function() {
        assert_eq!(pipeline("to be or not".into()).as_deref(), Ok("4 words, the longest: not, to, be"));
        assert_eq!(pipeline(" … ".into()), Err("there is no word in this text".into()));
    }
}
