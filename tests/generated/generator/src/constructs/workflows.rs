//! Calls of workflows.

use super::calls;
use crate::argument::Argument;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use crate::workflow::Workflow;
use std::rc::Rc;

pub(super) const NAME: &str = "sub-workflow";

#[derive(Debug)]
struct Within {
    workflow: Rc<Workflow>,
    arguments: Vec<Argument>,
}

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    let fits = |workflow: &Workflow| {
        types.is_none_or(|types| workflow.body.types() == types) && (growth.waits || !workflow.waits)
    };
    let fitting: Vec<Rc<Workflow>> =
        growth.workflows.iter().filter(|workflow| fits(workflow)).cloned().collect();
    if fitting.is_empty() {
        return None;
    }
    let workflow = growth.random.pick(&fitting).clone();
    let arguments = workflow.inputs.iter().map(|(_, ty)| Argument::grow(growth, *ty, true)).collect();
    Some(Rc::new(Within { workflow, arguments }))
}

impl Within {
    /// The call without a `?`.
    fn call(&self) -> String {
        calls::rust(self.workflow.name, &self.arguments, self.workflow.waits)
    }
}

impl Construct for Within {
    fn name(&self) -> &'static str {
        NAME
    }

    fn types(&self) -> Vec<Type> {
        self.workflow.body.types()
    }

    fn fails(&self) -> bool {
        self.workflow.fails() || self.arguments.iter().any(Argument::fails)
    }

    fn expression(&self) -> String {
        self.call() + if self.workflow.fails() { "?" } else { "" }
    }

    fn result(&self) -> Option<String> {
        self.workflow.fails().then(|| self.call())
    }

    fn makes(&self) -> bool {
        true
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        let arguments: Vec<Option<Value>> =
            self.arguments.iter().map(|argument| argument.run(state)).collect();
        match arguments.into_iter().collect::<Option<Vec<Value>>>() {
            Some(given) => state.whole(|state| self.workflow.run(state, given)),
            None => state.skip(self.types().len()),
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
