//! flytekit's older configuration file, which has sections and lines as Python's `configparser` reads them.

use super::error::{At, Broken};
use crate::ini::{Fault, Line, lines};

/// The settings of a file, in its order.
#[derive(Debug, Default)]
pub(crate) struct Sections(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    line: usize,
    section: String,
    /// A name in lower case, as flytekit converts it, and a value; or a line that is no setting.
    content: Result<(String, String), String>,
}

/// A setting: its place, its name in lower case and its value. Or a line that is none, with its place.
type Setting<'a> = Result<(At, &'a str, &'a str), (At, &'a str)>;

impl Sections {
    /// Parses a file. What is in a section is checked by its reader.
    pub(super) fn parse(text: &str) -> Result<Self, Broken> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut section = None;
        for (number, line) in lines(text, &['=', ':']) {
            let broken = |reason: &str| Err((Some((number, 1)), reason.to_owned()));
            let content = match line {
                Ok(Line::Section(name)) => {
                    section = Some(name);
                    continue;
                }
                Err(Fault::OpenSection) => {
                    return broken("this section's name has no `]`; write `[NAME]`");
                }
                Ok(Line::More(more)) => {
                    if let Some(Entry { content: Ok((_, value)), .. }) = entries.last_mut() {
                        value.push('\n');
                        value.push_str(more);
                    }
                    continue;
                }
                Ok(Line::Setting(name, value)) => Ok((name.to_lowercase(), value.to_owned())),
                Err(Fault::NoSetting(content)) => Err(content.to_owned()),
            };
            let Some(section) = section else {
                return broken("this line belongs to no section; write `[images]` above the images");
            };
            entries.push(Entry { line: number, section: section.to_owned(), content });
        }
        Ok(Sections(entries))
    }

    /// The lines of a section, in the file's order.
    pub(super) fn section<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Setting<'a>> {
        let of_it = self.0.iter().filter(move |entry| entry.section == name);
        of_it.map(|entry| match &entry.content {
            Ok((name, value)) => Ok(((entry.line, 1), name.as_str(), value.as_str())),
            Err(content) => Err(((entry.line, 1), content.as_str())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Sections;

    #[test]
    fn a_value_goes_on_in_indented_lines() {
        let sections = Sections::parse("[a]\nx = 1\n  2\n[b]\n  y: 3\n[a]\nword\n").unwrap();
        let found: Vec<_> = sections.section("a").collect();
        assert_eq!(found, [Ok(((2, 1), "x", "1\n2")), Err(((7, 1), "word"))]);
        assert_eq!(sections.section("b").collect::<Vec<_>>(), [Ok(((5, 1), "y", "3"))]);
    }
}
