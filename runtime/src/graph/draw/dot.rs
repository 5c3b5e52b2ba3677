//! Prints a graph in DOT, the language of Graphviz.

use super::picture::{Arrow, ArrowKind, Item, Shape, picture};
use crate::graph::Graph;

/// The graph in DOT.
pub(crate) fn dot(graph: &Graph) -> String {
    let picture = picture(graph);
    let mut text = format!("digraph \"{}\" {{\n    node [shape=box];\n", graph.name);
    if picture.items.iter().any(|item| matches!(item, Item::Frame { .. })) {
        // Arrows may end at frames.
        text += "    compound=true;\n";
    }
    write(&mut text, "    ", &picture.items);
    for Arrow { from, to, kind } in &picture.arrows {
        text += &match kind {
            ArrowKind::Value(label) => format!("    {from} -> {to} [label=\"{}\"];\n", escaped(label)),
            ArrowKind::Order => format!("    {from} -> {to} [style=dashed];\n"),
            ArrowKind::Arm { into } => format!("    {from} -> {into} [lhead=cluster_{to}, style=bold];\n"),
        };
    }
    text + "}\n"
}

fn write(out: &mut String, indent: &str, items: &[Item]) {
    for item in items {
        match item {
            Item::Box { id, shape: Shape::Ends, .. } => *out += &format!("{indent}{id} [shape=ellipse];\n"),
            Item::Box { id, shape, text } => {
                let shape = match shape {
                    Shape::Task => "",
                    Shape::Workflow => ", peripheries=2",
                    Shape::Branch => ", shape=diamond",
                    Shape::Ends | Shape::Value => ", shape=ellipse",
                    Shape::Note => ", shape=note",
                };
                *out += &format!("{indent}{id} [label=\"{}\"{shape}];\n", escaped(text));
            }
            Item::Frame { id, text, items } => {
                *out +=
                    &format!("{indent}subgraph cluster_{id} {{\n{indent}    label=\"{}\";\n", escaped(text));
                write(out, &format!("{indent}    "), items);
                *out += &format!("{indent}}}\n");
            }
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
