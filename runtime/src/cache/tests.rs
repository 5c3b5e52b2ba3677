use super::entry::ENTRY;
use super::{Cache, Call, Described, Key, Keys, Made, Record};
use crate::entity::{Entity, Registry};
use crate::prelude::*;
use crate::{FlyteType, Hashed};
use aileron_idl::core::Literal;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

#[task]
fn plain(x: i64, y: i64) -> i64 {
    x + y
}

#[task]
fn other(x: i64, y: i64) -> i64 {
    x * y
}

/// Adds.
///
/// Returns: the sum
#[task]
fn described(x: i64, y: i64) -> i64 {
    x + y
}

#[task]
fn of_files(file: File, list: Vec<File>) -> File {
    drop(list);
    file
}

#[task]
fn hashed(x: Hashed<i64>) -> i64 {
    x.value
}

fn entity(tail: &str) -> &'static Entity {
    static ALL: LazyLock<Registry> = LazyLock::new(|| Registry::collect().expect("entities"));
    ALL.named(&format!("aileron.cache.tests.{tail}"))[0]
}

fn call<'a>(tail: &str, inputs: &'a [Literal]) -> Call<'a> {
    Call { project: "p", domain: "d", task: entity(tail), version: "1", ignore: &[], inputs }
}

fn key(call: &Call<'_>) -> Key {
    Keys::default().of(call).unwrap()
}

fn numbers(x: i64, y: i64) -> [Literal; 2] {
    [x.into_literal().unwrap(), y.into_literal().unwrap()]
}

#[test]
fn a_key_covers_what_flyte_covers() {
    let inputs = numbers(1, 2);
    let plain = call("plain", &inputs);
    let others = [
        Call { project: "q", ..plain },
        Call { domain: "e", ..plain },
        Call { task: entity("other"), ..plain },
        Call { task: entity("described"), ..plain },
        Call { version: "2", ..plain },
        Call { inputs: &numbers(2, 1), ..plain },
        Call { inputs: &numbers(1, 3), ..plain },
        Call { ignore: &["y"], ..plain },
    ];
    let mut keys: Vec<Key> = others.iter().chain([&plain]).map(key).collect();
    assert_eq!(key(&plain), key(&call("plain", &numbers(1, 2))));
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), others.len() + 1);
    let without_y = Call { ignore: &["y"], ..plain };
    assert_eq!(key(&without_y), key(&Call { inputs: &numbers(1, 3), ..without_y }));
    assert_ne!(key(&without_y), key(&Call { inputs: &numbers(2, 2), ..without_y }));
}

#[test]
fn a_hash_stands_for_its_value() {
    let of = |x: i64, hash: &str| [Hashed { value: x, hash: hash.to_owned() }.into_literal().unwrap()];
    assert_eq!(key(&call("hashed", &of(1, "a"))), key(&call("hashed", &of(2, "a"))));
    assert_ne!(key(&call("hashed", &of(1, "a"))), key(&call("hashed", &of(1, "b"))));
}

#[test]
fn a_file_is_its_contents() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).unwrap();
        <File>::new(folder.path().join(name))
    };
    let of = |one: File, two: File| {
        // As a task gets them: addresses, not paths that have to be copied first.
        let known =
            |file: &File| crate::data::File::<crate::data::Any>::new(format!("file://{}", file.uri()));
        let inputs = [known(&one).into_literal().unwrap(), vec![known(&two)].into_literal().unwrap()];
        key(&call("of_files", &inputs))
    };
    let first = of(file("a", "1"), file("b", "2"));
    assert_eq!(first, of(file("c", "1"), file("d", "2")));
    assert_ne!(first, of(file("c", "1"), file("d", "3")));
    assert_ne!(first, of(file("c", "2"), file("d", "1")));
    assert_eq!(first, of(file("a", "1"), file("b", "2")));
}

#[test]
fn a_call_with_a_file_that_is_gone_has_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    fs::write(&path, "1").unwrap();
    let file = <File>::new(path).into_literal().unwrap();
    // The task would get this copy.
    fs::remove_file(<File>::from_literal(file.clone()).unwrap().path().unwrap()).unwrap();
    let list = Vec::<File>::new().into_literal().unwrap();
    assert!(Keys::default().of(&call("of_files", &[file, list])).is_err());
}

/// Keeps a number.
fn keep(cache: &Cache, key: &Key, value: i64, replaces: bool) -> i64 {
    let outputs = [value.into_literal().unwrap()];
    let made = Made {
        described: Described {
            task: "a.b".into(),
            version: "1".into(),
            inputs: "x=1".into(),
            made: SystemTime::now(),
            size: 0,
        },
        outputs: &outputs,
        variables: &entity("plain").outputs(),
        is_own: &|_: &str, _: &Path| false,
        replaces,
    };
    number(cache.keep(key, &made).unwrap())
}

fn number(mut outputs: Vec<Literal>) -> i64 {
    i64::from_literal(outputs.remove(0)).unwrap()
}

fn found(cache: &Cache, key: &Key) -> Option<i64> {
    cache.find(key).map(number)
}

fn keys(count: i64) -> Vec<Key> {
    (0..count).map(|x| key(&call("plain", &numbers(x, 0)))).collect()
}

