//! Prints a graph in Mermaid, which code hosts render in Markdown.

use super::picture::{Arrow, ArrowKind, Item, Shape, picture};
use crate::graph::Graph;

/// The graph as a Mermaid flowchart.
pub(crate) fn mermaid(graph: &Graph) -> String {
    let picture = picture(graph);
    let title = format!("title: {}", graph.name);
    let mut lines = ["---", &title, "---", "flowchart TD"].map(str::to_owned).to_vec();
    write(&mut lines, "    ", &picture.items);
    lines.extend(picture.arrows.iter().map(|Arrow { from, to, kind }| match kind {
        ArrowKind::Value(label) => format!("    {from} -->|\"{}\"| {to}", escaped(label)),
        ArrowKind::Order => format!("    {from} -.-> {to}"),
        ArrowKind::Arm { .. } => format!("    {from} ==> {to}"),
    }));
    lines.push(String::new());
    lines.join("\n")
}

fn write(lines: &mut Vec<String>, indent: &str, items: &[Item]) {
    for item in items {
        match item {
            Item::Box { id, shape: Shape::Ends, text } => lines.push(format!("{indent}{id}([{text}])")),
            Item::Box { id, shape, text } => {
                let (open, close) = match shape {
                    Shape::Workflow => ("[[", "]]"),
                    Shape::LaunchPlan | Shape::Gate => ("{{", "}}"),
                    Shape::Reference | Shape::Map | Shape::Dynamic => ("[/", "/]"),
                    Shape::Branch => ("{", "}"),
                    Shape::Ends | Shape::Value => ("([", "])"),
                    Shape::Note => (">", "]"),
                    Shape::Task => ("[", "]"),
                };
                lines.push(format!("{indent}{id}{open}\"{}\"{close}", escaped(text)));
            }
            Item::Frame { id, text, items } => {
                lines.push(format!("{indent}subgraph {id}[\"{}\"]", escaped(text)));
                write(lines, &format!("{indent}    "), items);
                lines.push(format!("{indent}end"));
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
