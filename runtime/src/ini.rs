//! Parses files of sections and `key = value` lines, as flytekit and Amazon's tools use them for settings.

/// A line with content.
#[derive(Debug, PartialEq)]
pub(crate) enum Line<'a> {
    /// A section: `[NAME]`.
    Section(&'a str),
    /// A key and its value.
    Setting(&'a str, &'a str),
}

/// Why a line can't be parsed.
#[derive(Debug, PartialEq)]
pub(crate) enum Fault<'a> {
    /// A section without the closing bracket.
    OpenSection,
    /// A line without a key and a separator.
    NoSetting(&'a str),
}

/// Parses the lines with their numbers. Skips comments, and indented lines, which continue the setting above.
pub(crate) fn lines<'a>(
    text: &'a str,
    separators: &'a [char],
) -> impl Iterator<Item = (usize, Result<Line<'a>, Fault<'a>>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().filter_map(move |(index, line)| {
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            return None;
        }
        let read = if let Some(name) = content.strip_prefix('[') {
            name.split_once(']').map(|(name, _)| Line::Section(name.trim())).ok_or(Fault::OpenSection)
        } else if line.starts_with([' ', '\t']) {
            return None;
        } else {
            let parts = content.split_once(separators).map(|(key, value)| (key.trim(), value.trim()));
            let setting = parts.filter(|(key, _)| !key.is_empty());
            setting.map(|(key, value)| Line::Setting(key, value)).ok_or(Fault::NoSetting(content))
        };
        Some((index + 1, read))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_continuations_are_skipped() {
        let text = "\u{feff}# a\n[ x ] # mine\nkey = a=b\n  more = c\n; d\n\nother\n[y\n= z\n";
        let read: Vec<_> = lines(text, &['=']).collect();
        assert_eq!(
            read,
            [
                (2, Ok(Line::Section("x"))),
                (3, Ok(Line::Setting("key", "a=b"))),
                (7, Err(Fault::NoSetting("other"))),
                (8, Err(Fault::OpenSection)),
                (9, Err(Fault::NoSetting("= z"))),
            ]
        );
    }
}
