//! `if` and `match` on promises.

use crate::tasks::*;
use aileron::prelude::*;

#[derive(FlyteType, Clone, Copy, PartialEq, Debug)]
pub enum Coffee {
    Latte,
    Espresso,
}

#[derive(FlyteType, Clone, PartialEq, Debug)]
pub struct Sample {
    pub rate: f64,
    pub name: String,
    pub counts: Vec<i64>,
}

#[task]
pub fn is_even(x: i64) -> bool {
    x % 2 == 0
}

#[task]
pub fn sample(x: i64) -> Sample {
    Sample { rate: x as f64 / 10.0, name: format!("s{x}"), counts: vec![x, x + 1] }
}

#[task]
pub fn brew(coffee: Coffee) -> String {
    format!("{coffee:?}")
}

#[task]
pub fn pick(x: i64) -> Coffee {
    if x % 2 == 0 { Coffee::Latte } else { Coffee::Espresso }
}

#[task]
pub fn root(x: f64) -> f64 {
    x.sqrt()
}

#[task]
pub fn half(x: f64) -> f64 {
    x / 2.0
}

#[task]
pub fn ready() {}

/// As the last expression, each arm one call.
#[workflow]
pub fn last(x: i64) -> i64 {
    if x > 3 { double(x) } else { add(x, 1) }
}

#[workflow]
pub fn chain(x: i64) -> i64 {
    if x > 30 {
        double(x)
    } else if x >= 20 {
        add(x, 1)
    } else if 10 < x {
        add(x, 2)
    } else {
        add(x, 3)
    }
}

#[workflow]
pub fn value(x: i64) -> i64 {
    let y = if x == 3 { double(x) } else { add(x, 1) };
    add(y, y)
}

/// Arms of several statements, and arms that only hand a value or a constant on.
#[workflow]
pub fn arms(x: i64) -> i64 {
    let y = if x != 3 {
        let a = double(x);
        let b = add(a, x);
        add(b, 1)
    } else {
        x
    };
    if y < 10 {
        y
    } else if y < 20 {
        5_000_000_000
    } else {
        double(y)
    }
}

#[workflow]
pub fn constants(x: i64) -> i64 {
    let big = if x <= 2 { 5_000_000_000 } else { -1 };
    add(big, x)
}

#[workflow]
pub fn on_the_end(x: i64) -> i64 {
    let y = double(x);
    if y > 5 { 5_000_000_000 } else { 1 }
}

#[workflow]
pub fn boolean(x: i64) -> i64 {
    let even = is_even(x);
    if even { double(x) } else { add(x, 7) }
}

#[workflow]
pub fn called(x: i64) -> i64 {
    if is_even(x) { double(x) } else { add(x, 7) }
}

#[workflow]
pub fn connected(x: i64, y: i64) -> i64 {
    if x > 1 && y > 1 || x == y {
        add(x, y)
    } else if !(x < 0 || is_even(y)) {
        double(x)
    } else {
        double(y)
    }
}

/// A call in a later condition runs only if the conditions before are false.
#[workflow]
pub fn lazily(x: i64) -> anyhow::Result<i64> {
    let y = if x == 0 {
        add(x, 100)
    } else if divide(10, x)? > 4 {
        double(x)
    } else {
        x
    };
    let safe = x != 0 && divide(20, x)? > 4;
    Ok(if safe { add(y, 1) } else { y })
}

#[workflow]
pub fn answers(x: i64) -> (bool, bool, bool) {
    let y = add(x, 1);
    let small = y < 4;
    (small, !small, x == 3 || y == 5)
}

#[workflow]
pub fn floats(x: f64) -> f64 {
    if x < 0.1 {
        half(x)
    } else if !(x < 1.0) && !(x <= 4.0) {
        root(x)
    } else if (1.0..=2.0).contains(&x) {
        half(half(x))
    } else {
        x
    }
}

#[workflow]
pub fn parts(x: i64) -> i64 {
    let s = sample(x);
    if s.rate > 0.5 && s.counts[0] != 8 {
        add(s.counts[0], s.counts[1])
    } else if s.name == "s3" {
        double(x)
    } else {
        x
    }
}

#[workflow]
pub fn on_texts(name: String) -> String {
    if name == "ada" {
        greet(name)
    } else if name.as_str() < "b" {
        "early".to_string()
    } else {
        name
    }
}

#[workflow]
pub fn no_else(x: i64, text: String) -> String {
    if is_even(x) {
        notify(text.clone());
    }
    text
}

#[workflow]
pub fn no_else_with_outputs(x: i64) -> i64 {
    if x > 3 {
        double(x);
        add(x, 1);
    }
    add(x, 2)
}

#[workflow]
pub fn guard(x: i64) -> Result<i64, String> {
    let even = is_even(x);
    if !even {
        return Err("odd".into());
    }
    Ok(double(x))
}

