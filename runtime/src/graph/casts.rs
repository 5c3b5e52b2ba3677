//! `.cast()` on promises of files and tables. It leaves no trace in a graph: the value is bound as it is, and what is left is
//! to check that Flyte accepts it where it is bound.

use super::error::TraceProblem;
use super::part::Held;
use super::{Binding, Block, Promise, Scope, Work};
use crate::entity::Variable;
use crate::types::{misfit, path};
use aileron_grammar::Rule;
use aileron_idl::core::{LiteralType, literal_type::Type};

/// In a promise, the type that its value is cast to: whatever it is bound to. The plain function knows which type that is.
pub struct Cast;

/// `value.cast()`
pub fn cast(value: impl Held) -> Promise<Cast> {
    value.retyped()
}

/// The values of a graph that Flyte does not accept where they are bound. `place` is that of the workflow.
pub(super) fn refused(
    inputs: &[Variable],
    block: &Block,
    outputs: &[Variable],
    place: &str,
) -> Vec<TraceProblem> {
    let mut problems = Vec::new();
    of_block(inputs, block, &mut problems);
    of_outputs(Scope { inputs, nodes: &block.nodes }, block, outputs, &place, &mut problems);
    problems
}

fn of_block(inputs: &[Variable], block: &Block, problems: &mut Vec<TraceProblem>) {
    let scope = Scope { inputs, nodes: &block.nodes };
    for node in &block.nodes {
        let wanted = node.signature.inputs.iter().zip(&node.bindings);
        if let Work::Branch(branch) = &node.work {
            for arm in branch.blocks() {
                of_block(&node.signature.inputs, arm, problems);
                let scope = Scope { inputs: &node.signature.inputs, nodes: &arm.nodes };
                of_outputs(scope, arm, &node.signature.outputs, &node.place, problems);
            }
            continue;
        }
        for (input, binding) in wanted {
            if let Some(why) = wrong(scope, binding, &input.ty) {
                let name = node.title();
                let message =
                    format!("the input `{}` of `{name}` can't take this value: {why}. {WAY_OUT}", input.name);
                problems.push(TraceProblem { rule: Rule::Cast, place: node.place.to_string(), message });
            }
        }
    }
}

fn of_outputs(
    scope: Scope<'_>,
    block: &Block,
    outputs: &[Variable],
    place: &dyn ToString,
    problems: &mut Vec<TraceProblem>,
) {
    for (output, binding) in outputs.iter().zip(&block.outputs) {
        if let Some(why) = wrong(scope, binding, &output.ty) {
            let message = format!("the output `{}` can't be this value: {why}. {WAY_OUT}", output.name);
            problems.push(TraceProblem { rule: Rule::Cast, place: place.to_string(), message });
        }
    }
}

const WAY_OUT: &str = "A cast converts nothing, so Flyte refuses the workflow: convert the value in a task";

/// Why Flyte does not accept a binding as a value of this type, if it doesn't.
fn wrong(scope: Scope<'_>, binding: &Binding, ty: &LiteralType) -> Option<String> {
    match (binding, ty.r#type.as_ref()?) {
        // Nothing here can be cast. This is nearly every binding, so it comes first.
        (_, Type::Simple(_) | Type::EnumType(_)) | (Binding::Constant(_), _) => None,
        (Binding::Value { origin, path }, _) => {
            let whole = &scope.variable(*origin)?.ty;
            if path.is_empty() {
                return misfit(whole, ty);
            }
            misfit(path.iter().try_fold(&**whole, path::part_type)?, ty)
        }
        (Binding::List(items), Type::CollectionType(item)) => {
            items.iter().find_map(|one| wrong(scope, one, item))
        }
        (Binding::Map(items), Type::MapValueType(item)) => {
            items.values().find_map(|one| wrong(scope, one, item))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::data::{Csv, Json, Png};
    use crate::entity::Registry;
    use crate::graph::{Binding, Constants, Graph, Origin, graph};
    use crate::prelude::*;
    use std::collections::HashMap;

    #[task]
    fn any() -> File {
        File::new("s3://acme/any")
    }

    #[task]
    fn tables() -> (File<Csv>, Directory<Csv>) {
        (File::new("s3://acme/a.csv"), Directory::new("s3://acme/b"))
    }

    #[task]
    fn table(file: File<Csv>, other: Option<File<Csv>>) -> i64 {
        i64::from(!file.uri().is_empty()) + i64::from(other.is_some())
    }

    #[task]
    fn lists(files: Vec<File>, folders: HashMap<String, Directory>) -> i64 {
        i64::from(files.is_empty()) + i64::from(folders.is_empty())
    }

    #[workflow]
    fn accepted() -> (File<Json>, i64, i64) {
        let file = any();
        let (one, folder) = tables();
        let typed: File<Csv> = file.clone().cast();
        let known = table(typed, Some(file.clone().cast()));
        let all =
            lists(vec![one.cast(), file.clone().cast()], HashMap::from([("a".to_owned(), folder.cast())]));
        (file.cast(), known, all)
    }

    #[task]
    fn pictures(files: Vec<File<Png>>) -> i64 {
        i64::from(files.is_empty())
    }

    #[workflow]
    fn refused() -> (File<Json>, i64) {
        let (one, _) = tables();
        let plain: File = one.clone().cast();
        let count = pictures(vec![plain.cast()]);
        let plain: File = one.cast();
        (plain.cast(), count)
    }

    fn of(name: &str) -> Result<Graph, String> {
        let registry = Registry::collect().unwrap();
        let workflow = registry.named(&format!("aileron.graph.casts.tests.{name}"))[0];
        graph(workflow, Constants::Here).map_err(|error| error.to_string())
    }

    #[test]
    fn a_cast_is_no_node() {
        let graph = of("accepted").unwrap();
        assert_eq!(graph.block.nodes.len(), 4);
        let file = Binding::of(Origin::Output { node: 0, output: 0 });
        assert_eq!(graph.block.nodes[2].bindings, [file.clone(), file.clone()]);
        assert_eq!(graph.block.outputs[0], file);
    }

    #[test]
    fn what_flyte_does_not_accept_is_reported_however_often_it_is_cast() {
        let error = of("refused").unwrap_err();
        let way_out =
            "A cast converts nothing, so Flyte refuses the workflow: convert the value in a task [AIL0741]";
        for problem in [
            format!(
                "the input `files` of `pictures` can't take this value: the format is `csv`, not `png`. {way_out}"
            ),
            format!("the output `o0` can't be this value: the format is `csv`, not `json`. {way_out}"),
        ] {
            assert!(error.contains(&problem), "{error}");
        }
        assert_eq!(error.lines().count(), 3, "{error}");
    }
}
