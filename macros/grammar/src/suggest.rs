//! Suggestions for a mistyped word.

/// The candidate nearest to `word`, if one is near enough.
///
/// Near means: at most one edit for every three characters of the longer word, or one edit between shorter
/// words, where an edit inserts, drops or changes a character or swaps two neighbours. Case is free. A
/// word of one character is near to no other. Of equally near ones the first wins.
///
/// ```
/// use aileron_grammar::suggest::nearest;
///
/// assert_eq!(nearest("retires", ["timeout", "retries"]), Some("retries"));
/// assert_eq!(nearest("gpu", ["timeout", "retries"]), None);
/// ```
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = folded(word);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = folded(candidate);
            let limit = (word.len().max(other.len()) / 3).max(1);
            // Two one-letter words are always one edit apart, which says nothing.
            let limit = if word.len().min(other.len()) <= 1 { 0 } else { limit };
            let near = word.len().abs_diff(other.len()) <= limit;
            let distance = if near { distance(&word, &other) } else { usize::MAX };
            (distance <= limit).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The first candidate that shares a whole word with `word`, or of which one is the begin of the other.
fn related<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let begins = |short: &str, long: &str| short.len() > 2 && long.starts_with(short);
    candidates.into_iter().find(|candidate| {
        let other = candidate.to_lowercase();
        let shared = other.split('_').any(|part| part == word) || word.split('_').any(|part| part == other);
        shared || begins(&word, &other) || begins(&other, &word)
    })
}

/// The hint that ends a message about an unknown word: the nearest candidate, else another way out.
///
/// ```
/// use aileron_grammar::suggest::nearest_or;
///
/// assert_eq!(nearest_or("verson", ["fqn", "version"], || "remove it".to_owned()), "did you mean `version`?");
/// assert_eq!(nearest_or("size", ["fqn", "version"], || "remove it".to_owned()), "remove it");
/// ```
pub fn nearest_or<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(word, candidates).map_or_else(otherwise, meant)
}

fn meant(candidate: &str) -> String {
    format!("did you mean `{candidate}`?")
}

/// The hint that ends a message about an unknown word: the nearest candidate, else one that shares a word with it or is
/// an abbreviation, or else all of them.
///
/// ```
/// use aileron_grammar::suggest::did_you_mean;
///
/// assert_eq!(did_you_mean("verson", ["fqn", "version"]), "did you mean `version`?");
/// assert_eq!(did_you_mean("memory", ["cpu", "mem"]), "did you mean `mem`?");
/// assert_eq!(did_you_mean("image", ["cache", "container_image"]), "did you mean `container_image`?");
/// assert_eq!(did_you_mean("size", ["fqn", "version"]), "write `fqn` or `version`");
/// assert_eq!(did_you_mean("size", []), "there is none");
/// ```
#[must_use]
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str> + Clone) -> String {
    match nearest(word, candidates.clone()).or_else(|| related(word, candidates.clone())) {
        Some(candidate) => meant(candidate),
        None if candidates.clone().into_iter().next().is_none() => "there is none".to_owned(),
        None => format!("write {}", any_of(candidates)),
    }
}

/// Words as a sentence takes them: `` `a`, `b` or `c` ``.
///
/// ```
/// assert_eq!(aileron_grammar::suggest::any_of(["a", "b", "c"]), "`a`, `b` or `c`");
/// ```
#[must_use]
pub fn any_of<'c>(words: impl IntoIterator<Item = &'c str>) -> String {
    listed(words, "or")
}

/// The same of all of them: `` `a`, `b` and `c` ``.
///
/// ```
/// assert_eq!(aileron_grammar::suggest::all_of(["a", "b", "c"]), "`a`, `b` and `c`");
/// ```
#[must_use]
pub fn all_of<'c>(words: impl IntoIterator<Item = &'c str>) -> String {
    listed(words, "and")
}

fn listed<'c>(words: impl IntoIterator<Item = &'c str>, joint: &str) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {joint} {last}", others.join(", ")),
        None => String::new(),
    }
}

fn folded(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).collect()
}

/// The Damerau-Levenshtein distance in which no stretch is edited twice, three rows at a time.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}
