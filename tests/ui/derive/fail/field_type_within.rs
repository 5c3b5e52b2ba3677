use aileron::prelude::*;

#[derive(FlyteType)]
struct Job {
    parts: Vec<Option<std::sync::Arc<u8>>>,
}

fn main() {}
