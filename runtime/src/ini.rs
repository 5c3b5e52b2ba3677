//! Parses files of sections and `key = value` lines, as flytekit and Amazon's tools use them for settings.

/// A line with content.
#[derive(Debug, PartialEq)]
pub(crate) enum Line<'a> {
    /// A section: `[NAME]`.
    Section(&'a str),
    /// A key and its value.
    Setting(&'a str, &'a str),
    /// A line that is indented more than the setting above, whose value goes on in it.
    More(&'a str),
}

/// Why a line can't be parsed.
#[derive(Debug, PartialEq)]
pub(crate) enum Fault<'a> {
    /// A section without the closing bracket.
    OpenSection,
    /// A line without a key and a separator.
    NoSetting(&'a str),
}

/// Parses the lines with their numbers, without comments. As Python's `configparser` does, a line goes on with the setting
/// above if it is indented more than that.
pub(crate) fn lines<'a>(
    text: &'a str,
    separators: &'a [char],
) -> impl Iterator<Item = (usize, Result<Line<'a>, Fault<'a>>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // How far the last setting of this section is indented.
    let mut above = None;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            return None;
        }
        let indent = line.len() - line.trim_start().len();
        let read = if let Some(name) = content.strip_prefix('[') {
            above = None;
            name.split_once(']').map(|(name, _)| Line::Section(name.trim())).ok_or(Fault::OpenSection)
        } else if above.is_some_and(|above| indent > above) {
            Ok(Line::More(content))
        } else {
            above = Some(indent);
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
    fn an_indented_line_goes_on_with_the_setting_above() {
        let text = "\u{feff}# a\n[ x ] # mine\nkey = a=b\n  more = c\n; d\n\nother\n[y\n= z\n[z]\n  a = b\n  c=d\n   e\n";
        let read: Vec<_> = lines(text, &['=']).collect();
        assert_eq!(
            read,
            [
                (2, Ok(Line::Section("x"))),
                (3, Ok(Line::Setting("key", "a=b"))),
                (4, Ok(Line::More("more = c"))),
                (7, Err(Fault::NoSetting("other"))),
                (8, Err(Fault::OpenSection)),
                (9, Err(Fault::NoSetting("= z"))),
                (10, Ok(Line::Section("z"))),
                (11, Ok(Line::Setting("a", "b"))),
                (12, Ok(Line::Setting("c", "d"))),
                (13, Ok(Line::More("e"))),
            ]
        );
    }
}
