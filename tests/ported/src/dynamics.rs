//! Dynamic workflows (`advanced_composition/dynamic_workflow.py`,
//! `house_price_prediction/multiregion_house_price_predictor.py`).

use aileron::prelude::*;

#[task]
pub fn place_of(letter: String) -> i64 {
    letter.bytes().next().map_or(0, |byte| i64::from(byte.to_ascii_lowercase().saturating_sub(b'a')) % 26)
}

#[task]
pub fn counted(mut counts: Vec<i64>, place: i64) -> Vec<i64> {
    if let Some(count) = usize::try_from(place).ok().and_then(|place| counts.get_mut(place)) {
        *count += 1;
    }
    counts
}

#[task]
pub fn in_common(one: Vec<i64>, other: Vec<i64>) -> i64 {
    one.iter().zip(&other).map(|(one, other)| one.min(other)).sum()
}

#[dynamic(requests(cpu = "1"))]
pub fn count_letters(one: String, other: String) -> i64 {
    let mut first = vec![0; 26];
    let mut second = vec![0; 26];
    for letter in one.chars() {
        let place = place_of(letter.to_string());
        first = counted(first, place);
    }
    for letter in other.chars() {
        let place = place_of(letter.to_string());
        second = counted(second, place);
    }
    in_common(first, second)
}

#[workflow]
pub fn letters_in_common(one: String, other: String) -> i64 {
    count_letters(one, other)
}

#[task]
pub fn split(numbers: Vec<i64>) -> (Vec<i64>, Vec<i64>, i64, i64) {
    let (low, high) = numbers.split_at(numbers.len() / 2);
    (low.to_vec(), high.to_vec(), low.len() as i64, high.len() as i64)
}

#[task]
pub fn merge(low: Vec<i64>, high: Vec<i64>) -> Vec<i64> {
    let mut all = [low, high].concat();
    all.sort_unstable();
    all
}

#[task]
pub fn sort_here(mut numbers: Vec<i64>) -> Vec<i64> {
    numbers.sort_unstable();
    numbers
}

#[dynamic]
pub fn sort_halves(numbers: Vec<i64>, few: i64) -> Vec<i64> {
    let (low, high, low_count, high_count) = split(numbers);
    let low = merge_sort(low, low_count, few);
    let high = merge_sort(high, high_count, few);
    merge(low, high)
}

/// A workflow that contains itself, by a dynamic one.
#[workflow]
pub fn merge_sort(numbers: Vec<i64>, count: i64, #[default(5)] few: i64) -> Vec<i64> {
    if count <= few { sort_here(numbers) } else { sort_halves(numbers, few) }
}

#[task]
pub fn train(region: String, houses: i64) -> Result<f64, String> {
    if houses == 0 { Err(format!("{region} has no houses")) } else { Ok(houses as f64 * region.len() as f64) }
}

/// A model for each region, as many as there are.
#[dynamic]
pub fn train_all(regions: Vec<String>, houses: i64) -> Result<Vec<f64>, String> {
    let mut models = vec![];
    for region in regions {
        models.push(train(region, houses)?);
    }
    Ok(models)
}

#[workflow]
pub fn models(regions: Vec<String>, houses: i64) -> Result<Vec<f64>, String> {
    train_all(regions, houses)
}
