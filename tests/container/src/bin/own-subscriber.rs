//! A program that sets its own subscriber before it starts.
use std::process::ExitCode;

mod program {
    use aileron::prelude::*;

    #[task]
    fn tells() {
        aileron::tracing::info!("half way");
    }

    aileron::main!();

    pub(super) fn start() -> std::process::ExitCode {
        main()
    }
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .without_time()
        .with_ansi(false)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    program::start()
}
