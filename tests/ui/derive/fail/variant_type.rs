use aileron::prelude::*;

struct Socket;

#[derive(FlyteType)]
enum Answer {
    Number(i64),
    Socket(Socket),
}

fn main() {}
