//! What a branch does once it has decided.

use crate::block::Block;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::state::State;
use crate::value::{Type, Value};

#[derive(Clone, Debug)]
pub(super) enum Arm {
    Block(Block),
    /// `return Err(…)` with a text.
    Error(String),
    /// `panic!` with a text.
    Panic(String),
}

/// Where the values of an arm go.
#[derive(Clone, Copy, Debug)]
pub(super) enum To<'v> {
    /// They are the arm's value.
    Value,
    /// They are the workflow's value, in an `Ok`.
    Ok,
    /// They are assigned to these variables.
    Variables(&'v [String]),
}

/// The arms of a branch, each with what leads to it.
#[derive(Clone, Debug)]
pub(super) struct Arms<K> {
    pub(super) cases: Vec<(K, Arm)>,
    /// What happens if nothing leads to one of them.
    pub(super) otherwise: Option<Arm>,
}

impl<K: Clone> Arms<K> {
    fn iter(&self) -> impl Iterator<Item = &Arm> {
        self.cases.iter().map(|(_, arm)| arm).chain(&self.otherwise)
    }

    /// Whether one of them goes on: if every arm failed, nothing would have the values' types.
    pub(super) fn live(&self) -> bool {
        self.iter().any(|arm| matches!(arm, Arm::Block(_)))
    }

    pub(super) fn fails(&self) -> bool {
        self.iter().any(Arm::fails)
    }

    pub(super) fn reads(&self, show: &mut dyn FnMut(&str)) {
        self.iter().for_each(|arm| arm.reads(show));
    }

    pub(super) fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        self.iter().for_each(|arm| arm.visit(show));
    }

    /// The same without one case, of which one stays.
    pub(super) fn fewer(&self) -> Vec<Self> {
        let places = if self.cases.len() > 1 { 0..self.cases.len() } else { 0..0 };
        let without = |place| {
            let mut arms = self.clone();
            arms.cases.remove(place);
            arms
        };
        places.map(without).collect()
    }

    /// The same with less in an arm.
    pub(super) fn smaller(&self) -> Vec<Self> {
        let mut all = Vec::new();
        for (place, (_, arm)) in self.cases.iter().enumerate() {
            for arm in arm.smaller() {
                let mut arms = self.clone();
                arms.cases[place].1 = arm;
                all.push(arms);
            }
        }
        let otherwise = self.otherwise.iter().flat_map(Arm::smaller);
        all.extend(otherwise.map(|arm| Arms { otherwise: Some(arm), ..self.clone() }));
        all
    }
}

impl Arm {
    /// An arm with values of these types.
    pub(super) fn grow(growth: &mut Growth, types: &[Type]) -> Arm {
        match growth.random.below(20) {
            0 => Arm::Error(growth.failure()),
            1 if growth.random.percent(40) => Arm::Panic(growth.failure()),
            _ => {
                // An arm without values is there for its statements.
                let least = usize::from(types.is_empty());
                let statements = least + *growth.random.pick(&[0, 0, 0, 1, 1]);
                Arm::Block(growth.within(|growth| Block::grow(growth, statements, |_| types.to_vec())))
            }
        }
    }

    /// An arm of a guard.
    pub(super) fn failing(growth: &mut Growth) -> Arm {
        Arm::Error(growth.failure())
    }

    /// The lines in Rust.
    pub(super) fn rust(&self, to: To) -> String {
        match (self, to) {
            (Arm::Block(block), To::Value) => block.rust(false),
            (Arm::Block(block), To::Ok) => block.rust(true),
            (Arm::Block(block), To::Variables(variables)) => block.assigning(variables),
            (Arm::Error(text), To::Ok) => format!("Err({text:?}.into())"),
            (Arm::Error(text), _) => format!("return Err({text:?}.into());"),
            (Arm::Panic(text), _) => format!("panic!({text:?})"),
        }
    }

    /// The values; none of them if the arm fails.
    pub(super) fn run(&self, state: &mut State, types: &[Type]) -> Vec<Option<Value>> {
        match self {
            Arm::Block(block) => state.whole(|state| state.inside(|state| block.run(state))),
            Arm::Error(text) | Arm::Panic(text) => state.fail(text.clone(), types.len()),
        }
    }

    /// Whether the workflow needs a `Result` for it.
    pub(super) fn fails(&self) -> bool {
        match self {
            Arm::Block(block) => block.fails(),
            Arm::Error(_) => true,
            Arm::Panic(_) => false,
        }
    }

    pub(super) fn reads(&self, show: &mut dyn FnMut(&str)) {
        if let Arm::Block(block) = self {
            block.reads(show);
        }
    }

    pub(super) fn visit(&self, show: &mut dyn FnMut(&dyn Construct)) {
        if let Arm::Block(block) = self {
            block.visit(show);
        }
    }

    pub(super) fn smaller(&self) -> Vec<Arm> {
        match self {
            Arm::Block(block) => block.smaller().into_iter().map(Arm::Block).collect(),
            Arm::Error(_) | Arm::Panic(_) => vec![],
        }
    }
}
