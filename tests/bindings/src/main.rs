//! The program that calls what other packages hold.

aileron::main!(bindings_tests);
