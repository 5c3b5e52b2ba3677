//! The tasks that generated workflows call.

use crate::value::{Color, Input, Output, Type, Value};

/// A task: the program has its source, and the generator calls the same function.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) name: &'static str,
    pub(crate) inputs: &'static [Type],
    pub(crate) outputs: &'static [Type],
    pub(crate) fails: bool,
    /// Whether it is `async` in the program.
    pub(crate) waits: bool,
    pub(crate) source: &'static str,
    pub(crate) call: fn(&[Value]) -> Result<Vec<Value>, String>,
}

macro_rules! out {
    () => {
        ()
    };
    ($out:ty) => {
        $out
    };
}

/// A task of the table, or what is called like one.
macro_rules! task {
    ($waits:literal, $source:expr, $name:ident($($input:ident: $in:ty),*) $(-> $out:ty)?) => {
        Task {
            name: stringify!($name),
            inputs: &[$(<$in as Input>::TYPE),*],
            outputs: <out!($($out)?) as Output>::TYPES,
            fails: <out!($($out)?) as Output>::FAILS,
            waits: $waits,
            source: $source,
            call: |values| {
                let mut _values = values.iter();
                $(let $input = Input::read(_values.next().expect("a value for each input"));)*
                Output::values($name($($input),*))
            },
        }
    };
}

macro_rules! tasks {
    (
        $all:ident:
        $(fn $name:ident($($input:ident: $in:ty),*) $(-> $out:ty)? $body:block)*
        $(async fn $later:ident($($given:ident: $is:ty),*) $(-> $gives:ty)? $work:block)*
    ) => {
        $(pub(crate) fn $name($($input: $in),*) $(-> $out)? $body)*
        // The generator has no need to wait.
        $(pub(crate) fn $later($($given: $is),*) $(-> $gives)? $work)*

        pub(crate) const $all: &[Task] = &[
            $(task!(
                false,
                stringify!(fn $name($($input: $in),*) $(-> $out)? $body),
                $name($($input: $in),*) $(-> $out)?
            ),)*
            $(task!(
                true,
                stringify!(async fn $later($($given: $is),*) $(-> $gives)? $work),
                $later($($given: $is),*) $(-> $gives)?
            ),)*
        ];
    };
}

/// In the program it takes a moment, so that what must wait for a task has an occasion not to.
fn pause() {}

/// The same in the program.
pub(crate) const PAUSE: &str = "fn pause() { std::thread::sleep(std::time::Duration::from_millis(30)); }";

/// The enum in the program.
pub(crate) const COLOR: &str = "\
#[derive(FlyteType, Clone, Copy, PartialEq, Debug)]
pub enum Color { Red, Green, Blue }

impl Input for Color {
    const TYPE: Type = Type::Color;

    fn read(value: &Value) -> Self {
        match workflow_generator::Color::read(value) {
            workflow_generator::Color::Red => Color::Red,
            workflow_generator::Color::Green => Color::Green,
            workflow_generator::Color::Blue => Color::Blue,
        }
    }

    fn value(self) -> Value {
        Value::Color(match self {
            Color::Red => workflow_generator::Color::Red,
            Color::Green => workflow_generator::Color::Green,
            Color::Blue => workflow_generator::Color::Blue,
        })
    }
}";

