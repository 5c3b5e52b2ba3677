//! The program of the mirror.

aileron::main!(mirror);
