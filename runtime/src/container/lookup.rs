//! Finds the task to run without sorting and naming all the others.

use super::Fault;
use crate::entity::{Entity, Kind, Registry, RegistryError, named};
use aileron_grammar::suggest::{self, all_of};

/// The largest number of names in a message.
const LISTED: usize = 10;

/// Finds the task with that name, or else what is no task.
pub(super) fn find(name: &str) -> Result<&'static Entity, Fault> {
    one_of(named(name)).map_err(|error| Fault::user("duplicate task", error))?.ok_or_else(|| unknown(name))
}

/// The only task among entities of one name, or else an entity of another kind, for a message.
fn one_of(named: impl Iterator<Item = &'static Entity>) -> Result<Option<&'static Entity>, RegistryError> {
    let (tasks, others): (Vec<_>, Vec<_>) = named.partition(|entity| entity.kind() == Kind::Task);
    match tasks[..] {
        [first, second, ..] => Err(RegistryError::duplicate(first, second)),
        _ => Ok(tasks.first().or(others.first()).copied()),
    }
}

pub(super) fn is_no_task(entity: &Entity) -> Fault {
    let (name, kind) = (entity.name, entity.kind().as_str());
    Fault::user(
        "no task",
        format_args!(
            "`{name}` is a {kind}, but a container runs one task. Flyte starts a container for each task of the workflow; \
             give the name of a task to `--task`."
        ),
    )
}

pub(super) fn is_of_another_image(name: &str) -> Fault {
    Fault::user(
        "no task of this program",
        format_args!(
            "`{name}` is a container task: Flyte runs it in its own image, without this program. This call comes from a \
             registration as another kind of task; register it again."
        ),
    )
}

pub(super) fn is_of_a_service(name: &str) -> Fault {
    Fault::user(
        "no task of this program",
        format_args!(
            "a service runs `{name}`, so Flyte starts no container for it. This call comes from a registration as another \
             kind of task; register it again."
        ),
    )
}

fn unknown(name: &str) -> Fault {
    let registry = match Registry::collect() {
        Ok(registry) => registry,
        Err(error) => return Fault::user("unknown task", error),
    };
    let names: Vec<&str> = registry.tasks().map(|(task, _)| task.name).collect();
    Fault::user(
        "unknown task",
        format_args!(
            "this program has no task `{name}`; {}. If the task was there when it was registered, the image holds another \
             version of the program.",
            hint(name, &names)
        ),
    )
}

/// The task that may be meant: the nearest name, the same function in other modules, or all names.
fn hint(name: &str, names: &[&str]) -> String {
    let tail = |name: &str| name.rsplit('.').next().map(str::to_owned);
    let same_tail: Vec<&str> = names.iter().copied().filter(|other| tail(other) == tail(name)).collect();
    if let Some(nearest) = suggest::nearest(name, names.iter().copied()) {
        format!("the nearest is `{nearest}`")
    } else if (1..=LISTED).contains(&same_tail.len()) {
        format!("other modules have {}", all_of(same_tail))
    } else if (1..=LISTED).contains(&names.len()) {
        format!("its tasks are {}", all_of(names.iter().copied()))
    } else {
        format!("it has {} entities; its verb `list` prints them", names.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{hint, one_of};
    use crate::entity::{Kind, made};

    #[test]
    fn a_container_runs_the_task_of_that_name() {
        let task = |place| made(Kind::Task, "app.double", place);
        let workflow = made(Kind::Workflow, "app.double", "x:2");
        let found =
            |entities: Vec<_>| one_of(entities.into_iter()).map(|found| found.map(|entity| entity.place));
        assert_eq!(found(vec![workflow, task("x:1")]), Ok(Some("x:1")));
        assert_eq!(found(vec![workflow]), Ok(Some("x:2")));
        assert_eq!(found(vec![]), Ok(None));
        let error = found(vec![task("x:10"), workflow, task("x:9")]).expect_err("there are two tasks");
        assert!(error.to_string().contains("one at x:9, one at x:10"), "{error}");
    }

    #[test]
    fn the_hint_depends_on_the_names() {
        assert_eq!(hint("app.doubel", &["app.double", "app.halve"]), "the nearest is `app.double`");
        assert_eq!(hint("old_crate.double", &["app.double", "app.halve"]), "other modules have `app.double`");
        assert_eq!(hint("x", &["app.double", "app.halve"]), "its tasks are `app.double` and `app.halve`");
        assert_eq!(hint("x", &["a.b"; 11]), "it has 11 entities; its verb `list` prints them");
        assert_eq!(hint("x", &[]), "it has 0 entities; its verb `list` prints them");
    }
}
