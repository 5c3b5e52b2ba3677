//! `if … { return …; }` with statements behind it, at the end of a workflow.

use super::conditions::Condition;
use crate::block::{Block, End, indented};
use crate::construct::Construct;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

pub(super) const NAME: &str = "early return";

#[derive(Clone, Debug)]
struct Early {
    types: Vec<Type>,
    condition: Condition,
    /// What returns. It has values at its end.
    out: Block,
    rest: Block,
}

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    let types = types.filter(|_| growth.depth == 0)?.to_vec();
    let condition = Condition::grow(growth, 1)?;
    let statements = growth.random.below(2);
    let out = growth.within(|growth| {
        let Block { statements, .. } = Block::grow(growth, statements, |_| vec![]);
        Block { statements, end: End::of_arm(growth, &types) }
    });
    let statements = growth.random.below(2) + 1;
    let rest = growth.within(|growth| Block::grow(growth, statements, |_| types.clone()));
    Some(Rc::new(Early { types, condition, out, rest }))
}

impl Early {
    fn rust(&self, ok: bool) -> String {
        let (condition, out) = (self.condition.rust(), indented(&self.out.returning(ok)));
        format!("if {condition} {{\n{out}}}\n{}", self.rest.rust(ok))
    }
}

impl Construct for Early {
    fn name(&self) -> &'static str {
        NAME
    }

    fn types(&self) -> Vec<Type> {
        self.types.clone()
    }

    fn fails(&self) -> bool {
        self.condition.fails() || self.out.fails() || self.rest.fails()
    }

    fn expression(&self) -> String {
        self.rust(false)
    }

    fn result(&self) -> Option<String> {
        Some(self.rust(true))
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        let Some(returns) = self.condition.holds(state) else { return state.skip(self.types.len()) };
        state.ways.push(usize::from(returns));
        let block = if returns { &self.out } else { &self.rest };
        state.whole(|state| state.inside(|state| block.run(state)))
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
        self.condition.reads(show);
        self.out.reads(show);
        self.rest.reads(show);
    }

    fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        show(self);
        self.condition.visit(show);
        self.out.visit(show);
        self.rest.visit(show);
    }

    fn smaller(&self) -> Vec<Rc<dyn Construct>> {
        let outs = self.out.smaller().into_iter().filter(|out| matches!(out.end, End::Values(_)));
        let outs = outs.map(|out| Early { out, ..self.clone() });
        let rests = self.rest.smaller().into_iter().map(|rest| Early { rest, ..self.clone() });
        outs.chain(rests).map(|early| Rc::new(early) as Rc<dyn Construct>).collect()
    }
}
