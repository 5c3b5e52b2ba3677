//! `match` on an integer, a text or a boolean.

use super::arms::{Arm, Arms, To};
use crate::block::indented;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};
use std::rc::Rc;

pub(super) const NAME: &str = "match";

#[derive(Clone, Debug)]
struct Match {
    subject: String,
    of: Type,
    types: Vec<Type>,
    /// As the end of a workflow, each arm has its own `Ok`.
    each_ok: bool,
    /// The values of each arm: one pattern, or several with `|` between. The last is that of `_`.
    arms: Arms<Vec<Value>>,
}

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    if !growth.may_nest() {
        return None;
    }
    let types = match types {
        Some(types) => types.to_vec(),
        None => growth.types_in_scope(),
    };
    let of = *growth.random.pick(&[Type::Integer, Type::Text, Type::Boolean, Type::Color]);
    let subject = growth.pick(of)?;
    let each_ok = growth.random.percent(60);
    let (cases, otherwise) = if of == Type::Boolean {
        let first = growth.random.percent(50);
        let cases = [first, !first].map(|flag| (vec![Value::Boolean(flag)], Arm::grow(growth, &types)));
        (cases.into(), None)
    } else {
        let mut left: Vec<Value> = (0..4).map(|_| of.sample(&mut growth.random)).collect();
        left.sort_by_key(Value::literal);
        left.dedup();
        let mut cases = Vec::new();
        for _ in 0..=growth.random.below(2) {
            let several = growth.random.below(2) + 1;
            let values: Vec<Value> = (0..several).filter_map(|_| left.pop()).collect();
            if !values.is_empty() {
                cases.push((values, Arm::grow(growth, &types)));
            }
        }
        (cases, Some(Arm::grow(growth, &types)))
    };
    let arms = Arms { cases, otherwise };
    arms.live().then(|| Rc::new(Match { subject, of, types, each_ok, arms }) as Rc<dyn Construct>)
}

impl Match {
    fn rust(&self, to: To) -> String {
        let arm = |pattern: &str, arm: &Arm| format!("{pattern} => {{\n{}}}\n", indented(&arm.rust(to)));
        let mut arms = String::new();
        for (values, case) in &self.arms.cases {
            let patterns: Vec<String> = values.iter().map(Value::literal).collect();
            arms += &arm(&patterns.join(" | "), case);
        }
        arms += &self.arms.otherwise.as_ref().map_or_else(String::new, |otherwise| arm("_", otherwise));
        let subject = &self.subject;
        let subject = if self.of == Type::Text { format!("{subject}.as_str()") } else { subject.clone() };
        format!("match {subject} {{\n{}}}", indented(&arms))
    }
}

impl Construct for Match {
    fn name(&self) -> &'static str {
        NAME
    }

    fn types(&self) -> Vec<Type> {
        self.types.clone()
    }

    fn fails(&self) -> bool {
        self.arms.fails()
    }

    fn expression(&self) -> String {
        self.rust(To::Value)
    }

    fn result(&self) -> Option<String> {
        self.each_ok.then(|| self.rust(To::Ok))
    }

    fn makes(&self) -> bool {
        !self.types.is_empty()
    }

    fn run(&self, state: &mut State) -> Vec<Option<Value>> {
        let Some(subject) = state.read(&self.subject) else { return state.skip(self.types.len()) };
        let place = self.arms.cases.iter().position(|(values, _)| values.contains(&subject));
        state.ways.push(place.unwrap_or(self.arms.cases.len()));
        let arm = place.map(|place| &self.arms.cases[place].1).or(self.arms.otherwise.as_ref());
        arm.expect("the arms have every case").run(state, &self.types)
    }

    fn reads(&self, show: &mut dyn FnMut(&str)) {
        show(&self.subject);
        self.arms.reads(show);
    }

    fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        show(self);
        self.arms.visit(show);
    }

    fn smaller(&self) -> Vec<Rc<dyn Construct>> {
        // Without `_` each case is needed.
        let mut arms = if self.arms.otherwise.is_some() { self.arms.fewer() } else { vec![] };
        arms.extend(self.arms.smaller());
        let branches = arms.into_iter().map(|arms| Match { arms, ..self.clone() });
        branches.map(|branch| Rc::new(branch) as Rc<dyn Construct>).collect()
    }
}
