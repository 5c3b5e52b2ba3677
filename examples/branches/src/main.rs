//! Workflows that decide: `if` and `match` on what tasks return become branches on Flyte.

use aileron::prelude::*;

/// Tells the language of a text from its words.
#[task]
fn language(
    /// Any text.
    text: String,
) -> String {
    let has = |common: &str| text.split_whitespace().any(|word| word == common);
    let found = [("en", "the"), ("de", "der"), ("fr", "le")].into_iter().find(|(_, word)| has(word));
    found.map_or("unknown", |(language, _)| language).to_owned()
}

/// Counts the words of a text.
#[task]
fn count(text: String) -> i64 {
    text.split_whitespace().count().try_into().unwrap_or(i64::MAX)
}

/// Translates a text into English.
#[task]
fn translate(text: String, from: String) -> String {
    format!("[from {from}] {text}")
}

/// Shortens a text to so many words.
#[task(retries = 2)]
fn shorten(text: String, words: i64) -> String {
    text.split_whitespace().take(words.try_into().unwrap_or(0)).collect::<Vec<_>>().join(" ")
}

/// Makes an English text of at most eight words.
#[workflow]
fn digest(text: String) -> Result<String, String> {
    let words = count(text.clone());
    // A guard: if there is nothing to do, the workflow fails with this text, and nothing behind it runs.
    if words == 0 {
        return Err("there is no word in this text".into());
    }
    let language = language(text.clone());
    // Of the arms, only one runs. One of these two calls a task, the other hands a value on and starts no container.
    let english = match language.as_str() {
        "en" => text,
        "unknown" => return Err("this is not a language that we know".into()),
        _ => translate(text, language),
    };
    Ok(if words > 20 {
        let first = shorten(english, 100);
        shorten(first, 8)
    } else if words > 8 {
        shorten(english, 8)
    } else {
        english
    })
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workflow_is_a_function() {
        assert_eq!(digest("the end".into()).as_deref(), Ok("the end"));
        assert_eq!(digest("der Apfel".into()).as_deref(), Ok("[from de] der Apfel"));
        assert_eq!(digest("the ".repeat(30)).as_deref(), Ok("the the the the the the the the"));
        assert_eq!(digest(" ".into()), Err("there is no word in this text".into()));
        assert_eq!(digest("???".into()), Err("this is not a language that we know".into()));
    }
}
