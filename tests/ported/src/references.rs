//! What is registered elsewhere (`productionizing/reference_task.py`, `reference_launch_plan.py`).

use aileron::prelude::*;

#[reference_task(
    project = "statistics",
    domain = "development",
    name = "files.normalize_columns",
    version = "v1"
)]
pub fn normalize_columns(table: String, columns: Vec<String>) -> String;

#[reference_task(project = "statistics", domain = "development", name = "queries.no_io", version = "v1")]
pub fn warm_up();

#[reference_launch_plan(
    project = "statistics",
    domain = "development",
    name = "files.normalize_table",
    version = "v1"
)]
pub async fn normalize_table(table: String) -> Result<String, String>;

#[workflow]
pub async fn normalized() -> Result<String, String> {
    let warm = warm_up();
    #[node(after(warm))]
    let table = normalize_columns(
        "https://example.com/people.csv".to_owned(),
        vec!["name".to_owned(), "age".to_owned()],
    );
    normalize_table(table).await
}
