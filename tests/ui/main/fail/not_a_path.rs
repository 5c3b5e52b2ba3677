aileron::main!("the_lib");
