//! The constructs of the language. A new one is a file here and a row of the table.

mod arms;
mod attributes;
mod branches;
pub(crate) mod calls;
mod comparisons;
mod conditions;
mod dynamics;
mod early;
mod gates;
mod maps;
mod matches;
mod order;
mod plans;
mod references;
mod workflows;

use crate::construct::Construct;
use crate::growth::Growth;
use crate::value::Type;
use std::rc::Rc;

pub(crate) use attributes::AFTER;
pub(crate) use maps::GATHERING;
pub(crate) use order::NAME as IN_ORDER;

/// How a random construct is made.
struct Row {
    name: &'static str,
    /// How often it is chosen, in proportion to the others. 0 switches it off.
    weight: usize,
    grow: Grow,
}

/// Makes one, with values of these types if they are given. None if it can't be made here.
type Grow = fn(&mut Growth, Option<&[Type]>) -> Option<Rc<dyn Construct>>;

const TABLE: &[Row] = &[
    Row { name: calls::NAME, weight: 10, grow: calls::grow },
    Row { name: dynamics::NAME, weight: 2, grow: dynamics::grow },
    Row { name: workflows::NAME, weight: 4, grow: workflows::grow },
    Row { name: branches::NAME, weight: 6, grow: branches::grow },
    Row { name: comparisons::NAME, weight: 1, grow: comparisons::grow },
    Row { name: maps::NAME, weight: 2, grow: maps::grow },
    Row { name: matches::NAME, weight: 2, grow: matches::grow },
    Row { name: early::NAME, weight: 6, grow: early::grow },
    Row { name: gates::NAME, weight: 2, grow: gates::grow },
    Row { name: plans::NAME, weight: 2, grow: plans::grow },
    Row { name: references::NAME, weight: 2, grow: references::grow },
    Row { name: attributes::SETTINGS, weight: 2, grow: attributes::grow_settings },
    Row { name: AFTER, weight: 2, grow: attributes::grow_after },
    Row { name: IN_ORDER, weight: 1, grow: order::grow },
];

/// A failure handler, which is an option of a workflow.
pub(crate) const HANDLER: &str = "failure handler";

/// The constructs that are switched on.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().filter(|row| row.weight > 0).map(|row| row.name).chain([HANDLER])
}

/// Whether a construct is switched on.
pub(crate) fn is_on(name: &str) -> bool {
    names().any(|on| on == name)
}

/// A statement.
pub(crate) fn grow(growth: &mut Growth) -> Rc<dyn Construct> {
    loop {
        if let Some(made) = chosen(growth, None) {
            return made;
        }
    }
}

/// What gives values of these types, if the first choice can.
pub(crate) fn grow_of(growth: &mut Growth, types: &[Type]) -> Option<Rc<dyn Construct>> {
    chosen(growth, Some(types))
}

fn chosen(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    let mut place = growth.random.below(TABLE.iter().map(|row| row.weight).sum());
    let row = TABLE.iter().find(|row| {
        let found = place < row.weight;
        place = place.saturating_sub(row.weight);
        found
    });
    row.and_then(|row| (row.grow)(growth, types))
}
