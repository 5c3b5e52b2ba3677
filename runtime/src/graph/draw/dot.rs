//! Prints a graph in DOT, the language of Graphviz.

use super::picture::{Arrow, ArrowKind, Item, Shape, picture};
use crate::graph::Graph;

/// The graph in DOT.
pub(crate) fn dot(graph: &Graph) -> String {
    let picture = picture(graph);
    let mut lines = vec![format!("digraph \"{}\" {{", graph.name), "    node [shape=box];".to_owned()];
    if picture.items.iter().any(|item| matches!(item, Item::Frame { .. })) {
        // Arrows may end at frames.
        lines.push("    compound=true;".to_owned());
    }
    write(&mut lines, "    ", &picture.items);
    lines.extend(picture.arrows.iter().map(|Arrow { from, to, kind }| match kind {
        ArrowKind::Value(label) => format!("    {from} -> {to} [label=\"{}\"];", escaped(label)),
        ArrowKind::Order => format!("    {from} -> {to} [style=dashed];"),
        ArrowKind::Arm { into } => format!("    {from} -> {into} [lhead=cluster_{to}, style=bold];"),
    }));
    lines.push("}\n".to_owned());
    lines.join("\n")
}

fn write(lines: &mut Vec<String>, indent: &str, items: &[Item]) {
    for item in items {
        match item {
            Item::Box { id, shape: Shape::Ends, .. } => lines.push(format!("{indent}{id} [shape=ellipse];")),
            Item::Box { id, shape, text } => {
                let shape = match shape {
                    Shape::Task => "",
                    Shape::Dynamic => ", shape=component",
                    Shape::Workflow => ", peripheries=2",
                    Shape::LaunchPlan | Shape::Gate => ", shape=hexagon",
                    Shape::Reference => ", shape=parallelogram",
                    Shape::Branch => ", shape=diamond",
                    Shape::Map => ", shape=box3d",
                    Shape::Ends | Shape::Value => ", shape=ellipse",
                    Shape::Note => ", shape=note",
                };
                lines.push(format!("{indent}{id} [label=\"{}\"{shape}];", escaped(text)));
            }
            Item::Frame { id, text, items } => {
                lines.push(format!("{indent}subgraph cluster_{id} {{"));
                lines.push(format!("{indent}    label=\"{}\";", escaped(text)));
                write(lines, &format!("{indent}    "), items);
                lines.push(format!("{indent}}}"));
            }
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
