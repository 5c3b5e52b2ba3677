//! Prints a graph in Mermaid, which code hosts render in Markdown.

use super::picture::{Arrow, ArrowKind, Item, Shape, picture};
use crate::graph::Graph;

/// The graph as a Mermaid flowchart.
pub(crate) fn mermaid(graph: &Graph) -> String {
    let picture = picture(graph);
    let mut text = format!("---\ntitle: {}\n---\nflowchart TD\n", graph.name);
    write(&mut text, "    ", &picture.items);
    for Arrow { from, to, kind } in &picture.arrows {
        text += &match kind {
            ArrowKind::Value(label) => format!("    {from} -->|\"{}\"| {to}\n", escaped(label)),
            ArrowKind::Order => format!("    {from} -.-> {to}\n"),
            ArrowKind::Arm { .. } => format!("    {from} ==> {to}\n"),
        };
    }
    text
}

fn write(out: &mut String, indent: &str, items: &[Item]) {
    for item in items {
        match item {
            Item::Box { id, shape: Shape::Ends, text } => *out += &format!("{indent}{id}([{text}])\n"),
            Item::Box { id, shape, text } => {
                let (open, close) = match shape {
                    Shape::Workflow => ("[[", "]]"),
                    Shape::Branch => ("{", "}"),
                    Shape::Ends | Shape::Value => ("([", "])"),
                    Shape::Note => (">", "]"),
                    Shape::Task => ("[", "]"),
                };
                *out += &format!("{indent}{id}{open}\"{}\"{close}\n", escaped(text));
            }
            Item::Frame { id, text, items } => {
                *out += &format!("{indent}subgraph {id}[\"{}\"]\n", escaped(text));
                write(out, &format!("{indent}    "), items);
                *out += &format!("{indent}end\n");
            }
        }
    }
}

/// Mermaid reads `#name;` as an entity, and HTML in labels.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => escaped += "#quot;",
            '#' => escaped += "#35;",
            '<' if rest.peek().is_some_and(|next| !next.is_whitespace() && *next != '=') => escaped += "#lt;",
            _ => escaped.push(c),
        }
    }
    escaped
}
