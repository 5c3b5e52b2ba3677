use aileron::prelude::*;

struct Socket;

#[derive(FlyteType)]
struct Job {
    name: String,
    socket: Socket,
}

fn main() {}
