use aileron::prelude::*;

#[derive(FlyteType)]
enum Length {
    Metres(f64),
    Feet(f64),
}

fn main() {}
