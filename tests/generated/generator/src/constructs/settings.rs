//! Settings of a single node: they change no answer.

use crate::construct::{Construct, Pattern};
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

pub(super) const NAME: &str = "settings";

const SETTINGS: &[&str] = &[
    "name = \"another name\"",
    "retries = 1",
    "timeout = \"10m\"",
    "interruptible = false",
    "requests(cpu = \"100m\", mem = \"64Mi\")",
    "limits(cpu = \"1\", mem = \"1Gi\")",
    "container_image = \"ghcr.io/acme/other:v2\"",
    "shared_memory",
];

/// A statement whose node has settings of its own.
#[derive(Clone, Debug)]
struct With {
    settings: Vec<&'static str>,
    construct: Rc<dyn Construct>,
}

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    // The end of a block may be written into an `Ok`, where no attribute can be.
    if types.is_some() {
        return None;
    }
    let settings = SETTINGS.iter().copied().filter(|_| growth.random.percent(30)).collect::<Vec<_>>();
    let settings = if settings.is_empty() { vec![SETTINGS[0]] } else { settings };
    let construct = super::calls::grow_alone(growth)?;
    Some(Rc::new(With { settings, construct }))
}

impl Construct for With {
    fn name(&self) -> &'static str {
        NAME
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
        format!("#[node({})]\n{}", self.settings.join(", "), self.construct.statement(pattern))
    }

    fn makes(&self) -> bool {
        true
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        self.construct.run(state)
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
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
