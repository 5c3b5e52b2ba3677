//! The program of the tasks with plugins.

aileron::main!(plugged);
