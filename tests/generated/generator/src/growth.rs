//! A body that grows: what can be read at the next statement, and how large the body may become.

use crate::construct::{Construct, Pattern};
use crate::constructs;
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
    /// The variables that nodes made, those of units too.
    pub(crate) made: Vec<String>,
    /// The workflows that can be called.
    pub(crate) workflows: Vec<Rc<Workflow>>,
    /// How many blocks are around the next statement, the body not counted.
    pub(crate) depth: usize,
    /// Whether the workflow is `async`, so that it can await.
    pub(crate) waits: bool,
    /// How many variables and failures have got a name.
    named: usize,
}

impl Growth {
    pub(crate) fn new(random: Random, inputs: Vec<(String, Type)>, workflows: Vec<Rc<Workflow>>) -> Self {
        Growth { random, scope: inputs, made: vec![], workflows, depth: 0, waits: false, named: 0 }
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
        let count = *self.random.pick(&[0, 1, 1, 2, 2, 3, 3]);
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
            0 if construct.makes() && constructs::is_on(constructs::AFTER) && self.random.percent(40) => {
                Pattern::Variable(self.new_variable())
            }
            0 => Pattern::Nothing,
            count if construct.declares() => {
                Pattern::Tuple((0..count).map(|_| self.new_variable()).collect())
            }
            _ if self.random.percent(10) => Pattern::Unnamed,
            _ if self.random.percent(5) => Pattern::Nothing,
            1 => Pattern::Variable(self.variable()),
            _ if self.random.percent(30) => Pattern::Whole(self.variable()),
            count => Pattern::Tuple((0..count).map(|_| self.new_variable()).collect()),
        };
        let variables = pattern.variables(types.len());
        // `v1` hides `v1.0`, and the other way around.
        let whole = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        self.scope.retain(|(name, _)| variables.iter().all(|variable| whole(variable) != whole(name)));
        self.scope.extend(variables.into_iter().zip(types));
        let names = pattern.names();
        self.made.retain(|name| !names.contains(name));
        if construct.makes() {
            self.made.extend(names);
        }
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

    /// Grows what has variables of its own, and forgets them.
    pub(crate) fn within<T>(&mut self, grow: impl FnOnce(&mut Growth) -> T) -> T {
        let outside = (self.scope.clone(), self.made.clone());
        self.depth += 1;
        let grown = grow(self);
        self.depth -= 1;
        (self.scope, self.made) = outside;
        grown
    }

    /// Whether a block may be here: seldom in another one, since the engine takes a second for each level.
    pub(crate) fn may_nest(&mut self) -> bool {
        self.depth == 0 || (self.depth == 1 && self.random.percent(30))
    }

    /// A text of a failure that no other failure of the workflow has.
    pub(crate) fn failure(&mut self) -> String {
        self.named += 1;
        format!("[[arm {}]]", self.named)
    }

    pub(crate) fn new_variable(&mut self) -> String {
        self.named += 1;
        format!("v{}", self.named)
    }
}
