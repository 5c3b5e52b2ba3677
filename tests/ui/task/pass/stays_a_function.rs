use aileron::prelude::*;

/// Doubles.
#[task]
fn double(
    /// What to double.
    x: i64,
) -> i64 {
    x * 2
}

fn main() {
    let function: fn(i64) -> i64 = double;
    assert_eq!([1, 2].map(double), [2, 4]);
    assert_eq!(function(3), 6);
}
