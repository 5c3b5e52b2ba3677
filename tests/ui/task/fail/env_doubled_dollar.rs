use aileron::prelude::*;

#[task(env(HOST = "localhost", PASSWORD = "pa$$word", URL = "http://$(HOST)/"))]
fn fetch() {}

fn main() {}
