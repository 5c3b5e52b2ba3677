//! A text in quotes stands for a `String` where a value goes into a task or leaves the workflow.

use aileron::prelude::*;
use std::collections::HashMap;

#[derive(FlyteType)]
struct Shop {
    name: String,
    cents: i64,
}

#[derive(FlyteType)]
struct Title(String);

#[derive(Outputs)]
struct Named {
    name: String,
    count: i64,
}

#[task]
fn greet(name: String, names: Vec<String>, title: Option<String>) -> i64 {
    (name.len() + names.len() + title.map_or(0, |title| title.len())) as i64
}

#[task]
fn open(shop: Shop, title: Title, labels: HashMap<String, String>) -> Result<String, String> {
    Ok(format!("{} {} {} {}", shop.name, shop.cents, title.0, labels.len()))
}

#[task]
async fn later(
    #[default("a")] name: String,
    #[default(vec!["b"])] names: Vec<String>,
    #[default(Some("c"))] title: Option<String>,
) -> String {
    format!("{name}{names:?}{title:?}")
}

#[workflow]
async fn flow() -> Result<(String, i64, Vec<String>), String> {
    let count = greet("ada", vec!["b", "c"], Some("d"));
    let shop = open(Shop { name: "corner", cents: 3 }, Title("of all"), HashMap::from([("k", "v")]))?;
    later(shop, vec!["e"; 2], if cfg!(test) { Some("f") } else { None }).await;
    Ok(("done", count, vec!["g"]))
}

#[workflow]
fn named() -> Named {
    Named { name: "n", count: greet("ada", vec![], None) }
}

#[workflow]
fn alone() -> String {
    greet("ada", vec![], None);
    "alone"
}

fn main() {
    let named = named();
    assert_eq!(alone(), "alone");
    assert_eq!((named.name.as_str(), named.count), ("n", 3));
}
