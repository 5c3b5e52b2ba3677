//! Branches (`advanced_composition/conditional.py`, `blast/blastx_example.py`).

use aileron::prelude::*;

#[task]
pub fn circumference(radius: f64) -> f64 {
    2.0 * 3.0 * radius
}

#[task]
pub fn area(radius: f64) -> f64 {
    3.0 * radius * radius
}

#[task]
pub fn is_heads(seed: i64) -> bool {
    seed % 2 == 0
}

#[task]
pub fn won() -> i64 {
    1
}

#[task]
pub fn lost() -> i64 {
    0
}

#[workflow]
pub fn of_a_range(radius: f64) -> f64 {
    if (0.1..1.0).contains(&radius) { circumference(radius) } else { area(radius) }
}

#[workflow]
pub fn of_three_ranges(radius: f64) -> Result<f64, String> {
    let result = if (0.1..1.0).contains(&radius) {
        circumference(radius)
    } else if (1.0..=10.0).contains(&radius) {
        area(radius)
    } else {
        return Err("the radius is between 0.1 and 10".into());
    };
    Ok(area(result))
}

#[workflow]
pub fn of_a_boolean(#[default(5)] seed: i64) -> i64 {
    if is_heads(seed) { won() } else { lost() }
}

#[workflow]
pub fn of_an_input(heads: bool) -> i64 {
    if heads { won() } else { lost() }
}

#[workflow]
pub fn within_another(radius: f64) -> f64 {
    if (0.1..1.0).contains(&radius) {
        if radius < 0.5 {
            circumference(radius)
        } else if radius < 0.9 {
            area(radius)
        } else {
            panic!("0.9 and more is an outlier")
        }
    } else if (1.0..=10.0).contains(&radius) {
        area(radius)
    } else {
        panic!("the radius is between 0.1 and 10")
    }
}

/// One arm hands a value on. In Python, a task `echo` is needed for that.
#[workflow]
pub fn handing_on(radius: f64, seed: i64) -> f64 {
    if is_heads(seed) { circumference(radius) } else { radius }
}

/// Writes the lines that have the letter.
#[shell_task(script = r#"grep {{.inputs.letter}} {{.inputs.text}} > "$outputs/o0" || true"#)]
pub fn search(text: File, letter: String) -> File;

#[task]
pub fn has_found(lines: File) -> std::io::Result<bool> {
    Ok(!lines.text()?.is_empty())
}

#[task]
pub fn last(lines: File) -> std::io::Result<String> {
    Ok(lines.text()?.lines().last().unwrap_or_default().to_owned())
}

/// A step that asks whether the one before it has worked.
#[workflow]
pub fn guarded(text: File, letter: String) -> std::io::Result<String> {
    let lines = search(text, letter);
    let found = has_found(lines.clone())?;
    if !found {
        return Err(std::io::Error::other("no line has the letter"));
    }
    last(lines)
}
