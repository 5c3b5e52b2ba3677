//! Failure handlers and policies (`development_lifecycle/failure_node.py`).

use aileron::prelude::*;

#[task]
pub fn create_cluster(name: String) -> String {
    format!("cluster {name}")
}

#[task]
pub fn work_on(cluster: String, fails: bool) -> Result<i64, String> {
    if fails { Err(format!("{cluster} fails")) } else { Ok(1) }
}

#[task]
pub fn delete_cluster(name: String) {
    eprintln!("deletes {name}");
}

#[task]
pub fn clean_up(name: String, err: Option<FlyteError>) {
    eprintln!("deletes {name} after {err:?}");
}

#[workflow(on_failure = clean_up(name, err))]
pub fn with_a_task(name: String, fails: bool) -> Result<i64, String> {
    let cluster = create_cluster(name.clone());
    let done = work_on(cluster, fails)?;
    #[node(after(done))]
    delete_cluster(name);
    Ok(done)
}

#[workflow(on_failure = clean_up(name, err), failure_policy = "fail_after_executable_nodes_complete")]
pub fn around_another(#[default("mine")] name: String, fails: bool) -> Result<i64, String> {
    let cluster = create_cluster(name.clone());
    with_a_task("another".to_owned(), fails)?;
    let done = work_on(cluster, fails)?;
    #[node(after(done))]
    delete_cluster(name);
    Ok(done)
}

#[workflow]
pub fn clean_all(name: String) {
    delete_cluster(name);
}

#[workflow(on_failure = clean_all(name))]
pub fn with_a_workflow(name: String, fails: bool) -> Result<i64, String> {
    let cluster = create_cluster(name.clone());
    work_on(cluster, fails)
}
