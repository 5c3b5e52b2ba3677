//! Local runs of tasks that run other software.

mod data;
mod endings;
mod engines;
mod folders;
mod interrupts;
mod program;
mod progress;
mod scripts;
