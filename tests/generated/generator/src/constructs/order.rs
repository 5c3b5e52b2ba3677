//! Order without data of a whole block: `#[node(in_order)]`.

use crate::block::{Block, indented};
use crate::construct::{Construct, Pattern};
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

pub(crate) const NAME: &str = "in_order";

/// A block whose statements run one after the other.
#[derive(Clone, Debug)]
struct InOrder(Block);

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    if types.is_some() || !growth.may_nest() {
        return None;
    }
    let types = growth.types_in_scope();
    let statements = growth.random.below(2) + 2;
    let block = growth.within(|growth| Block::grow(growth, statements, |_| types));
    Some(Rc::new(InOrder(block)))
}

impl Construct for InOrder {
    fn name(&self) -> &'static str {
        NAME
    }

    fn types(&self) -> Vec<Type> {
        self.0.types()
    }

    fn fails(&self) -> bool {
        self.0.fails()
    }

    fn expression(&self) -> String {
        format!("{{\n{}}}", indented(&self.0.rust(false)))
    }

    fn statement(&self, pattern: &Pattern) -> String {
        let block = self.expression();
        match pattern {
            Pattern::Nothing if self.types().is_empty() => format!("#[node(in_order)]\n{block}"),
            pattern => format!("#[node(in_order)]\nlet {} = {block};", pattern.rust()),
        }
    }

    fn makes(&self) -> bool {
        true
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        let outside = std::mem::replace(&mut state.in_order, true);
        let values = state.inside(|state| self.0.run(state));
        state.in_order = outside;
        values
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
        self.0.reads(show);
    }

    fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        show(self);
        self.0.visit(show);
    }

    fn smaller(&self) -> Vec<Rc<dyn Construct>> {
        let smaller = self.0.smaller().into_iter().filter(|block| block.statements.len() > 1);
        smaller.map(|block| Rc::new(InOrder(block)) as Rc<dyn Construct>).collect()
    }
}
