//! Comparisons whose answer is a value: `let small = x < 3;`.

use super::conditions::Condition;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

pub(super) const NAME: &str = "comparison";

#[derive(Debug)]
struct Comparison(Condition);

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    if types.is_some_and(|types| types != [Type::Boolean]) {
        return None;
    }
    Some(Rc::new(Comparison(Condition::grow(growth, 1)?)))
}

impl Construct for Comparison {
    fn name(&self) -> &'static str {
        NAME
    }

    fn types(&self) -> Vec<Type> {
        vec![Type::Boolean]
    }

    fn fails(&self) -> bool {
        self.0.fails()
    }

    fn expression(&self) -> String {
        self.0.rust()
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        vec![self.0.holds(state).map(Value::Boolean)]
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
        self.0.reads(show);
    }

    fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        show(self);
        self.0.visit(show);
    }

    fn smaller(&self) -> Vec<Rc<dyn Construct>> {
        self.0
            .smaller()
            .into_iter()
            .map(|smaller| Rc::new(Comparison(smaller)) as Rc<dyn Construct>)
            .collect()
    }
}
