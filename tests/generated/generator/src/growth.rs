//! A body that grows: what can be read at the next statement, and how large the body may become.

use crate::construct::{Construct, Pattern};
use crate::random::Random;
use crate::value::Type;
use crate::workflow::Workflow;
use std::rc::Rc;

/// What a construct needs to make a random one.
#[derive(Debug)]
pub(crate) struct Growth {
    pub(crate) random: Random,
    /// The variables that can be read, the latest last.
    pub(crate) scope: Vec<(String, Type)>,
    /// The workflows that can be called.
    pub(crate) workflows: Vec<Rc<Workflow>>,
    /// How many variables have been named.
    named: usize,
}

impl Growth {
    pub(crate) fn new(random: Random, inputs: Vec<(String, Type)>, workflows: Vec<Rc<Workflow>>) -> Self {
        Growth { random, scope: inputs, workflows, named: 0 }
    }

    /// Whether there is a variable of the type.
    pub(crate) fn has(&self, ty: Type) -> bool {
        self.scope.iter().any(|(_, of)| *of == ty)
    }

    /// A variable of the type, more often a late one, since what is read makes a graph.
    pub(crate) fn pick(&mut self, ty: Type) -> Option<String> {
        let fitting: Vec<&String> =
            self.scope.iter().filter(|(_, of)| *of == ty).map(|(name, _)| name).collect();
        if fitting.is_empty() {
            return None;
        }
        let late = if self.random.percent(60) { fitting.len().saturating_sub(2) } else { 0 };
        Some((*self.random.pick(&fitting[late..])).clone())
    }

    /// Up to three types, mostly those of late variables.
    pub(crate) fn types_in_scope(&mut self) -> Vec<Type> {
        let count = *self.random.pick(&[0, 1, 1, 1, 2, 2, 3]);
        (0..count)
            .map(|_| {
                let late = self.scope.len().saturating_sub(4);
                let (_, ty) = *self.random.pick(&self.scope[late..]);
                ty
            })
            .collect()
    }

    /// Names the values of a construct, so that later statements read them.
    pub(crate) fn name(&mut self, construct: &dyn Construct) -> Pattern {
        let types = construct.types();
        let pattern = match types.len() {
            0 => Pattern::Nothing,
            _ if self.random.percent(10) => Pattern::Unnamed,
            _ if self.random.percent(5) => Pattern::Nothing,
            1 => Pattern::Variable(self.variable()),
            _ if self.random.percent(30) => Pattern::Whole(self.variable()),
            count => Pattern::Tuple((0..count).map(|_| self.new_variable()).collect()),
        };
        let variables = pattern.variables(types.len());
        self.scope.retain(|(name, _)| !variables.contains(name));
        self.scope.extend(variables.into_iter().zip(types));
        pattern
    }

    /// A name for one variable: now and then that of another one, which it shadows.
    fn variable(&mut self) -> String {
        let whole: Vec<&(String, Type)> = self.scope.iter().filter(|(name, _)| !name.contains('.')).collect();
        if !whole.is_empty() && self.random.percent(10) {
            return self.random.pick(&whole).0.clone();
        }
        self.new_variable()
    }

    pub(crate) fn new_variable(&mut self) -> String {
        self.named += 1;
        format!("v{}", self.named)
    }
}
