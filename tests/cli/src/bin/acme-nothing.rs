//! A program whose tasks the linker left out.
aileron::main!();
