//! No link of the book leads nowhere, each page is in its contents, and each page's code is compiled.

#[path = "support/pages.rs"]
mod pages;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What stands between `](` and `)`, outside of code.
fn links(page: &str) -> Vec<String> {
    let mut is_code = false;
    let mut found = Vec::new();
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        if is_code {
            continue;
        }
        for rest in line.split("](").skip(1) {
            found.extend(rest.split_once(')').map(|(link, _)| link.to_owned()));
        }
    }
    found
}

/// The anchor that GitHub and mdBook give a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn anchors(page: &str) -> BTreeSet<String> {
    page.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| anchor(line.trim_start_matches('#')))
        .collect()
}

#[test]
fn no_link_is_dead() {
    let mut dead = Vec::new();
    let mut count = 0;
    for (path, page) in pages::all() {
        for link in links(&page) {
            count += 1;
            if link.starts_with("https://") {
                continue;
            }
            let (file, part) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            let is_there = target.exists();
            let text = || fs::read_to_string(&target).unwrap_or_default();
            if !is_there || (!part.is_empty() && !anchors(&text()).contains(part)) {
                dead.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(count > 100, "{count} links were found");
    assert_eq!(dead, [""; 0]);
}

#[test]
fn each_page_is_in_the_contents() {
    let folder = pages::root().join("book/src");
    let summary = fs::read_to_string(folder.join("SUMMARY.md")).unwrap();
    let listed: BTreeSet<String> = links(&summary).into_iter().collect();
    let mut pages: BTreeSet<String> =
        names(&folder).into_iter().filter(|name| name != "SUMMARY.md").collect();
    pages.extend(names(&folder.join("rules")).into_iter().map(|name| format!("rules/{name}")));
    let differing: Vec<&String> = listed.symmetric_difference(&pages).collect();
    assert_eq!(differing, [""; 0], "in the contents or in the folder alone");
}

fn names(folder: &Path) -> Vec<String> {
    let entries =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    entries.filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "md")).collect()
}

#[test]
fn the_code_of_each_page_is_compiled() {
    let compiled = include_str!("../src/lib.rs");
    for (path, page) in pages::all() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_compiled = compiled.contains(&format!("/{name}\""));
        assert_eq!(is_compiled, page.contains("```rust"), "{name}: tests/book/src/lib.rs");
        let (opened, not_run) = (page.matches("```rust").count(), page.matches("```rust,ignore").count());
        assert!(not_run == 0, "{name}: {not_run} of {opened} blocks are not compiled");
    }
}
