use aileron::prelude::*;

#[derive(FlyteType)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {}
