//! A program without tasks: the linker left them out.
aileron::main!();
