//! Finds a task, workflow or launch plan by its full name, or by an unambiguous tail of it.

use crate::entity::{Entity, Kind, Registry};
use aileron_grammar::suggest::{all_of, any_of, nearest};

/// How many similar names a message shows.
const NEAREST: usize = 3;
/// How many names a message shows if none is similar.
const ALL: usize = 10;
/// Who has all names of the program.
const LISTING: &str = "`list` prints all";

/// Finds the entity with that name: `my_crate.etl.word_count`, or `word_count` if no other name ends with it. If
/// entities of several kinds have the name, it is the one of a kind that the verb takes.
pub(crate) fn find(registry: &Registry, name: &str, takes: &[Kind]) -> Result<&'static Entity, String> {
    let full = resolve(&names(registry), name, LISTING)?;
    let fit: Vec<_> = takes.iter().filter_map(|kind| registry.get(*kind, full)).collect();
    match (&fit[..], registry.named(full)) {
        // If the verb does not take the only one, it says why.
        ([one], _) | ([], [one]) => Ok(one),
        (_, several) => Err(ambiguous(full, several)),
    }
}

/// Every name once, sorted.
fn names(registry: &Registry) -> Vec<&'static str> {
    let mut names: Vec<&str> = registry.iter().map(|(name, _)| name).collect();
    names.dedup();
    names
}

/// Finds the one name that is `tail` or ends with a dot and `tail`; `listing` says who has them all.
pub(crate) fn resolve<'n>(names: &[&'n str], tail: &str, listing: &str) -> Result<&'n str, String> {
    if let Some(full) = names.iter().find(|name| **name == tail) {
        return Ok(full);
    }
    let is_tail = |name: &str| name.strip_suffix(tail).is_some_and(|head| head.ends_with('.'));
    let found: Vec<&str> = names.iter().copied().filter(|name| !tail.is_empty() && is_tail(name)).collect();
    match found[..] {
        [name] => Ok(name),
        [] => Err(unknown(names, tail, listing)),
        _ => Err(format!("`{tail}` is the end of several names; write {}", any_of(found))),
    }
}

/// What is wrong with a call that names no entity.
pub(crate) fn unnamed(registry: &Registry) -> String {
    format!("the call names no task, workflow or launch plan; {}", all(&names(registry), LISTING))
}

fn ambiguous(name: &str, entities: &[&Entity]) -> String {
    let each = entities.iter().map(|entity| format!("the {} at {}", entity.kind().as_str(), entity.place));
    let each = each.collect::<Vec<_>>().join(" or ");
    format!("`{name}` may mean {each}; set another name for one of them with `name = \"…\"`")
}

fn unknown(names: &[&str], tail: &str, listing: &str) -> String {
    let near = near(names, tail);
    let hint = if near.is_empty() { all(names, listing) } else { format!("did you mean {}?", any_of(near)) };
    format!("no task, workflow or launch plan is named `{tail}`; {hint}")
}

fn all(names: &[&str], listing: &str) -> String {
    let shown = names.iter().copied().take(ALL);
    match names.len() {
        0..=ALL => format!("write {}", any_of(shown)),
        count => format!("{listing} {count}, among them {}", all_of(shown)),
    }
}

/// The names whose last words are similar to `tail`, as many words as it has; the most similar first.
fn near<'n>(names: &[&'n str], tail: &str) -> Vec<&'n str> {
    let words = tail.split('.').count();
    let end = |name: &'n str| match name.rmatch_indices('.').nth(words - 1) {
        Some((dot, _)) => &name[dot + 1..],
        None => name,
    };
    let mut left: Vec<&str> = names.to_vec();
    let mut found = Vec::new();
    while found.len() < NEAREST {
        let Some(best) = nearest(tail, left.iter().map(|name| end(name))) else { break };
        let Some(at) = left.iter().position(|name| end(name) == best) else { break };
        found.push(left.remove(at));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{LISTING, find, resolve};
    use crate::entity::{Kind, Registry, made};

    const NAMES: [&str; 4] = ["app.clean", "app.etl.clean", "app.etl.word_count", "word_count"];

    #[test]
    fn a_full_name_wins_over_a_tail() {
        assert_eq!(resolve(&NAMES, "word_count", LISTING), Ok("word_count"));
        assert_eq!(resolve(&NAMES, "app.clean", LISTING), Ok("app.clean"));
    }

    #[test]
    fn a_tail_of_whole_words_is_enough() {
        assert_eq!(resolve(&NAMES, "etl.word_count", LISTING), Ok("app.etl.word_count"));
        assert!(resolve(&NAMES, "tl.word_count", LISTING).is_err());
    }

    #[test]
    fn an_ambiguous_tail_lists_its_names() {
        let error = resolve(&NAMES, "clean", LISTING).unwrap_err();
        assert_eq!(error, "`clean` is the end of several names; write `app.clean` or `app.etl.clean`");
    }

    #[test]
    fn a_verb_means_the_kind_that_it_takes() {
        let twins =
            [made(Kind::Task, "app.clean", "src/a.rs:3"), made(Kind::Workflow, "app.clean", "src/b.rs:7")];
        let registry = Registry::of(twins.into_iter().chain([made(Kind::Task, "app.load", "src/a.rs:9")]));
        let place = |name, takes: &[Kind]| find(&registry, name, takes).map(|entity| entity.place);
        assert!(matches!(place("clean", &[Kind::Workflow]), Ok("src/b.rs:7")));
        assert!(matches!(place("app.clean", &[Kind::Task]), Ok("src/a.rs:3")));
        // The verb says why it does not take it.
        assert!(matches!(place("load", &[Kind::Workflow]), Ok("src/a.rs:9")));
        let message = place("clean", &[Kind::Task, Kind::Workflow]).expect_err("it has two meanings");
        assert_eq!(
            message,
            "`app.clean` may mean the task at src/a.rs:3 or the workflow at src/b.rs:7; set another name for one of them \
             with `name = \"…\"`"
        );
    }

    #[test]
    fn an_unknown_name_lists_the_nearest() {
        let error = resolve(&NAMES, "etl.word_cuont", LISTING).unwrap_err();
        assert_eq!(
            error,
            "no task, workflow or launch plan is named `etl.word_cuont`; did you mean `app.etl.word_count`?"
        );
        let error = resolve(&NAMES, "claen", LISTING).unwrap_err();
        assert!(error.ends_with("did you mean `app.clean` or `app.etl.clean`?"), "{error}");
    }

    #[test]
    fn a_name_similar_to_no_other_lists_all() {
        let error = resolve(&["app.a", "app.b"], "train", LISTING).unwrap_err();
        assert_eq!(error, "no task, workflow or launch plan is named `train`; write `app.a` or `app.b`");
        assert!(resolve(&["app.a"], "", LISTING).is_err());
    }
}
