//! Tasks of many forms. For each, clippy would warn about an ordinary function.

use aileron::prelude::*;
use std::collections::HashMap;

/// A short name for a result.
pub type Attempt<T> = Result<T, String>;

/// Takes its inputs by value and only reads them.
#[task]
pub fn by_value(text: String, list: Vec<i64>, map: HashMap<String, i64>) -> usize {
    text.len() + list.len() + map.len()
}

/// Returns a `Result` that is never an error.
///
/// # Errors
/// Never.
#[task]
pub fn wrapped(x: i64) -> Result<i64, String> {
    Ok(x)
}

/// Returns an `Option` that is never none.
#[task]
pub fn some(x: i64) -> Option<i64> {
    Some(x)
}

/// Is `async` and does not await.
#[task]
pub async fn at_once(x: i64) -> i64 {
    x
}

/// Has many booleans as inputs.
#[task]
pub fn switches(a: bool, b: bool, c: bool, d: bool) -> bool {
    a && b && c && d
}

/// Has many inputs.
#[task]
pub fn many(one: i64, two: i64, three: i64, four: i64, five: i64, six: i64, seven: i64, eight: i64) -> i64 {
    one + two + three + four + five + six + seven + eight
}

/// Documents its inputs.
#[task]
pub fn explained(
    /// What to add to.
    x: i64,
    /** How much
     * to add. */
    y: i64,
) -> i64 {
    x + y
}

/// Changes its input in place.
#[task]
pub fn changes(mut x: i64) -> i64 {
    x += 1;
    x
}

/// Returns an alias of `Result`.
///
/// # Errors
/// Never.
#[task]
pub fn aliased(x: i64) -> Attempt<i64> {
    Ok(x)
}

/// Has a keyword as its name.
#[task]
pub fn r#match(r#type: i64) -> i64 {
    r#type
}

/// Is deprecated.
#[deprecated = "call `by_value`"]
#[task(deprecated = "call `by_value`")]
pub fn outdated(x: i64) -> i64 {
    x
}

/// Is never compiled, because its `cfg` is false.
#[task]
#[cfg(any())]
pub fn conditional(x: Nothing) -> Nothing {
    x
}

/// Is never compiled either.
#[cfg(any())]
#[task]
pub fn conditional_before(x: Nothing) -> Nothing {
    x
}

/// Has every option of the attribute.
#[task(
    container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}",
    retries = 3,
    timeout = "10m",
    cache(version = "1", serialize, ignore(seed)),
    interruptible,
    env(KEY = "value"),
    requests(cpu = "500m", mem = "1Gi"),
    limits(cpu = "1"),
    labels(team = "core"),
    annotations(owner = "me"),
    pod_template_name = "large"
)]
pub fn everything(text: String, seed: i64) -> usize {
    text.len() + usize::try_from(seed).unwrap_or_default()
}

macro_rules! make {
    ($($name:ident: $ty:ty),*) => {
        $(
            #[doc = "Made by a macro."]
            #[task]
            #[must_use]
            pub fn $name(x: $ty) -> $ty {
                x
            }
        )*
    };
}

make!(made: i64, made_too: Vec<String>);

/// Is another program.
///
/// # Errors
/// If that program fails.
#[container_task(image = "busybox", command = ["sh", "-c", "{{.inputs.script}} > /var/outputs/o0"], retries = 1)]
pub fn another_program(script: String, file: File) -> Result<String, String>;

/// Is a script.
#[shell_task(script = "echo $(({{.inputs.x}} + 1)) > \"$outputs/o0\"")]
pub fn a_script(x: i64) -> i64;

/// Contains a function that contains a task.
#[must_use]
pub fn outer() -> i64 {
    #[task]
    fn inside(x: i64) -> i64 {
        x
    }
    inside(3)
}

/// Calls the other tasks, in every way for which there is a lint.
///
/// # Errors
/// Those of its tasks.
#[workflow]
pub fn flow(text: String, r#in: i64) -> Result<(i64, Vec<i64>), String> {
    let words = explained(wrapped(r#in)?, 1);
    let mut list: Vec<i64> = Vec::new();
    for step in 0..2 {
        list.push(changes(step));
    }
    let map = HashMap::from([("a".to_string(), words)]);
    let _ = by_value(text.clone(), list.clone(), map);
    let _ = shown_elsewhere(text);
    let _ = shown_elsewhere("a text in quotes");
    Ok((r#match(words), list))
}

/// Uses indices, because a graph has no other form for this.
#[workflow]
pub fn fans_out(x: i64) -> Vec<i64> {
    let given = [changes(x), x, 3];
    let mut parts = [0; 3];
    for index in 0..2 {
        parts[index] = explained(given[index], given[index]);
    }
    for index in 0..3 {
        parts[index] = given[index];
    }
    parts.to_vec()
}

/// Does something that nobody takes.
#[task]
pub fn prepares() {}

/// Names variables that nothing reads.
#[workflow]
pub fn ordered(x: i64) -> i64 {
    let ready = prepares();
    #[node(after(ready))]
    let unused = changes(x);
    let (first, _) = (changes(x), 3);
    #[node(after(unused, first))]
    prepares();
    let mut last = prepares();
    for _ in 0..2 {
        #[node(after(last))]
        last = prepares();
    }
    let late;
    if cfg!(debug_assertions) {
        late = changes(x);
    } else {
        late = changes(3);
    }
    #[node(in_order)]
    {
        prepares();
        prepares();
    }
    #[node(after(last, late))]
    let result = changes(x);
    result
}

/// Runs one after the other.
#[workflow(in_order)]
pub fn all_in_order(x: i64) -> i64 {
    prepares();
    changes(x)
}

/// Awaits.
#[workflow]
pub async fn later(x: i64) -> i64 {
    at_once(at_once(x).await).await
}

use crate::shown as shown_elsewhere;
