aileron::main!();
aileron::main!();
