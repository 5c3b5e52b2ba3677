//! Graphs that depend on data: a node for each word, and a sort that splits a list as often as it must.

use aileron::prelude::*;

/// Rates a word: how many letters it has that are not in the alphabet's first half.
#[task(retries = 2)]
fn rate(word: String) -> Result<i64, String> {
    if word.is_empty() {
        return Err("there is no word to rate".to_owned());
    }
    Ok(word.chars().map(|letter| i64::from(letter.to_ascii_lowercase() > 'm')).sum())
}

/// Adds numbers up.
#[task]
fn total(rates: Vec<i64>) -> i64 {
    rates.iter().sum()
}

/// Rates each long word of a text. How many there are is known only here, in the container of this function.
#[dynamic(requests(cpu = "500m"))]
fn rate_words(text: String, shortest: i64) -> Result<i64, String> {
    let shortest = usize::try_from(shortest).map_err(|error| error.to_string())?;
    // Ordinary Rust, since the text is a real value.
    let mut words: Vec<&str> = text.split_whitespace().filter(|word| word.len() >= shortest).collect();
    words.sort_unstable();
    words.dedup();
    // Each call becomes a node, and its result a promise.
    let rates = words.into_iter().map(|word| rate(word.to_owned())).collect::<Result<Vec<_>, _>>()?;
    Ok(total(rates))
}

/// Rates a text.
#[workflow]
fn rated(
    /// Any text.
    text: String,
    /// How many letters a word needs at least.
    #[default(4)]
    shortest: i64,
) -> Result<i64, String> {
    rate_words(text, shortest)
}

/// Splits a list into halves.
#[task]
fn halves(numbers: Vec<i64>) -> (Vec<i64>, Vec<i64>, i64, i64) {
    let (one, other) = numbers.split_at(numbers.len() / 2);
    let length = |half: &[i64]| i64::try_from(half.len()).unwrap_or(i64::MAX);
    (one.to_vec(), other.to_vec(), length(one), length(other))
}

/// Merges two sorted lists.
#[task]
fn merge(one: Vec<i64>, other: Vec<i64>) -> Vec<i64> {
    let mut all = [one, other].concat();
    all.sort_unstable();
    all
}

/// Sorts a list that is short enough for one container.
#[task]
fn sort_here(mut numbers: Vec<i64>) -> Vec<i64> {
    numbers.sort_unstable();
    numbers
}

/// Sorts each half by itself.
#[dynamic]
fn sort_halves(numbers: Vec<i64>, longest: i64) -> Vec<i64> {
    let (one, other, count, other_count) = halves(numbers);
    let one = sort(one, count, longest);
    let other = sort(other, other_count, longest);
    merge(one, other)
}

/// Sorts a list. It calls itself through a dynamic workflow, as often as the list is too long: the branch ends that.
#[workflow]
fn sort(
    numbers: Vec<i64>,
    /// How many numbers there are.
    count: i64,
    /// How many numbers one container sorts.
    #[default(4)]
    longest: i64,
) -> Vec<i64> {
    if count <= longest { sort_here(numbers) } else { sort_halves(numbers, longest) }
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::{rated, sort};

    #[test]
    fn a_plain_call_does_everything_in_place() {
        assert_eq!(rated("the quick brown fox jumps over the quick dog".to_owned(), 4), Ok(12));
        assert_eq!(sort(vec![3, 1, 2, 5, 4], 5, 2), [1, 2, 3, 4, 5]);
    }
}
