//! The program with all of them.

aileron::main!(ported);
