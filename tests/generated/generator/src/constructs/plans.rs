//! Calls of launch plans: executions of their own.

use super::calls;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::registered::PLANS;
use crate::value::Type;
use std::rc::Rc;

pub(super) const NAME: &str = "launch plan";

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    calls::grow_of(growth, (NAME, PLANS), types)
}
