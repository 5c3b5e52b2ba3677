//! Scripts as tasks of a workflow, beside tasks in Rust.
//!
//! ```text
//! cargo run -p shell -- run report --text "one two" --most 1
//! ```

use aileron::prelude::*;

/// Writes the text into a file, in Rust.
#[task]
fn write(text: String) -> std::io::Result<File> {
    File::write("text.txt", text)
}

/// Finds the most frequent words of a file, with a script in a file of its own.
///
/// # Returns
///
/// - the words, one on each line, each with its count before it
/// - the number of words
#[shell_task(script = include_str!("frequent.sh"))]
fn frequent(text: File, most: u32) -> (File, u32);

/// Writes a line about the text. The shell reads the input as a string, whatever characters it has.
#[shell_task(
    script = r#"printf '%s of "%s"' {{.inputs.count}} "{{.inputs.text}}" > "$outputs/o0""#,
    retries = 1
)]
fn tell(text: String, count: u32) -> String;

/// Uses two scripts.
#[workflow]
fn report(text: String, most: u32) -> std::io::Result<(File, String)> {
    let (words, count) = frequent(write(text.clone())?, most);
    Ok((words, tell(text, count)))
}

aileron::main!();

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_runs_the_script() {
        let (words, line) = report("b a\na 'b' a".to_owned(), 2).expect("a report");
        let words = words.text().expect("a text");
        assert!(words.starts_with("      3 a\n"), "{words}");
        assert_eq!(line, "2 of \"b a\na 'b' a\"");
    }
}
