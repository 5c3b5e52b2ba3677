//! Prints the settings of the environment and of the configuration file: a line for each, `KEY = VALUE (SOURCE)`.

use aileron::remote::Settings;
use std::process::ExitCode;

fn main() -> ExitCode {
    match Settings::load() {
        Ok(settings) => {
            print!("{settings}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