// The numbers and the texts stay small, so that inputs often meet the constant of a comparison. A failure says in double
// brackets what failed on what: `[[short: aba]]`.
tasks! {
    TASKS:

    fn seven() -> i64 { 7 }

    fn add(a: i64, b: i64) -> i64 { (a + b) % 6 }

    fn twice(a: i64) -> i64 { a * 2 % 7 }

    fn length(text: String) -> i64 { i64::try_from(text.len()).unwrap_or(0) }

    fn is_even(a: i64) -> bool { a % 2 == 0 }

    fn less(a: i64, b: i64) -> bool { a < b }

    fn opposite(flag: bool) -> bool { !flag }

    fn letter(a: i64) -> String { (if a > 1 { "a" } else { "b" }).to_owned() }

    fn join(a: String, b: String) -> String { (a + &b).chars().take(3).collect() }

    fn either(flag: bool, a: String, b: String) -> String { if flag { a } else { b } }

    fn split(a: i64) -> (i64, String) { (a / 2, (if a % 2 == 0 { "b" } else { "ab" }).to_owned()) }

    fn facts(text: String) -> (bool, i64, String) {
        (text.is_empty(), if text.starts_with('a') { 1 } else { 3 }, text + "a")
    }

    fn note(text: String) { drop(text); }

    fn mark(a: i64, flag: bool) { let _ = (a, flag); }

    fn positive(a: i64) -> Result<i64, String> {
        if a >= 0 { Ok(a) } else { Err(format!("[[positive: {a}]]")) }
    }

    fn slowly(a: i64) -> Result<i64, String> {
        pause();
        if a == 2 { Err(format!("[[slowly: {a}]]")) } else { Ok(a) }
    }

    fn short(text: String) -> Result<String, String> {
        if text.len() < 3 { Ok(text) } else { Err(format!("[[short: {text}]]")) }
    }

    fn thirds(a: i64) -> Result<(i64, bool), String> {
        if a == 3 { Err(format!("[[thirds: {a}]]")) } else { Ok((a % 3, a > 3)) }
    }

    fn agreed(a: bool, b: bool) -> Result<(), String> {
        if a || b { Ok(()) } else { Err("[[agreed: neither]]".to_owned()) }
    }

    fn half(a: i64) -> f64 { f64::from(i32::try_from(a).unwrap_or(0)) / 2.0 }

    fn least(x: f64, y: f64) -> f64 { if x < y { x } else { y } }

    fn strange(x: f64) -> f64 { if x > 1.0 { f64::NAN } else { x + 0.5 } }

    fn above(x: f64, y: f64) -> bool { x > y }

    fn measured(x: f64) -> (i64, bool) { (if x > 0.5 { 2 } else { 0 }, x.is_nan()) }

    fn known(x: f64) -> Result<f64, String> {
        if x.is_nan() { Err("[[known: NaN]]".to_owned()) } else { Ok(x) }
    }

    fn paint(a: i64) -> Color {
        match a {
            0 => Color::Red,
            1 | 2 => Color::Green,
            _ => Color::Blue,
        }
    }

    fn shade(color: Color) -> String { (if color == Color::Red { "a" } else { "ab" }).to_owned() }

    fn next(color: Color) -> Color { if color == Color::Green { Color::Blue } else { Color::Green } }

    fn is_warm(color: Color) -> bool { color == Color::Red }

    async fn later(a: i64) -> i64 { (a + 1) % 5 }

    async fn awaited(text: String, flag: bool) -> Result<String, String> {
        if flag || text.is_empty() { Ok(text) } else { Err(format!("[[awaited: {text}]]")) }
    }

    async fn eventually(color: Color, x: f64) -> (f64, Color) { (x - 0.5, color) }
}

// Dynamic workflows, which make nodes of these tasks: none, one, or as many as their inputs say.
tasks! {
    DYNAMICS:

    fn letters(a: i64, text: String) -> i64 {
        let mut last = a;
        for letter in text.chars() {
            let next = length(letter.to_string());
            last = add(last, next);
        }
        last
    }

    fn countdown(a: i64, b: i64) -> Result<i64, String> {
        let steps: Vec<i64> = (0..a).map(|number| b - number).filter(|number| number % 2 == 0).collect();
        let mut last = 0;
        for step in steps {
            let next = positive(step)?;
            last = if next > 1 { add(last, next) } else { twice(last) };
        }
        Ok(last)
    }

    fn chosen(flag: bool, text: String) -> Result<(String, bool), String> {
        if text.is_empty() {
            return Err(format!("[[chosen: {flag}]]"));
        }
        let all: Vec<String> = text.chars().rev().map(|letter| letter.to_string()).collect();
        let found = opposite(flag);
        let joined = all.into_iter().fold(String::new(), join);
        Ok((joined, found))
    }

    fn twofold(a: i64, text: String) -> i64 {
        let times = if a > 2 { 1 } else { 2 };
        let mut last = a;
        for _ in 0..times {
            last = letters(last, text.clone());
        }
        last
    }
}

pub(crate) use {out, task};
