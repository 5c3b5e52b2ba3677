//! Which images a program needs, and how each is made: a base, and one layer with the program on top.

mod assemble;
mod make;
mod plan;
mod recipe;

pub(crate) use assemble::{Assembled, Bases, Facts, Part, assemble};
pub(crate) use make::{BuildError, Maker};
pub(crate) use plan::{Plan, PlanError, Target};
pub(crate) use recipe::{Recipe, package_folders, platforms};
