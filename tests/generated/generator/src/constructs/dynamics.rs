//! Calls of dynamic workflows.

use super::calls;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::tasks::DYNAMICS;
use crate::value::Type;
use std::rc::Rc;

pub(super) const NAME: &str = "dynamic";

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    calls::grow_of(growth, (NAME, DYNAMICS), types)
}
