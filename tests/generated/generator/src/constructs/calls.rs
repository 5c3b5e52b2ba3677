//! Calls of tasks, with variables, constants and calls as arguments.

use crate::argument::Argument;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::state::State;
use crate::tasks::{TASKS, Task};
use crate::value::{Type, Value};
use std::rc::Rc;

pub(super) const NAME: &str = "call";

#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// What it is among the constructs.
    name: &'static str,
    task: &'static Task,
    arguments: Vec<Argument>,
}

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    grow_of(growth, (NAME, TASKS), types)
}

/// A call of one of these.
pub(super) fn grow_of(
    growth: &mut Growth,
    of: (&'static str, &'static [Task]),
    types: Option<&[Type]>,
) -> Option<Rc<dyn Construct>> {
    let call = Call::grow(growth, of, |task| types.is_none_or(|types| task.outputs == types), true)?;
    Some(Rc::new(call))
}

/// A call without calls as arguments.
pub(super) fn grow_alone(growth: &mut Growth) -> Option<Rc<dyn Construct>> {
    Some(Rc::new(Call::grow(growth, (NAME, TASKS), |_| true, false)?))
}

impl Call {
    /// A call with a single value.
    pub(crate) fn of_type(growth: &mut Growth, ty: Type) -> Option<Call> {
        Call::grow(growth, (NAME, TASKS), |task| task.outputs == [ty], false)
    }

    fn grow(
        growth: &mut Growth,
        (name, tasks): (&'static str, &'static [Task]),
        fits: impl Fn(&Task) -> bool,
        nested: bool,
    ) -> Option<Call> {
        let fitting: Vec<&'static Task> =
            tasks.iter().filter(|task| fits(task) && (growth.waits || !task.waits)).collect();
        if fitting.is_empty() {
            return None;
        }
        // Tasks whose inputs are there are better: a constant is no edge of a graph.
        let mut tried: Vec<&'static Task> = (0..3).map(|_| *growth.random.pick(&fitting)).collect();
        tried.sort_by_key(|task| task.inputs.iter().filter(|ty| !growth.has(**ty)).count());
        let task = tried[0];
        let arguments = task.inputs.iter().map(|ty| Argument::grow(growth, *ty, nested)).collect();
        Some(Call { name, task, arguments })
    }

    /// The call without a `?`.
    fn call(&self) -> String {
        rust(self.task.name, &self.arguments, self.task.waits)
    }
}

/// A call in Rust.
pub(super) fn rust(name: &str, arguments: &[Argument], waits: bool) -> String {
    let arguments: Vec<String> = arguments.iter().map(Argument::rust).collect();
    format!("{name}({}){}", arguments.join(", "), if waits { ".await" } else { "" })
}

impl Construct for Call {
    fn name(&self) -> &'static str {
        self.name
    }

    fn types(&self) -> Vec<Type> {
        self.task.outputs.to_vec()
    }

    fn fails(&self) -> bool {
        self.task.fails || self.arguments.iter().any(Argument::fails)
    }

    fn expression(&self) -> String {
        self.call() + if self.task.fails { "?" } else { "" }
    }

    fn result(&self) -> Option<String> {
        self.task.fails.then(|| self.call())
    }

    fn makes(&self) -> bool {
        true
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        let arguments: Vec<Option<Value>> =
            self.arguments.iter().map(|argument| argument.run(state)).collect();
        let values = self.task.outputs.len();
        match arguments.into_iter().collect::<Option<Vec<Value>>>().map(|given| (self.task.call)(&given)) {
            Some(Ok(values)) => values.into_iter().map(Some).collect(),
            Some(Err(text)) => state.fail(text, values),
            None => state.skip(values),
        }
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
        self.arguments.iter().for_each(|argument| argument.reads(show));
    }

    fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        show(self);
        self.arguments.iter().for_each(|argument| argument.visit(show));
    }
}
