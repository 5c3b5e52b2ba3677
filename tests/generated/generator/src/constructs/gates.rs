//! Gates: an approval of a value, and a value that a person gives. Its name says the answer, so that one run of the engine can
//! answer those of all cases.

use crate::argument::Argument;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

pub(super) const NAME: &str = "gate";

#[derive(Debug)]
enum Gate {
    Approve(String, Argument),
    Wait(String, Value),
}

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    let ty = match types {
        None => *growth.random.pick(&Type::ALL),
        Some([ty]) => *ty,
        Some(_) => return None,
    };
    let name = growth.new_variable();
    if matches!(ty, Type::Integer | Type::Text | Type::Boolean) && growth.random.percent(50) {
        let answer = ty.sample(&mut growth.random);
        return Some(Rc::new(Gate::Wait(format!("{name}-is-{}", answer.text()), answer)));
    }
    Some(Rc::new(Gate::Approve(name, Argument::owned(growth, ty, false))))
}

impl Construct for Gate {
    fn name(&self) -> &'static str {
        NAME
    }

    fn types(&self) -> Vec<Type> {
        match self {
            Gate::Approve(_, value) => vec![value.ty()],
            Gate::Wait(_, answer) => vec![answer.ty()],
        }
    }

    fn fails(&self) -> bool {
        false
    }

    fn expression(&self) -> String {
        match self {
            Gate::Approve(name, value) => format!("gate::approve({name:?}, {})", value.rust()),
            Gate::Wait(name, answer) => format!("gate::wait_for::<{}>({name:?})", answer.ty().rust()),
        }
    }

    fn makes(&self) -> bool {
        true
    }

    fn answer(&self) -> Option<(String, Value)> {
        Some(match self {
            Gate::Approve(name, _) => (name.clone(), Value::Boolean(true)),
            Gate::Wait(name, answer) => (name.clone(), answer.clone()),
        })
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        match self {
            Gate::Approve(_, value) => match value.run(state) {
                Some(value) => vec![Some(value)],
                None => state.skip(1),
            },
            Gate::Wait(_, answer) => vec![Some(answer.clone())],
        }
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
        if let Gate::Approve(_, value) = self {
            value.reads(show);
        }
    }

    fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        show(self);
        if let Gate::Approve(_, value) = self {
            value.visit(show);
        }
    }
}
