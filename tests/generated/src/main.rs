//! The program that runs the workflows by their graphs.

aileron::main!(generated_tests);
