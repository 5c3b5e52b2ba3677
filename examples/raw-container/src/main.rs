//! Programs of other images as tasks of a workflow, beside tasks in Rust.
//!
//! The images know nothing of Flyte: their inputs and outputs are arguments and files. A local run starts them with Docker or
//! Podman. Since most machines have these commands, they can run as processes, too:
//!
//! ```text
//! cargo run -p raw-container -- run report --text "one two" --containers=process
//! cargo run -p raw-container -- serialize
//! ```

use aileron::prelude::*;

/// Writes the text into a file, in Rust.
#[task]
fn write(text: String) -> std::io::Result<File> {
    File::write("text.txt", text)
}

/// Counts the words of a file with a program that has done so for fifty years.
#[container_task(
    image = "{{.image.tools}}",
    command = ["sh", "-c"],
    arguments = ["wc -w < /var/inputs/text > /var/outputs/o0"],
    requests(cpu = "100m", mem = "64Mi"),
    retries = 1
)]
fn count(text: File) -> i64;

/// Sorts the words of a text; returns all of them, and the first. The text is an argument, `$0`, so the shell does not read
/// it as a part of the script, even if it has quotes.
#[container_task(
    image = "{{.image.tools}}",
    command = ["sh", "-c", "printf '%s\n' $0 | sort > /var/outputs/o0.txt && head -n 1 /var/outputs/o0.txt > /var/outputs/o1"],
    arguments = ["{{.inputs.text}}"],
)]
fn sort(text: String) -> (File, String);

/// Combines the results, in Rust again.
#[task]
fn tell(words: i64, sorted: File, first: String) -> std::io::Result<String> {
    Ok(format!(
        "{words} words from {first} on: {}",
        sorted.text()?.split_whitespace().collect::<Vec<_>>().join(" ")
    ))
}

/// Uses two images.
#[workflow]
fn report(text: String) -> std::io::Result<String> {
    let words = count(write(text.clone())?);
    let (sorted, first) = sort(text);
    tell(words, sorted, first)
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;
    use aileron::testing::stand_in;

    #[test]
    fn without_any_container() {
        let _count = stand_in(count).with(|text| if text.text().is_ok() { 2 } else { 0 });
        let _sort = stand_in(sort).with(|text| (File::write("o0", &text).expect("a file"), text));
        assert_eq!(report("b a".to_owned()).expect("a report"), "2 words from b a on: b a");
    }
}
