//! Renders the arguments in a folder a number of times, and prints the last result.

use aileron::arguments::{Surroundings, render};
use aileron::idl::core::LiteralMap;
use aileron::idl::prost::Message;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut given = std::env::args().skip(1);
    let (folder, times) = (given.next().ok_or("no folder")?, given.next().ok_or("no number")?.parse::<u32>()?);
    let arguments = std::fs::read_to_string(format!("{folder}/arguments"))?;
    let arguments: Vec<&str> = arguments.lines().collect();
    let inputs = LiteralMap::decode(&*std::fs::read(format!("{folder}/inputs.pb"))?)?;
    let at = Surroundings {
        input: "s3://b/n0/inputs.pb",
        input_prefix: "s3://b/n0",
        output_prefix: "s3://b/n0/0",
        raw_output_data_prefix: "s3://b/raw",
        generated_name: "e-n0-0",
        ..Surroundings::default()
    };
    let mut rendered = Vec::new();
    for _ in 0..times {
        rendered = render(arguments.iter().copied(), &at, &inputs)?;
    }
    for argument in rendered {
        println!("{argument}");
    }
    Ok(())
}
