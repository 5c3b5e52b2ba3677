//! An attribute on a statement: settings of its node, which change no answer, or the statements that it waits for.

use crate::construct::{Construct, Pattern};
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

pub(super) const SETTINGS: &str = "settings";
pub(crate) const AFTER: &str = "after";

const EACH: &[&str] = &[
    "name = \"another name\"",
    "retries = 1",
    "timeout = \"10m\"",
    "interruptible = false",
    "requests(cpu = \"100m\", mem = \"64Mi\")",
    "limits(cpu = \"1\", mem = \"1Gi\")",
    "container_image = \"ghcr.io/acme/other:v2\"",
    "shared_memory",
];

/// A statement below an attribute.
#[derive(Clone, Debug)]
struct On {
    name: &'static str,
    /// What is in `#[node(…)]`.
    attribute: String,
    /// Variables of the statements that it waits for.
    others: Vec<String>,
    construct: Rc<dyn Construct>,
}

pub(super) fn grow_settings(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    // The end of a block may be written into an `Ok`, where no attribute can be.
    if types.is_some() {
        return None;
    }
    let settings = EACH.iter().copied().filter(|_| growth.random.percent(30)).collect::<Vec<_>>();
    let settings = if settings.is_empty() { vec![EACH[0]] } else { settings };
    let construct = super::calls::grow_alone(growth)?;
    Some(Rc::new(On { name: SETTINGS, attribute: settings.join(", "), others: vec![], construct }))
}

pub(super) fn grow_after(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    if types.is_some() || growth.made.is_empty() {
        return None;
    }
    let mut others = vec![growth.random.pick(&growth.made).clone()];
    let another = growth.random.pick(&growth.made).clone();
    if another != others[0] && growth.random.percent(40) {
        others.push(another);
    }
    let construct = super::calls::grow_alone(growth)?;
    Some(Rc::new(On { name: AFTER, attribute: format!("after({})", others.join(", ")), others, construct }))
}

impl Construct for On {
    fn name(&self) -> &'static str {
        self.name
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
        format!("#[node({})]\n{}", self.attribute, self.construct.statement(pattern))
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
