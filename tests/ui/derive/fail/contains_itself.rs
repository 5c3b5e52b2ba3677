use aileron::prelude::*;

#[derive(FlyteType)]
struct Tree {
    children: Vec<Tree>,
}

fn main() {}
