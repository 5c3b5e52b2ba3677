//! Calls of what is registered: this program itself, by its name.

use super::calls;
use crate::construct::Construct;
use crate::growth::Growth;
use crate::registered::REFERENCES;
use crate::value::Type;
use std::rc::Rc;

pub(super) const NAME: &str = "reference";

pub(super) fn grow(growth: &mut Growth, types: Option<&[Type]>) -> Option<Rc<dyn Construct>> {
    calls::grow_of(growth, (NAME, REFERENCES), types)
}
