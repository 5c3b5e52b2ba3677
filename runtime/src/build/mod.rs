//! Which images a program needs, and how each is made: a base, and one layer with the program on top.

// Until all that uses it is there.
#![allow(dead_code, unused_imports)]

mod assemble;
mod make;
mod plan;

pub(crate) use assemble::{Assembled, Bases, Facts, Part, Recipe, assemble};
pub(crate) use make::{BuildError, Maker, platforms};
pub(crate) use plan::{Plan, PlanError, Target};
