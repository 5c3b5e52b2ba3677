//! As much of HTML as rustdoc's pages need.

/// The text between the first `start` and the next `end` behind it, and what follows.
pub(crate) fn between<'a>(html: &'a str, start: &str, end: &str) -> Option<(&'a str, &'a str)> {
    html.split_once(start)?.1.split_once(end)
}

/// The text without its tags, on one line.
pub(crate) fn text(html: &str) -> String {
    let mut text = String::new();
    for (index, part) in html.split('<').enumerate() {
        let (tag, words) = if index == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        // An attribute and a clause stand on lines of their own.
        if tag.starts_with("div") || tag.starts_with("/div") || tag.starts_with("br") {
            text.push(' ');
        }
        text += words;
    }
    for (escaped, plain) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
    {
        text = text.replace(escaped, plain);
    }
    let line = text.split_whitespace().filter(|word| *word != "ⓘ").collect::<Vec<_>>().join(" ");
    // A long list of parameters is on several lines.
    line.replace("( ", "(").replace(", )", ")")
}
