//! Order without data: `#[node(after(…))]` on a statement, `#[node(in_order)]` on a block.

use crate::block::{Block, indented};
use crate::construct::{Construct, Pattern};
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

pub(crate) const AFTER: &str = "after";
pub(crate) const IN_ORDER: &str = "in_order";

/// A statement that waits for others.
#[derive(Clone, Debug)]
struct After {
    /// Variables of the statements that it waits for.
    others: Vec<String>,
    construct: Rc<dyn Construct>,
}

pub(super) fn grow_after(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    // The end of a block may be written into an `Ok`, where no attribute can be.
    if types.is_some() || growth.made.is_empty() {
        return None;
    }
    let mut others = vec![growth.random.pick(&growth.made).clone()];
    let another = growth.random.pick(&growth.made).clone();
    if another != others[0] && growth.random.percent(40) {
        others.push(another);
    }
    let construct = super::calls::grow_alone(growth)?;
    Some(Rc::new(After { others, construct }))
}

impl Construct for After {
    fn name(&self) -> &'static str {
        AFTER
    }

    fn types(&self) -> Vec<Type> {
        self.construct.types()
    }

    fn fails(&self) -> bool {
        self.construct.fails()
    }

    fn expression(&self) -> String {
        unreachable!("an attribute is on a statement")
    }

    fn statement(&self, pattern: &Pattern) -> String {
        format!("#[node(after({}))]\n{}", self.others.join(", "), self.construct.statement(pattern))
    }

    fn makes(&self) -> bool {
        true
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        if self.others.iter().all(|other| state.made(other)) {
            self.construct.run(state)
        } else {
            state.skip(self.types().len())
        }
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
        self.others.iter().for_each(|other| show(other));
        self.construct.reads(show);
    }

    fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        show(self);
        self.construct.visit(show);
    }

    fn smaller(&self) -> Vec<Rc<dyn Construct>> {
        vec![self.construct.clone()]
    }
}

/// A block whose statements run one after the other.
#[derive(Clone, Debug)]
struct InOrder(Block);

pub(super) fn grow_in_order(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
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
        IN_ORDER
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
