//! The objects below a prefix.

use super::super::ListedFile;
use super::error;
use super::key;
use super::runtime;
use super::store::Store;
use object_store::list::{PaginatedListOptions, PaginatedListStore};
use std::io;
use std::sync::Arc;

/// The limits of a list, which is kept in memory: the number of objects, and the bytes of their names.
const MOST: usize = 1_000_000;
const MOST_BYTES: usize = 256 << 20;
/// The limit of empty pages in a row; a page may be empty where objects were removed.
const EMPTY: usize = 1000;

pub(super) fn all(store: &Store, prefix: String) -> io::Result<Vec<ListedFile>> {
    let Some(lists) = store.lists.clone() else {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "the files of a web server can't be listed"));
    };
    let mut found = runtime::wait(async move { pages(lists, &prefix, MOST).await })??;
    found.sort();
    Ok(without_markers(&found))
}

async fn pages(lists: Arc<dyn PaginatedListStore>, prefix: &str, most: usize) -> io::Result<Vec<ListedFile>> {
    let (mut found, mut bytes, mut empty, mut token) = (Vec::new(), 0, 0, None);
    loop {
        let options = PaginatedListOptions { page_token: token.clone(), ..PaginatedListOptions::default() };
        let wanted = (!prefix.is_empty()).then_some(prefix);
        let page = lists.list_paginated(wanted, options).await.map_err(error::io)?;
        empty = if page.result.objects.is_empty() { empty + 1 } else { 0 };
        for one in page.result.objects {
            let key = key::from_path(&one.location);
            // Some stores also list what is not below the prefix.
            if let Some(name) = key.strip_prefix(prefix) {
                bytes += name.len();
                found.push(ListedFile { name: name.to_owned(), size: one.size });
            }
        }
        if found.len() > most || bytes > MOST_BYTES {
            let mebibytes = MOST_BYTES >> 20;
            return Err(endless(&format!(
                "has more than {most} objects, or more than {mebibytes} MiB of names"
            )));
        }
        match page.page_token.filter(|next| !next.is_empty()) {
            None => return Ok(found),
            next if next == token => {
                return Err(endless("repeats the same page"));
            }
            _ if empty > EMPTY => return Err(endless(&format!("has {EMPTY} empty pages in a row"))),
            next => token = next,
        }
    }
}

fn endless(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("the store's list {why}"))
}

/// Removes the empty objects with which some tools mark directories: a key with a slash at its end, with Hadoop's ending, or
/// with the directory's own name.
fn without_markers(found: &[ListedFile]) -> Vec<ListedFile> {
    let is_marker = |entry: &ListedFile| {
        let below = format!("{}/", entry.name);
        let has_its_name =
            || entry.name.is_empty() || entry.name.ends_with('/') || entry.name.ends_with("_$folder$");
        let first_below = found.partition_point(|one| one.name < below);
        let is_above = || found.get(first_below).is_some_and(|one| one.name.starts_with(&below));
        entry.size == 0 && (has_its_name() || is_above())
    };
    found.iter().filter(|entry| !is_marker(entry)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_trait::async_trait;
    use chrono::Utc;
    use object_store::list::PaginatedListResult;
    use object_store::{ListResult, ObjectMeta};

    /// Lists ten objects a page, without end.
    struct Endless;

    #[async_trait]
    impl PaginatedListStore for Endless {
        async fn list_paginated(
            &self,
            _: Option<&str>,
            options: PaginatedListOptions,
        ) -> object_store::Result<PaginatedListResult> {
            let page: usize = options.page_token.map_or(0, |token| token.parse().unwrap());
            let object = |index| ObjectMeta {
                location: key::path(&format!("d/{page}/{index}")).unwrap(),
                last_modified: Utc::now(),
                size: 1,
                e_tag: None,
                version: None,
            };
            let objects = (0..10).map(object).collect();
            let result =
                ListResult { common_prefixes: Vec::new(), objects, extensions: http::Extensions::new() };
            Ok(PaginatedListResult { result, page_token: Some((page + 1).to_string()) })
        }
    }

    #[test]
    fn an_endless_list_is_an_error() {
        let error =
            runtime::wait(async { pages(Arc::new(Endless), "d/", 1000).await.unwrap_err().to_string() });
        assert_eq!(
            error.unwrap(),
            "the store's list has more than 1000 objects, or more than 256 MiB of names"
        );
    }

    #[test]
    fn markers_of_directories_are_not_listed() {
        let entry = |(name, size): (&str, u64)| ListedFile { name: name.to_owned(), size };
        let mut found: Vec<_> = [
            ("", 0),
            ("a", 0),
            ("a/b", 1),
            ("a-b", 0),
            ("none/", 0),
            ("some/", 1),
            ("h_$folder$", 0),
            ("empty", 0),
            ("c", 0),
            ("c/d/e", 0),
        ]
        .map(entry)
        .into();
        found.sort();
        let left: Vec<_> = without_markers(&found).into_iter().map(|one| one.name).collect();
        assert_eq!(left, ["a-b", "a/b", "c/d/e", "empty", "some/"]);
    }
}
