//! `if`: as a value, as a statement, with variables that its arms assign, and as a guard.

use super::arms::{Arm, Arms, To};
use super::conditions::Condition;
use crate::argument::Argument;
use crate::block::indented;
use crate::construct::{Construct, Pattern};
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::fmt::Write;
use std::rc::Rc;

pub(super) const NAME: &str = "if";

#[derive(Clone, Debug)]
struct Branch {
    types: Vec<Type>,
    form: Form,
    arms: Arms<Condition>,
}

#[derive(Clone, Debug)]
enum Form {
    /// The arms have the values. As the end of a workflow, each has its own `Ok` or one is around all, as this says.
    Value { each_ok: bool },
    /// The arms assign them to variables, which have these values before.
    Assigned { before: Option<Vec<Argument>> },
}

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    if !growth.may_nest() {
        return None;
    }
    let at_the_end = types.is_some();
    let types = match types {
        Some(types) => types.to_vec(),
        None => growth.types_in_scope(),
    };
    if types.is_empty() && !at_the_end && growth.random.percent(50) {
        let guard = (Condition::grow(growth, 1)?, Arm::failing(growth));
        let form = Form::Value { each_ok: false };
        let arms = Arms { cases: vec![guard], otherwise: None };
        return Some(Rc::new(Branch { types, form, arms }));
    }
    let form = if at_the_end || types.is_empty() || growth.random.percent(60) {
        Form::Value { each_ok: growth.random.percent(60) }
    } else {
        let before = growth.random.percent(50);
        let before = before.then(|| types.iter().map(|ty| Argument::owned(growth, *ty, false)).collect());
        Form::Assigned { before }
    };
    let cases = *growth.random.pick(&[1, 1, 1, 2, 2, 3]);
    let cases: Option<Vec<(Condition, Arm)>> =
        (0..cases).map(|_| Some((Condition::grow(growth, 2)?, Arm::grow(growth, &types)))).collect();
    let may_lack_else = matches!(form, Form::Assigned { before: Some(_) }) || types.is_empty();
    let otherwise =
        if may_lack_else && growth.random.percent(60) { None } else { Some(Arm::grow(growth, &types)) };
    let arms = Arms { cases: cases?, otherwise };
    arms.live().then(|| Rc::new(Branch { types, form, arms }) as Rc<dyn Construct>)
}

impl Branch {
    fn rust(&self, to: To) -> String {
        // What has no `else` has no value.
        if let (To::Ok, None) = (to, &self.arms.otherwise) {
            return self.rust(To::Value) + "\nOk(())";
        }
        let mut source = String::new();
        for (place, (condition, arm)) in self.arms.cases.iter().enumerate() {
            let before = if place == 0 { "" } else { " else " };
            // Writing to a string does not fail.
            let _ = write!(source, "{before}if {} {{\n{}}}", condition.rust(), indented(&arm.rust(to)));
        }
        if let Some(arm) = &self.arms.otherwise {
            let _ = write!(source, " else {{\n{}}}", indented(&arm.rust(to)));
        }
        source
    }
}

impl Construct for Branch {
    fn name(&self) -> &'static str {
        NAME
    }

    fn types(&self) -> Vec<Type> {
        self.types.clone()
    }

    fn fails(&self) -> bool {
        let before = match &self.form {
            Form::Assigned { before: Some(before) } => before.iter().any(Argument::fails),
            _ => false,
        };
        before || self.arms.cases.iter().any(|(condition, _)| condition.fails()) || self.arms.fails()
    }

    fn expression(&self) -> String {
        self.rust(To::Value)
    }

    fn statement(&self, pattern: &Pattern) -> String {
        let Form::Assigned { before } = &self.form else {
            return match pattern {
                // Without a semicolon, as people write it.
                Pattern::Nothing if self.types.is_empty() => self.rust(To::Value),
                Pattern::Nothing => format!("let _ = {};", self.rust(To::Value)),
                pattern => format!("let {} = {};", pattern.rust(), self.rust(To::Value)),
            };
        };
        let variables = pattern.variables(self.types.len());
        let mut source = String::new();
        for (place, variable) in variables.iter().enumerate() {
            let _ = match before {
                Some(before) => writeln!(source, "let mut {variable} = {};", before[place].rust()),
                None => writeln!(source, "let {variable};"),
            };
        }
        source + &self.rust(To::Variables(&variables))
    }

    fn result(&self) -> Option<String> {
        matches!(self.form, Form::Value { each_ok: true }).then(|| self.rust(To::Ok))
    }

    fn declares(&self) -> bool {
        matches!(self.form, Form::Assigned { .. })
    }

    fn makes(&self) -> bool {
        !self.types.is_empty()
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        let before = match &self.form {
            Form::Assigned { before: Some(before) } => before.iter().map(|value| value.run(state)).collect(),
            _ => vec![None; self.types.len()],
        };
        for (place, (condition, arm)) in self.arms.cases.iter().enumerate() {
            match condition.holds(state) {
                Some(true) => {
                    state.ways.push(place);
                    return arm.run(state, &self.types);
                }
                Some(false) => {}
                None => return state.skip(self.types.len()),
            }
        }
        state.ways.push(self.arms.cases.len());
        match &self.arms.otherwise {
            Some(arm) => arm.run(state, &self.types),
            None => before,
        }
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
        if let Form::Assigned { before: Some(before) } = &self.form {
            for value in before {
                value.reads(show);
            }
        }
        self.arms.cases.iter().for_each(|(condition, _)| condition.reads(show));
        self.arms.reads(show);
    }

    fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        show(self);
        self.arms.cases.iter().for_each(|(condition, _)| condition.visit(show));
        self.arms.visit(show);
    }

    fn smaller(&self) -> Vec<Rc<dyn Construct>> {
        let mut arms = self.arms.fewer();
        arms.extend(self.arms.smaller());
        for (place, (condition, _)) in self.arms.cases.iter().enumerate() {
            for condition in condition.smaller() {
                let mut with = self.arms.clone();
                with.cases[place].0 = condition;
                arms.push(with);
            }
        }
        let branches = arms.into_iter().map(|arms| Branch { arms, ..self.clone() });
        branches.map(|branch| Rc::new(branch) as Rc<dyn Construct>).collect()
    }
}
