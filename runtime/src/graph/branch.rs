//! Branches: conditions, and the blocks between which they choose.

use super::{Block, Node, Work};
use aileron_idl::core::Literal;

/// A choice between blocks. Each block has the inputs of the branch's node, and gives its outputs.
#[derive(Debug)]
pub(crate) struct Branch {
    /// The conditions with their arms, in the order in which they are tried.
    pub cases: Vec<Case>,
    /// What happens if no condition is true.
    pub otherwise: Arm,
}

/// A condition and its arm.
#[derive(Debug)]
pub(crate) struct Case {
    pub condition: Condition,
    pub arm: Arm,
}

/// What happens once a branch has decided.
#[derive(Debug)]
pub(crate) enum Arm {
    /// The block runs.
    Block(Block),
    /// The workflow fails with this text.
    Fail(String),
}

/// A question about values: in a branch, about its inputs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Condition<O = Operand> {
    /// Whether two values compare like this, by Rust's rules.
    Compare { left: O, operator: Operator, right: O },
    /// Whether both are true.
    And(Box<[Condition<O>; 2]>),
    /// Whether one is true.
    Or(Box<[Condition<O>; 2]>),
    /// Whether it is false.
    Not(Box<Condition<O>>),
}

/// One side of a comparison: an integer, a float, a text or a boolean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    /// An input of the branch, by its index.
    Input(usize),
    /// A constant.
    Constant(Literal),
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl<O> Condition<O> {
    /// Calls `found` with both sides of each comparison.
    pub(crate) fn comparisons(&self, found: &mut impl FnMut(&O, &O)) {
        match self {
            Condition::Compare { left, right, .. } => found(left, right),
            Condition::And(both) | Condition::Or(both) => both.iter().for_each(|one| one.comparisons(found)),
            Condition::Not(inner) => inner.comparisons(found),
        }
    }

    /// The same question about other values.
    pub(super) fn map<T>(self, operand: &mut impl FnMut(O) -> T) -> Condition<T> {
        let both = |both: Box<[Condition<O>; 2]>, operand: &mut _| {
            let [left, right] = *both;
            Box::new([left.map(operand), right.map(operand)])
        };
        match self {
            Condition::Compare { left, operator, right } => {
                Condition::Compare { left: operand(left), operator, right: operand(right) }
            }
            Condition::And(sides) => Condition::And(both(sides, operand)),
            Condition::Or(sides) => Condition::Or(both(sides, operand)),
            Condition::Not(inner) => Condition::Not(Box::new(inner.map(operand))),
        }
    }
}

impl Condition {
    /// Calls `found` with each operand, in the order of the source.
    pub(crate) fn operands<'c>(&'c self, found: &mut impl FnMut(&'c Operand)) {
        match self {
            Condition::Compare { left, right, .. } => [left, right].into_iter().for_each(found),
            Condition::And(sides) | Condition::Or(sides) => {
                sides.iter().for_each(|side| side.operands(found));
            }
            Condition::Not(inner) => inner.operands(found),
        }
    }
}

impl Operand {
    /// The input of the branch that it is.
    pub(crate) fn input(&self) -> Option<usize> {
        match self {
            Operand::Input(index) => Some(*index),
            Operand::Constant(_) => None,
        }
    }
}

impl Operator {
    /// The operator that is true where this one is false, except for NaN.
    pub(crate) fn opposite(self) -> Self {
        match self {
            Operator::Equal => Operator::NotEqual,
            Operator::NotEqual => Operator::Equal,
            Operator::Less => Operator::GreaterOrEqual,
            Operator::LessOrEqual => Operator::Greater,
            Operator::Greater => Operator::LessOrEqual,
            Operator::GreaterOrEqual => Operator::Less,
        }
    }
}

impl Branch {
    /// All arms, in the order of the source.
    pub(crate) fn arms(&self) -> impl Iterator<Item = &Arm> {
        self.cases.iter().map(|case| &case.arm).chain([&self.otherwise])
    }

    /// Whether the workflow fails in one of its arms, or in an arm of a branch in them.
    pub(super) fn can_fail(&self) -> bool {
        let within = |node: &Node| matches!(&node.work, Work::Branch(branch) if branch.can_fail());
        self.arms().any(|arm| match arm {
            Arm::Fail(_) => true,
            Arm::Block(block) => block.nodes.iter().any(within),
        })
    }

    /// The blocks of the arms, in the order of the source.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.arms().filter_map(|arm| match arm {
            Arm::Block(block) => Some(block),
            Arm::Fail(_) => None,
        })
    }
}
