//! Settings of single nodes (`productionizing/customizing_resources.py`).

use aileron::prelude::*;

#[task(requests(cpu = "1", mem = "100Mi"), limits(cpu = "2", mem = "150Mi"))]
pub fn count_unique(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len() as i64
}

#[task]
pub fn square(x: i64) -> i64 {
    x * x
}

#[workflow]
pub fn with_more(numbers: Vec<i64>) -> i64 {
    let count = count_unique(numbers);
    #[node(limits(cpu = "6", mem = "500Mi"))]
    let squared = square(count);
    squared
}
