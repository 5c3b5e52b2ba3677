//! Fifty signatures, in both languages: an integer, further inputs, and outputs.

/// A parameter's type, and a constant of it.
pub(super) struct Parameter {
    pub(super) rust: (&'static str, &'static str),
    pub(super) python: (&'static str, &'static str),
}

/// What a task returns: the type and the body.
pub(super) struct Return {
    pub(super) rust: (&'static str, &'static str),
    pub(super) python: (&'static str, &'static str),
    /// The expression for the integer among the outputs, in each language.
    pub(super) pattern: &'static str,
    /// Whether Rust needs a `?` for it.
    pub(super) fallible: bool,
}

const FLOAT: Parameter = Parameter { rust: ("f64", "0.5"), python: ("float", "0.5") };
const BOOL: Parameter = Parameter { rust: ("bool", "true"), python: ("bool", "True") };
const TEXT: Parameter = Parameter { rust: ("String", "String::from(\"a\")"), python: ("str", "'a'") };
const LIST: Parameter = Parameter { rust: ("Vec<i64>", "vec![1, 2]"), python: ("List[int]", "[1, 2]") };
const WORDS: Parameter =
    Parameter { rust: ("Vec<String>", "vec![String::from(\"a\")]"), python: ("List[str]", "['a']") };

const PARAMETERS: [&[Parameter]; 10] = [
    &[],
    &[FLOAT],
    &[BOOL],
    &[TEXT],
    &[LIST],
    &[WORDS],
    &[FLOAT, BOOL],
    &[TEXT, LIST],
    &[BOOL, WORDS],
    &[FLOAT, TEXT, BOOL],
];

const RETURNS: [Return; 5] = [
    Return { rust: ("i64", "x + 1"), python: ("int", "x + 1"), pattern: "v", fallible: false },
    Return {
        rust: ("(i64, f64)", "(x + 1, 0.5)"),
        python: ("Tuple[int, float]", "(x + 1, 0.5)"),
        pattern: "(v, _)",
        fallible: false,
    },
    Return {
        rust: ("(i64, String)", "(x + 1, String::new())"),
        python: ("Tuple[int, str]", "(x + 1, '')"),
        pattern: "(v, _)",
        fallible: false,
    },
    Return {
        rust: ("(i64, Vec<i64>)", "(x + 1, vec![x])"),
        python: ("Tuple[int, List[int]]", "(x + 1, [x])"),
        pattern: "(v, _)",
        fallible: false,
    },
    Return {
        rust: ("Result<i64, String>", "Ok(x + 1)"),
        python: ("int", "x + 1"),
        pattern: "v",
        fallible: true,
    },
];

/// The signature of the task with this number.
pub(super) fn of(task: usize) -> (&'static [Parameter], &'static Return) {
    (PARAMETERS[task % PARAMETERS.len()], &RETURNS[task / PARAMETERS.len() % RETURNS.len()])
}
