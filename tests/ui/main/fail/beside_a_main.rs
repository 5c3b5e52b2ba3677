aileron::main!();

fn main() {}
