//! Maps (`advanced_composition/map_task.py`, `k8s_pod_plugin/pod.py`).

use aileron::prelude::*;

#[task]
pub fn is_odd_one(point: i64) -> bool {
    point > 11
}

#[task]
pub fn cost(quantity: i64, price: f64, shipping: f64) -> f64 {
    quantity as f64 * price + shipping
}

#[task]
pub fn price() -> f64 {
    7.0
}

#[task]
pub fn halves(quantity: i64) -> Result<i64, String> {
    if quantity % 2 == 0 { Ok(quantity / 2) } else { Err(format!("{quantity} is odd")) }
}

#[workflow]
pub fn of_one_list(points: Vec<i64>) -> Vec<bool> {
    map(is_odd_one, points)
}

#[workflow]
pub fn with_inputs(quantities: Vec<i64>, price: f64, shipping: f64) -> Vec<f64> {
    map(|quantity| cost(quantity, price, shipping), quantities)
}

#[workflow]
pub fn with_an_output(quantities: Vec<i64>, shipping: f64) -> Vec<f64> {
    let price = price();
    map(|quantity| cost(quantity, price, shipping), quantities)
}

#[workflow]
pub fn of_two_lists(quantities: Vec<i64>, prices: Vec<f64>, shipping: f64) -> Vec<f64> {
    map(|(quantity, price)| cost(quantity, price, shipping), (quantities, prices))
}

#[workflow]
pub fn four_at_a_time(points: Vec<i64>) -> Vec<bool> {
    #[node(concurrency = 4, requests(cpu = "1"), retries = 2)]
    let odd = map(is_odd_one, points);
    odd
}

#[workflow]
pub fn with_holes(quantities: Vec<i64>) -> Vec<Option<i64>> {
    #[node(min_success_ratio = 0.5)]
    let halves = map_some(halves, quantities);
    halves
}
