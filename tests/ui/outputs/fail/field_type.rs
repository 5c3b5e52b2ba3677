use aileron::prelude::*;

struct Socket;

#[derive(Outputs)]
struct Found {
    words: i64,
    socket: Socket,
}

fn main() {}
