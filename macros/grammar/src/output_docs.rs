//! What the docs of a function say about its outputs: their section `# Returns`.

use crate::suggest::did_you_mean;

/// The section `# Returns` of a doc comment.
///
/// For several outputs it is a list with an item for each, in their order or by name. For a single output it is the
/// description itself.
///
/// ```
/// use aileron_grammar::OutputDocs;
///
/// let doc = "Splits a table.\n\n# Returns\n\n- the rows to learn\n  from\n- the others";
/// let returns = OutputDocs::parse(doc).expect("there is such a section");
/// assert_eq!(returns.descriptions(&["o0", "o1"]), Ok(vec!["the rows to learn from".into(), "the others".into()]));
///
/// let named = OutputDocs::parse("# Returns\n\n- `o1`: the others").expect("there is such a section");
/// assert_eq!(named.descriptions(&["o0", "o1"]), Ok(vec![String::new(), "the others".into()]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputDocs {
    text: String,
    items: Vec<String>,
}

impl OutputDocs {
    /// The section of a doc comment, which is Markdown; none without that heading, or with nothing below it.
    #[must_use]
    pub fn parse(doc: &str) -> Option<Self> {
        // Most docs have none, and every start of a container would pay for looking closer.
        if !doc.contains("eturns") {
            return None;
        }
        let lines = section(doc)?;
        let text = lines.join("\n").trim().to_owned();
        (!text.is_empty()).then(|| OutputDocs { text, items: items(&lines) })
    }

    /// The description of each output; empty where there is none.
    ///
    /// # Errors
    /// The list has more or fewer items than there are outputs, or names an output that does not exist.
    pub fn descriptions(&self, outputs: &[&str]) -> Result<Vec<String>, String> {
        if let ([_], [] | [_]) = (outputs, &self.items[..]) {
            let only = self.items.first().unwrap_or(&self.text);
            let (name, text) = named(only).unwrap_or(("", only));
            return Ok(vec![if outputs.contains(&name) { text } else { only }.to_owned()]);
        }
        let mut descriptions = vec![String::new(); outputs.len()];
        if outputs.len() == 1 {
            descriptions[0].clone_from(&self.text);
            return Ok(descriptions);
        }
        let is_named = |item: &String| named(item).is_some_and(|(name, _)| outputs.contains(&name));
        if self.items.iter().any(is_named) {
            for item in &self.items {
                let Some((name, text)) = named(item) else {
                    return Err(format!(
                        "`# Returns` describes some outputs by name, but not {item:?}: write `` `name`: … ``"
                    ));
                };
                let place = outputs.iter().position(|output| *output == name).ok_or_else(|| {
                    format!(
                        "`# Returns` describes `{name}`, which is not an output: {}",
                        did_you_mean(name, outputs.iter().copied())
                    )
                })?;
                text.clone_into(&mut descriptions[place]);
            }
        } else if self.items.len() == outputs.len() {
            descriptions.clone_from(&self.items);
        } else if !self.items.is_empty() {
            return Err(format!(
                "`# Returns` lists {} outputs, and there are {}: write an item for each, or their names, as in `- `{}`: …`",
                self.items.len(),
                outputs.len(),
                outputs.first().unwrap_or(&"o0")
            ));
        }
        Ok(descriptions)
    }
}

/// The lines below the heading, up to the next one.
fn section(doc: &str) -> Option<Vec<&str>> {
    let (mut lines, mut inside, mut code) = (Vec::new(), false, false);
    for line in doc.lines() {
        code ^= line.trim_start().starts_with("```");
        if !code && line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') {
            if inside {
                break;
            }
            let title = line.trim_matches(|c: char| c == '#' || c == ':' || c.is_whitespace());
            inside = matches!(title, "Returns" | "returns");
        } else if inside {
            lines.push(line);
        }
    }
    inside.then_some(lines)
}

/// The items of the first list, each on one line.
fn items(lines: &[&str]) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut after_blank = false;
    for line in lines {
        let text = line.trim();
        if let Some(item) = item(line) {
            items.push(item.to_owned());
        } else if text.is_empty() {
            after_blank = true;
            continue;
        } else if let Some(last) = items.last_mut() {
            if after_blank && !line.starts_with(' ') {
                break;
            }
            last.push(' ');
            last.push_str(text);
        }
        after_blank = false;
    }
    items
}

/// The text of an item that is not nested, without its mark.
fn item(line: &str) -> Option<&str> {
    if line.starts_with("  ") {
        return None;
    }
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest =
        if digits > 0 { line[digits..].strip_prefix(['.', ')']) } else { line.strip_prefix(['-', '*', '+']) };
    rest.filter(|rest| rest.starts_with(' ')).map(str::trim)
}

/// `` `name`: text ``
fn named(item: &str) -> Option<(&str, &str)> {
    let (name, text) = item.strip_prefix('`')?.split_once('`')?;
    let text = text.trim_start();
    let text = text.strip_prefix([':', '-', '–', '—'])?;
    Some((name, text.trim()))
}
