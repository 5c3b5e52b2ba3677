//! Whether every node can begin, and none waits for itself.

use super::code::flyte;
use super::compiler::{Builder, Compiler};
use super::nodes::{END, START};
use std::collections::{BTreeSet, HashMap};

/// Checks the edges of a workflow: from its start, every node is reached, and no circle.
pub(super) fn check<'p>(compiler: &mut Compiler<'p>, builder: &Builder<'p>) {
    match walk(&builder.downstream) {
        Err(circle) => {
            let message = format!(
                "its nodes wait for each other in a circle, so none of them ever begins: {}; remove one of these dependencies",
                circle.join(" -> ")
            );
            compiler.flyte(flyte::CYCLE, START, message);
        }
        Ok(reached) => {
            let lost: Vec<String> = builder
                .nodes
                .keys()
                .filter(|id| *id != END && !reached.contains(id.as_str()))
                .map(|id| format!("`{id}`"))
                .collect();
            if !lost.is_empty() {
                let message = format!(
                    "nothing ever starts {}, since each waits for a node that does not begin either or does not exist; remove \
                     that dependency",
                    lost.join(", ")
                );
                compiler.flyte(flyte::UNREACHABLE, START, message);
            }
        }
    }
}

/// What is reached from the start, or a circle on the way.
fn walk(downstream: &HashMap<String, BTreeSet<String>>) -> Result<BTreeSet<&str>, Vec<&str>> {
    let next = |id: &str| downstream.get(id).into_iter().flatten().map(String::as_str);
    let mut reached = BTreeSet::from([START]);
    // Each node of the path, with those after it that have not been looked at.
    let mut path = vec![(START, next(START).collect::<Vec<_>>())];
    let mut open = BTreeSet::from([START]);
    while let Some((last, rest)) = path.last_mut() {
        let Some(id) = rest.pop() else {
            open.remove(*last);
            path.pop();
            continue;
        };
        if open.contains(id) {
            let circle = path.iter().map(|(id, _)| *id).skip_while(|other| *other != id);
            return Err(circle.chain([id]).collect());
        }
        if reached.insert(id) {
            open.insert(id);
            path.push((id, next(id).collect()));
        }
    }
    Ok(reached)
}
