//! What a local run does with tasks that are the work of other programs.

mod data;
mod endings;
mod engines;
mod folders;
mod program;
mod scripts;
