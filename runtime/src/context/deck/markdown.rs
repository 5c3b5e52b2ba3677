//! As much Markdown as a report needs.

use super::Escaped;
use std::fmt::Write;

/// What the last lines are part of.
#[derive(Clone, Copy, PartialEq)]
enum Block {
    None,
    Paragraph,
    List,
    Code,
}

pub(super) fn html(text: &str) -> String {
    let (mut html, mut block) = (String::new(), Block::None);
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            let next = if block == Block::Code { Block::None } else { Block::Code };
            enter(&mut html, &mut block, next);
        } else if block == Block::Code {
            // A text takes whatever is written.
            let _ = writeln!(html, "{}", Escaped(line));
        } else if trimmed.is_empty() {
            enter(&mut html, &mut block, Block::None);
        } else if let Some((level, title)) = heading(trimmed) {
            enter(&mut html, &mut block, Block::None);
            let _ = writeln!(html, "<h{level}>{}</h{level}>", inline(title));
        } else if let Some(item) = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* ")) {
            enter(&mut html, &mut block, Block::List);
            let _ = writeln!(html, "<li>{}</li>", inline(item));
        } else {
            if block == Block::Paragraph {
                html.push('\n');
            }
            enter(&mut html, &mut block, Block::Paragraph);
            html.push_str(&inline(trimmed));
        }
    }
    enter(&mut html, &mut block, Block::None);
    html
}

/// Closes what is open, unless it goes on, and opens what comes.
fn enter(html: &mut String, block: &mut Block, next: Block) {
    if *block != next {
        html.push_str(match block {
            Block::None => "",
            Block::Paragraph => "</p>\n",
            Block::List => "</ul>\n",
            Block::Code => "</pre>\n",
        });
        html.push_str(match next {
            Block::None => "",
            Block::Paragraph => "<p>",
            Block::List => "<ul>\n",
            Block::Code => "<pre>",
        });
    }
    *block = next;
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let title = line[level..].strip_prefix(' ')?;
    (1..=6).contains(&level).then_some((level, title.trim()))
}

/// The marks within a line; one that is not closed is a character like any other.
fn inline(line: &str) -> String {
    let (mut html, mut rest) = (String::new(), line);
    while let Some(at) = rest.find(['`', '*', '[']) {
        let _ = write!(html, "{}", Escaped(&rest[..at]));
        rest = &rest[at..];
        let (marked, length) = code(rest)
            .or_else(|| marked(rest, "**", "strong"))
            .or_else(|| marked(rest, "*", "em"))
            .or_else(|| link(rest))
            .unwrap_or_else(|| (rest[..1].to_owned(), 1));
        html.push_str(&marked);
        rest = &rest[length..];
    }
    let _ = write!(html, "{}", Escaped(rest));
    html
}

fn code(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('`')?.split_once('`')?.0;
    Some((format!("<code>{}</code>", Escaped(inner)), inner.len() + 2))
}

fn marked(text: &str, mark: &str, element: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix(mark)?.split_once(mark)?.0;
    let is_text = !inner.is_empty() && inner.trim().len() == inner.len();
    is_text.then(|| (format!("<{element}>{}</{element}>", inline(inner)), inner.len() + 2 * mark.len()))
}

/// Only to the web: an address may hold a script as well.
fn link(text: &str) -> Option<(String, usize)> {
    let (label, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (to, _) = rest.split_once(')')?;
    let is_web = to.starts_with("https://") || to.starts_with("http://");
    is_web.then(|| (format!("<a href=\"{}\">{}</a>", Escaped(to), inline(label)), label.len() + to.len() + 4))
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn blocks() {
        assert_eq!(
            html("# A\none\ntwo\n\n- x\n* y\nend"),
            "<h1>A</h1>\n<p>one\ntwo</p>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<p>end</p>\n"
        );
        assert_eq!(
            html("```rust\nlet x = <T>::y;\n# no title\n```\n####### seven"),
            "<pre>let x = &lt;T&gt;::y;\n# no title\n</pre>\n<p>####### seven</p>\n"
        );
        assert_eq!(html(""), "");
    }

    #[test]
    fn marks() {
        assert_eq!(html("a `*b*` **c *d*** e"), "<p>a <code>*b*</code> <strong>c *d</strong>* e</p>\n");
        assert_eq!(html("2 * 3 * 4 and [x] é*"), "<p>2 * 3 * 4 and [x] é*</p>\n");
        assert_eq!(
            html("[a](https://x.y/?a=\"b\")"),
            "<p><a href=\"https://x.y/?a=&quot;b&quot;\">a</a></p>\n"
        );
        assert_eq!(html("[a](javascript:b)"), "<p>[a](javascript:b)</p>\n");
    }
}
