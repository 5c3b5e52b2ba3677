//! Values as they are written at the place of their use.

use crate::construct::Construct;
use crate::constructs::calls::Call;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

/// The value of a parameter, of an output or of a comparison.
#[derive(Clone, Debug)]
pub(crate) enum Argument {
    Variable(String, Type),
    /// A constant, as written.
    Constant(Value, String),
    Call(Rc<Call>),
}

impl Argument {
    /// A value of the type as a parameter takes it; a call only if `calls` are wanted.
    pub(crate) fn grow(growth: &mut Growth, ty: Type, calls: bool) -> Argument {
        if calls
            && growth.random.percent(15)
            && let Some(call) = Call::of_type(growth, ty)
        {
            return Argument::Call(Rc::new(call));
        }
        if growth.random.percent(12) {
            return Argument::constant(growth, ty);
        }
        match growth.pick(ty) {
            Some(variable) => Argument::Variable(variable, ty),
            None => Argument::constant(growth, ty),
        }
    }

    /// A value as an arm or an assignment has it: a text is a `String`.
    pub(crate) fn owned(growth: &mut Growth, ty: Type, calls: bool) -> Argument {
        match Argument::grow(growth, ty, calls) {
            Argument::Constant(value, written) if written.ends_with('"') => {
                Argument::Constant(value, format!("{written}.to_owned()"))
            }
            value => value,
        }
    }

    /// A value that is no constant.
    pub(crate) fn promise(growth: &mut Growth, ty: Type) -> Argument {
        match growth.pick(ty) {
            Some(variable) => Argument::Variable(variable, ty),
            None => Argument::Call(Rc::new(Call::of_type(growth, ty).expect("a task for each type"))),
        }
    }

    fn constant(growth: &mut Growth, ty: Type) -> Argument {
        let value = ty.sample(&mut growth.random);
        let literal = value.literal();
        let written = match (ty, growth.random.below(4)) {
            (Type::Text, 0) => format!("{literal}.to_owned()"),
            (Type::Text, 1) => format!("{literal}.to_string()"),
            (Type::Text, 2) => format!("String::from({literal})"),
            _ => literal,
        };
        Argument::Constant(value, written)
    }

    pub(crate) fn rust(&self) -> String {
        match self {
            Argument::Variable(name, Type::Text) => format!("{name}.clone()"),
            Argument::Variable(name, _) => name.clone(),
            Argument::Constant(_, written) => written.clone(),
            Argument::Call(call) => call.expression(),
        }
    }

    pub(crate) fn ty(&self) -> Type {
        match self {
            Argument::Variable(_, ty) => *ty,
            Argument::Constant(value, _) => value.ty(),
            Argument::Call(call) => call.types()[0],
        }
    }

    pub(crate) fn fails(&self) -> bool {
        matches!(self, Argument::Call(call) if call.fails())
    }

    pub(crate) fn run(&self, state: &mut State) -> Option<Value> {
        match self {
            Argument::Variable(name, _) => state.read(name),
            Argument::Constant(value, _) => Some(value.clone()),
            Argument::Call(call) => call.run(state).remove(0),
        }
    }

    pub(crate) fn reads(&self, show: &mut dyn FnMut(&str)) {
        match self {
            Argument::Variable(name, _) => show(name),
            Argument::Constant(..) => {}
            Argument::Call(call) => call.reads(show),
        }
    }

    pub(crate) fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        if let Argument::Call(call) = self {
            call.visit(show);
        }
    }
}
