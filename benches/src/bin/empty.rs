//! An empty program: the cost of starting and ending a process.

fn main() {}
