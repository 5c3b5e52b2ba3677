aileron::main!(not_a_crate);
