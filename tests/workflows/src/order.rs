//! Order without data. Each task notes its word in a file, the earlier ones more slowly.

use crate::tasks::{add, double, split};
use aileron::prelude::*;
use std::fs::OpenOptions;
use std::io::Write;
use std::thread::sleep;
use std::time::Duration;

fn write(file: &str, word: &str, pause: u64) -> std::io::Result<()> {
    sleep(Duration::from_millis(pause));
    let mut file = OpenOptions::new().create(true).append(true).open(file)?;
    file.write_all(format!("{word} ").as_bytes())
}

#[task]
fn setup(file: String) -> std::io::Result<()> {
    write(&file, "setup", 60)
}

#[task]
fn work(file: String, x: i64) -> std::io::Result<i64> {
    write(&file, "work", 30)?;
    Ok(x * 10)
}

#[task]
fn teardown(file: String) -> std::io::Result<()> {
    write(&file, "teardown", 0)
}

#[task]
async fn open(file: String) -> std::io::Result<String> {
    write(&file, "open", 60)?;
    Ok(file)
}

#[workflow]
pub fn after_units(file: String, x: i64) -> std::io::Result<i64> {
    let ready = setup(file.clone())?;
    #[node(after(ready))]
    let y = work(file.clone(), x)?;
    #[node(after(y))]
    teardown(file)?;
    Ok(y)
}

#[workflow]
pub fn on_the_last_expression(file: String, x: i64) -> std::io::Result<i64> {
    let ready = setup(file.clone())?;
    #[node(after(ready))]
    work(file, x)
}

#[workflow]
pub fn after_two(file: String, x: i64) -> std::io::Result<(i64, i64)> {
    let (y, z) = (work(file.clone(), x)?, work(file.clone(), x)?);
    #[node(after(y, z))]
    teardown(file)?;
    Ok((y, z))
}

/// Only one half of the pair is waited for.
#[workflow]
pub fn after_a_part(x: i64) -> i64 {
    let (y, _z) = (double(x), double(x));
    let (tens, _) = split(y);
    #[node(after(y))]
    let first = double(3);
    #[node(after(tens))]
    let second = double(4);
    add(first, second)
}

#[workflow]
pub fn after_what_was_moved(file: String) -> std::io::Result<()> {
    let text = file.clone();
    let opened = work(text, 1)?;
    let all = vec![opened, double(opened)];
    crate::tasks::sum(all);
    #[node(after(all))]
    teardown(file)?;
    Ok(())
}

#[workflow]
pub fn after_the_last_of_a_loop(file: String) -> std::io::Result<()> {
    let mut last = setup(file.clone())?;
    for _ in 0..2 {
        #[node(after(last))]
        last = teardown(file.clone())?;
    }
    #[node(after(last))]
    setup(file)
}

#[workflow]
pub fn after_all_of_a_loop(file: String, x: i64) -> std::io::Result<()> {
    let mut all = Vec::new();
    for step in 0..2 {
        all.push(work(file.clone(), step)?);
    }
    all.push(work(file.clone(), x)?);
    #[node(after(all))]
    teardown(file)
}

#[workflow]
pub fn after_an_element(x: i64) -> i64 {
    let mut pair = [double(x), double(3)];
    pair[0] = double(4);
    #[node(after(pair))]
    double(5)
}

#[workflow]
pub fn in_a_loop(file: String) -> std::io::Result<()> {
    let ready = setup(file.clone())?;
    #[node(after(ready))]
    for step in 0..2 {
        work(file.clone(), step)?;
    }
    Ok(())
}

#[workflow]
pub fn declared_first(file: String) -> std::io::Result<()> {
    let ready;
    {
        ready = setup(file.clone())?;
    }
    #[node(after(ready))]
    teardown(file)
}

#[workflow]
pub async fn after_what_is_awaited(file: String) -> std::io::Result<()> {
    let opened = open(file.clone()).await?;
    #[node(after(opened))]
    teardown(file)
}

#[workflow]
pub fn a_block_in_order(file: String, x: i64) -> std::io::Result<i64> {
    let other = double(x);
    #[node(in_order)]
    {
        setup(file.clone())?;
        work(file.clone(), x)?;
        teardown(file)?;
    }
    Ok(double(other))
}

#[workflow]
pub fn a_value_in_order(file: String, x: i64) -> std::io::Result<i64> {
    let ready = setup(file.clone())?;
    #[node(after(ready), in_order)]
    let y = {
        for step in 0..2 {
            work(file.clone(), step)?;
        }
        double(x)
    };
    #[node(after(y))]
    teardown(file)?;
    Ok(y)
}

#[workflow(in_order)]
pub fn all_in_order(file: String, x: i64) -> std::io::Result<i64> {
    setup(file.clone())?;
    let y = inner(file.clone(), x)?;
    #[node(in_order)]
    {
        teardown(file.clone())?;
    }
    setup(file)?;
    Ok(y)
}

#[workflow(in_order)]
pub fn inner(file: String, x: i64) -> std::io::Result<i64> {
    setup(file.clone())?;
    work(file, x)
}

/// The whole branch waits, also for what only a call in an arm names.
#[workflow]
pub fn a_branch_waits(file: String, x: i64) -> std::io::Result<i64> {
    let ready = setup(file.clone())?;
    let y = work(file.clone(), x)?;
    #[node(after(ready))]
    let z = if y > 3 { work(file.clone(), y)? } else { double(y) };
    let opened = work(file.clone(), 1)?;
    if x > 3 {
        teardown(file.clone())?;
    } else {
        #[node(after(opened))]
        teardown(file)?;
    }
    Ok(z)
}

#[workflow]
pub fn after_a_branch(file: String, x: i64) -> std::io::Result<()> {
    let mut done = setup(file.clone())?;
    let late;
    if x > 3 {
        done = setup(file.clone())?;
        late = setup(file.clone())?;
    } else {
        late = setup(file.clone())?;
    }
    #[node(after(done, late))]
    teardown(file)
}

/// A node made neither value in the arms, but the branch made the variable.
#[workflow]
pub fn after_a_choice(file: String, x: i64) -> std::io::Result<i64> {
    let y = double(x);
    let chosen;
    if y > 3 {
        chosen = y;
    } else {
        chosen = x;
    }
    #[node(after(chosen))]
    work(file, 2)
}

#[workflow(in_order)]
pub fn branches_in_order(file: String, x: i64) -> std::io::Result<i64> {
    let y = work(file.clone(), x)?;
    if y > 30 {
        setup(file.clone())?;
        teardown(file.clone())?;
    }
    let z = match x {
        3 => {
            setup(file.clone())?;
            work(file.clone(), 2)?
        }
        _ => 7,
    };
    teardown(file)?;
    Ok(z)
}

#[workflow(in_order)]
pub fn a_guard_in_order(file: String, x: i64) -> Result<i64, Box<dyn std::error::Error + Send + Sync>> {
    setup(file.clone())?;
    if x < 0 {
        return Err("negative".into());
    }
    work(file.clone(), x)?;
    if x == 3 {
        return Ok(work(file.clone(), 1)?);
    }
    setup(file.clone())?;
    teardown(file)?;
    Ok(7)
}
