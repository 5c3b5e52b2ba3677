//! Maps: one task for each element of lists, as one node.

use super::captured::Captured;
use super::error::TraceProblem;
use super::{Binding, Node, Origin, Signature, Work};
use crate::entity::{Entity, Target, Variable};
use crate::types::literal;
use crate::types::path::Step;
use aileron_grammar::Rule;
use aileron_idl::core::LiteralType;
use aileron_idl::core::literal_type::Type;
use std::panic::Location;
use std::sync::Arc;

/// A map: one task for each element of lists of one length. The inputs of its node are those of the task, and a list of them
/// where the element decides the value.
#[derive(Debug)]
pub(crate) struct MapWork {
    /// The task.
    pub task: &'static Entity,
    /// For each input of the task, the path to its value in the element of its list; `None` if all tasks get the same value.
    pub each: Vec<Option<Vec<Step>>>,
    /// Whether a task may fail, and leaves a hole: the output is a list of options.
    pub holes: bool,
    /// How many tasks may run at once; `None` for as many as there are.
    pub concurrency: Option<u32>,
    /// How many of the tasks must succeed if not all have to.
    pub least: Option<Least>,
}

/// How many tasks of a map must succeed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Least {
    /// As many.
    Successes(u32),
    /// As many of each one.
    Ratio(f32),
}

impl Least {
    /// How many of that many tasks must succeed, as propeller counts (flytepropeller `controller/nodes/array/handler.go`).
    pub(crate) fn of(self, tasks: usize) -> usize {
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        match self {
            Least::Successes(number) => usize::try_from(number).unwrap_or(usize::MAX),
            Least::Ratio(ratio) => (f64::from(ratio) * tasks as f64).ceil() as usize,
        }
    }
}

impl MapWork {
    /// How many of that many tasks must succeed.
    pub(crate) fn least(&self, tasks: usize) -> usize {
        match self.least {
            Some(least) => least.of(tasks),
            None if self.holes => 0,
            None => tasks,
        }
    }
}

/// The node of a map, from the block that its closure recorded. `taken` is what the block takes from outside: first the
/// elements of `lists` lists, then other values.
pub(super) fn node(
    nodes: Vec<Node>,
    taken: Captured,
    lists: usize,
    map: &Mapped,
    place: &'static Location<'static>,
) -> Result<Node, TraceProblem> {
    let (variables, sources, after) = taken.into_parts();
    let problem = |rule, message: String| TraceProblem { rule, place: place.to_string(), message };
    let [only] = <[Node; 1]>::try_from(nodes).map_err(|_| {
        problem(
            Rule::MapCall,
            "a map is one call of a task for each element: write `map(|x| task(x), list)`".to_owned(),
        )
    })?;
    let task = target(&only).map_err(|why| problem(Rule::MapTarget, why))?;
    let (mut inputs, mut bindings, mut each) = (Vec::new(), Vec::new(), Vec::new());
    for (input, binding) in only.signature.inputs.iter().zip(&only.bindings) {
        match binding {
            Binding::Value { origin: Origin::Input(index), path } if *index < lists => {
                inputs.push(listed(input, &variables[*index].ty));
                bindings.push(sources[*index].clone());
                each.push(Some(path.clone()));
            }
            binding if is_of(binding, lists) => {
                let message = format!(
                    "the input `{}` of `{}` is made of an element and more, and Flyte can't put it together: a task of a map takes \
                     the element, a part of it, or values from outside of the map",
                    input.name,
                    only.title()
                );
                return Err(problem(Rule::MapArgument, message));
            }
            binding => {
                inputs.push(input.clone());
                bindings.push(binding.outside(&sources));
                each.push(None);
            }
        }
    }
    if each.iter().all(Option::is_none) {
        let message = format!(
            "no input of `{}` is the element or a part of it, so all tasks would do the same, and Flyte would not know how many to \
             run: pass the element",
            only.title()
        );
        return Err(problem(Rule::MapArgument, message));
    }
    let outputs = only.signature.outputs.iter().zip(&map.outputs);
    let outputs =
        outputs.map(|(output, ty)| Variable { ty: Arc::new(ty.clone()), ..output.clone() }).collect();
    let signature = Arc::new(Signature { inputs, outputs });
    let work = Work::Map(MapWork { task, each, holes: map.holes, concurrency: None, least: None });
    Ok(Node { work, signature, bindings, after, settings: None, place })
}

/// What `map` and `map_some` know of their node.
pub(super) struct Mapped {
    /// Whether a task may fail, and leaves a hole.
    pub(super) holes: bool,
    /// The types of the outputs.
    pub(super) outputs: Vec<LiteralType>,
}

/// The task of a map, if propeller's array node can run it (flytepropeller `controller/nodes/array`).
fn target(node: &Node) -> Result<&'static Entity, String> {
    let title = node.title();
    let why = match node.work {
        Work::Task(task) if task.is_dynamic() => {
            "is a dynamic workflow, and Flyte's map runs only tasks: make the calls in one dynamic workflow"
        }
        Work::Task(task) => match task.settings().map(|settings| &settings.target) {
            Some(Target::Program | Target::Shell(_))
                if task.settings().is_some_and(|own| own.plugin.is_none()) =>
            {
                return Ok(task);
            }
            Some(Target::Program | Target::Shell(_)) => {
                "is started by a plugin, which knows nothing of elements: map a task without one"
            }
            Some(Target::Container(_)) => {
                "is a container task, and Flyte gives the container of a map whole lists: only a task of this program can pick \
                 its element"
            }
            _ => {
                "is run by a service, and Flyte gives it whole lists: only a task of this program can pick its element"
            }
        },
        Work::Workflow(_) => {
            "is a workflow, and Flyte's map runs only tasks: map each of its tasks on its own"
        }
        Work::LaunchPlan(_) => {
            "is a launch plan, and Flyte's map runs only tasks: map each task of its workflow on its own"
        }
        Work::Reference(_) => {
            "is registered elsewhere, and Flyte gives the container of a map whole lists: only a task of this program can pick its \
             element"
        }
        _ => "is no task, and Flyte's map runs nothing else",
    };
    Err(format!("`{title}` can't be called for each element: it {why}"))
}

/// The input as a list of elements of this type.
fn listed(input: &Variable, element: &LiteralType) -> Variable {
    Variable {
        ty: Arc::new(literal::literal_type(Type::CollectionType(Box::new(element.clone())))),
        parameter: None,
        ..input.clone()
    }
}

/// Whether an element of the first lists is in the binding.
fn is_of(binding: &Binding, lists: usize) -> bool {
    let mut found = false;
    binding.origins(&mut |origin| found |= matches!(origin, Origin::Input(index) if index < lists));
    found
}

#[cfg(test)]
mod tests {
    use super::Least;

    #[test]
    fn a_ratio_is_rounded_up() {
        assert_eq!(Least::Ratio(0.5).of(5), 3);
        assert_eq!(Least::Ratio(0.5).of(0), 0);
        assert_eq!(Least::Successes(2).of(1), 2);
    }
}