#[workflow]
pub fn guards(x: i64) -> anyhow::Result<i64> {
    if x < 0 {
        anyhow::bail!("{} is the least", 0);
    }
    if x > 100 {
        return Err(anyhow::anyhow!("too large"));
    }
    ready();
    let y = if x < 10 {
        double(x)
    } else if x < 20 {
        return Err(anyhow::anyhow!("between"));
    } else if x < 30 {
        add(x, 1)
    } else if x < 40 {
        panic!("far out")
    } else {
        x
    };
    Ok(add(y, 1))
}

#[workflow]
pub fn assigned(x: i64) -> (i64, i64) {
    let mut a = 1;
    let b;
    if is_even(x) {
        a = double(x);
        b = add(x, 1);
    } else {
        b = add(x, 2);
    }
    (a, b)
}

#[workflow]
pub fn assigned_often(x: i64) -> i64 {
    let mut total = x;
    for step in [1, 2, 3] {
        if total > 5 {
            total = add(total, -step);
        } else if total == 5 {
            total = 50;
        } else {
            total = add(total, step);
            total = double(total);
        }
    }
    total
}

#[workflow]
pub fn both_ways(x: i64) -> (i64, i64) {
    let (a, b) = if x > 3 { (double(x), 1) } else { (x, add(x, 1)) };
    (b, a)
}

#[workflow]
pub fn nested_branches(x: i64) -> Result<i64, String> {
    if x > 10 {
        if x > 20 {
            Ok(double(x))
        } else if x == 15 {
            Err("fifteen".into())
        } else {
            let y = add(x, 1);
            Ok(if is_even(y) { y } else { double(y) })
        }
    } else {
        Ok(x)
    }
}

#[workflow]
pub fn early_return(x: i64) -> i64 {
    if x == 0 {
        return 7;
    }
    let y = double(x);
    if y > 10 {
        return add(y, 1);
    }
    add(y, 2)
}

#[workflow]
pub fn on_a_branch(x: i64) -> i64 {
    let y = if x > 3 { double(x) } else { add(x, 1) };
    let z = if y > 8 { y } else { x };
    if z == y { add(z, 1) } else { z }
}

#[workflow]
pub fn matched_number(x: i64) -> i64 {
    match x {
        0 => 10,
        1 | 2 => double(x),
        3..=5 => add(x, 1),
        n if n > 100 => add(n, -100),
        n => double(double(n)),
    }
}

#[workflow]
pub fn matched_text(name: String) -> i64 {
    let n = match name.as_str() {
        "ada" | "eve" => double(1),
        "bob" => 3,
        _ => 4,
    };
    add(n, 1)
}

#[workflow]
pub fn matched_bool(x: i64) -> i64 {
    match is_even(x) {
        true => double(x),
        false => x,
    }
}

#[workflow]
pub fn matched_enum(coffee: Coffee) -> String {
    match coffee {
        Coffee::Latte => brew(coffee),
        Coffee::Espresso => "none".to_string(),
    }
}

#[workflow]
pub fn by_enum(x: i64) -> i64 {
    let coffee = pick(x);
    if coffee == Coffee::Latte { double(x) } else { x }
}

#[workflow]
pub fn matches_macro(x: i64) -> i64 {
    if matches!(x, 1 | 3) { double(x) } else { x }
}

#[workflow]
pub fn inner(x: i64) -> Result<i64, String> {
    let y = guard(x)?;
    if y > 10 { nested_branches(y) } else { Ok(last(y)) }
}

#[workflow]
pub fn asserted(x: i64) -> anyhow::Result<i64> {
    assert!(x > 3);
    let even = is_even(x);
    anyhow::ensure!(even || x > 10, "{} is odd", "it");
    Ok(double(x))
}

#[workflow]
pub fn assigned_beside_a_value(x: i64) -> (i64, i64) {
    let mut a = 1;
    let y = if x > 3 {
        a = double(x);
        5
    } else {
        a = add(a, x);
        x
    };
    (a, y)
}

#[workflow]
pub fn tuples_of_constants(x: i64) -> Result<(i64, i64, String), String> {
    let (a, b) = if x > 3 { (1, 2) } else { (3, 4) };
    let (c, name) = if x < 10 {
        (double(x), "small".to_string())
    } else {
        return Err("large".into());
    };
    Ok((add(a, b), c, name))
}

#[workflow]
pub fn launched(x: i64) -> i64 {
    if x > 5 { crate::plans::nightly(x) } else { crate::plans::sum(x, x) }
}

#[workflow]
pub fn launched_after_a_launch(x: i64) -> i64 {
    if crate::plans::nightly(x) > 5 {
        let y = double(x);
        crate::plans::nightly(y)
    } else {
        0
    }
}
