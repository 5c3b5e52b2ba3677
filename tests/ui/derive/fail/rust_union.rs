use aileron::prelude::*;

#[derive(FlyteType)]
union Bits {
    float: f32,
    integer: u32,
}

fn main() {}
