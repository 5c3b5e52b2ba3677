use aileron::prelude::*;
use std::collections::HashMap;

#[derive(FlyteType)]
struct Tree {
    children: Vec<Tree>,
}

#[derive(FlyteType)]
struct Node {
    value: i64,
    next: Option<Box<Node>>,
    others: HashMap<String, Self>,
}

#[derive(FlyteType)]
struct Chain(Vec<Chain>);

#[derive(FlyteType)]
enum Shape {
    Circle(f64),
    Group(Vec<Option<Shape>>),
}

#[task]
fn grow(tree: Tree, node: Node, chain: Chain) -> Vec<Shape> {
    drop((tree, node, chain));
    vec![]
}

fn main() {}
