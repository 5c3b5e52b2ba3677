//! The program that runs the workflows by their graphs.

aileron::main!(workflow_tests);