#[test]
fn what_is_there_stays_unless_it_is_to_be_replaced_or_is_broken() {
    let root = tempfile::tempdir().unwrap();
    let cache = Cache::with_bound(root.path().join("new"), 1 << 20).unwrap();
    let key = &keys(1)[0];
    assert_eq!(found(&cache, key), None);
    assert_eq!(keep(&cache, key, 1, false), 1);
    assert_eq!(keep(&cache, key, 2, false), 1, "somebody else was quicker");
    assert_eq!(keep(&cache, key, 3, true), 3);
    assert_eq!(found(&cache, key), Some(3));
    let entry = root.path().join("new/cache").join(key.as_str()).join(ENTRY);
    let whole = fs::read(&entry).unwrap();
    for broken in [&whole[..whole.len() - 1], &whole[..20], b"", b"aileron-cache 9\n"] {
        fs::write(&entry, broken).unwrap();
        assert_eq!(found(&cache, key), None);
        assert_eq!(keep(&cache, key, 4, false), 4);
        assert_eq!(found(&cache, key), Some(4));
    }
}

#[cfg(unix)]
#[test]
fn only_this_user_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let cache = Cache::with_bound(root.path().join("new"), 1 << 20).unwrap();
    let key = &keys(1)[0];
    keep(&cache, key, 1, false);
    let new = root.path().join("new");
    for folder in [new.clone(), new.join("cache"), new.join("cache").join(key.as_str())] {
        assert_eq!(
            fs::metadata(&folder).unwrap().permissions().mode() & 0o777,
            0o700,
            "{}",
            folder.display()
        );
    }
}

#[test]
fn the_least_recently_used_go_when_nobody_uses_the_cache() {
    let root = tempfile::tempdir().unwrap();
    let open = || Cache::with_bound(root.path().to_owned(), 300).unwrap();
    let (cache, keys) = (open(), keys(5));
    for key in &keys {
        keep(&cache, key, 1, false);
    }
    let size = cache.list()[0].described.size;
    assert!((60..300).contains(&size), "{size}");
    // The first two were used last.
    for (index, key) in keys.iter().enumerate() {
        let path = root.path().join("cache").join(key.as_str()).join(ENTRY);
        let entry = fs::File::options().append(true).open(path).unwrap();
        entry.set_modified(SystemTime::now() - Duration::from_secs(index as u64)).unwrap();
    }
    fs::create_dir(root.path().join("aside/left")).unwrap();
    let other = open();
    cache.close();
    assert_eq!(other.list().len(), 5, "another one uses it");
    keep(&other, &keys[0], 1, true);
    other.close();
    let cache = open();
    let left: Vec<_> = cache.list().into_iter().map(|found| found.key).collect();
    let most = usize::try_from(300 / size).unwrap();
    assert_eq!(left, keys[..most]);
    assert_eq!(fs::read_dir(root.path().join("aside")).unwrap().count(), 0);
}

#[test]
fn it_is_not_cleared_while_a_run_uses_it() {
    let root = tempfile::tempdir().unwrap();
    let open = || Cache::with_bound(root.path().to_owned(), 1 << 20).unwrap();
    let run = open();
    keep(&run, &keys(1)[0], 1, false);
    assert!(open().clear(true, |_| true).is_none());
    drop(run);
    assert_eq!(open().clear(false, |_| false).unwrap().len(), 0);
    assert_eq!(open().clear(true, |_| true).unwrap().len(), 1);
    assert_eq!(open().list().len(), 0);
}

#[test]
fn a_record_gives_each_result_once_and_drops_what_is_cut_short() {
    let root = tempfile::tempdir().unwrap();
    let (task, keys) = (entity("plain"), keys(2));
    let outputs = |x: i64| [x.into_literal().unwrap()];
    let record = Record::begin(root.path(), "app", task).unwrap();
    record.take_inputs(&task.inputs(), &numbers(7, 8)).unwrap();
    record.keep(&keys[0], "n0", &outputs(1)).unwrap();
    record.keep(&keys[0], "n1", &outputs(2)).unwrap();
    record.keep(&keys[1], "n2", &[]).unwrap();
    assert!(Record::resume(root.path(), "app", task).is_none(), "the run lasts");
    drop(record);
    assert!(Record::resume(root.path(), "other", task).is_none());
    assert!(Record::resume(root.path(), "app", entity("other")).is_none());

    let folder = fs::read_dir(root.path().join("runs")).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(folder.join("record")).unwrap();
    let recall = |record: &Record, key: &Key, node: &str| {
        let outputs = record.recall(key, node, &task.outputs())?;
        Some(outputs.into_iter().map(|literal| i64::from_literal(literal).unwrap()).collect::<Vec<_>>())
    };
    for end in [whole.len(), whole.len() - 1] {
        fs::write(folder.join("record"), &whole[..end]).unwrap();
        let record = Record::resume(root.path(), "app", task).unwrap();
        assert_eq!(i64::from_literal(record.input(&task.inputs()[1]).unwrap()).unwrap(), 8);
        assert!(record.input(&entity("hashed").inputs()[0]).is_some(), "the same name and type");
        assert!(record.input(&entity("of_files").inputs()[0]).is_none());
        assert_eq!(recall(&record, &keys[0], "n1"), Some(vec![2]));
        assert_eq!(recall(&record, &keys[0], "n1"), Some(vec![1]), "it was at another node");
        assert_eq!(recall(&record, &keys[0], "n1"), None);
        let last = (end == whole.len()).then(Vec::new);
        assert_eq!(recall(&record, &keys[1], "n2"), last);
        // What follows a broken frame can be read.
        record.keep(&keys[1], "n3", &outputs(3)).unwrap();
        drop(record);
        let record = Record::resume(root.path(), "app", task).unwrap();
        assert_eq!(recall(&record, &keys[1], "n3"), Some(vec![3]));
        drop(record);
    }
    Record::resume(root.path(), "app", task).unwrap().remove();
    assert!(Record::resume(root.path(), "app", task).is_none());
}
