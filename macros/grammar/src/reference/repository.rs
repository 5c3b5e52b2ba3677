use std::ops::Range;

use crate::scan::{edges, first_not, split};
use crate::{Problem, Rule};

/// The limit of the registry and repository together.
const LONGEST: usize = 255;

/// Checks the first `end` bytes of `tagged`: `[host[:port]/]component[/component]…`.
pub(super) fn check(tagged: &str, end: usize) -> Result<(), Problem> {
    let fqn = &tagged[..end];
    if fqn.is_empty() {
        return Err(Problem::new(Rule::ImageReference, 0..0, "the repository is missing before the version")
            .instead("write `registry/repository:tag`"));
    }
    let last = fqn.matches('/').count();
    for (index, (start, component)) in split(fqn, '/').enumerate() {
        let is_host = index == 0 && last > 0;
        if !is_host && !component.starts_with('[') {
            no_colon(tagged, start, component, index == last)?;
        }
        if let Err(problem) = path_component(component, start) {
            if !is_host || !looks_like_host(component) {
                return Err(problem);
            }
            registry(component)?;
        }
    }
    if end > LONGEST {
        return Err(Problem::new(
            Rule::ImageReference,
            LONGEST..end,
            format!("the image's name has {end} characters"),
        )
        .why(format!("registry and repository have at most {LONGEST}")));
    }
    Ok(())
}

/// A `:` that is not a port's and comes before the tag's is the first separator of two versions.
fn no_colon(tagged: &str, start: usize, component: &str, last: bool) -> Result<(), Problem> {
    let Some(colon) = component.find(':').map(|colon| start + colon) else { return Ok(()) };
    let at = colon..if last { tagged.len() } else { start + component.len() };
    let (name, version) = (&tagged[..colon], &tagged[colon + 1..at.end]);
    let problem = Problem::new(Rule::ImageReference, at.clone(), format!("`:{version}` is not a version"));
    Err(if !last {
        Problem::new(Rule::ImageReference, at, format!("`:{version}` is before a `/`"))
            .why("a port belongs to the registry, which comes first, and a tag to the end")
    } else if version.starts_with("sha") {
        problem.why("a digest is joined with `@`, not with `:`").instead(format!("write `{name}@{version}`"))
    } else {
        problem.why("a reference has one tag, and a tag holds no `:`").instead("keep one of the two")
    })
}

/// A first component without any of these marks is an account of the default registry.
fn looks_like_host(component: &str) -> bool {
    component.contains(['.', ':', '['])
}

fn path_component(component: &str, start: usize) -> Result<(), Problem> {
    let whole = start..start + component.len();
    if component.is_empty() {
        return Err(Problem::new(Rule::ImageReference, slash(start), "a part of the image's name is empty")
            .why("parts are separated by one `/`, with none in front and none behind")
            .instead("remove the `/`"));
    }
    if component.contains(|c: char| c.is_ascii_uppercase()) {
        return Err(Problem::new(
            Rule::ImageReference,
            whole,
            format!("`{component}` has upper-case letters"),
        )
        .why("a repository's name is lower case")
        .instead(format!("write `{}`", component.to_ascii_lowercase())));
    }
    let allowed = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '.' | '_' | '-');
    if let Some((c, at)) = first_not(component, allowed) {
        return Err(Problem::new(Rule::ImageReference, at, format!("there is {c:?} in the image's name"))
            .why("a repository's name holds lower-case letters, digits and, between them, `.`, `_`, `__` or `-`")
            .moved(start));
    }
    if let Some((c, at)) = edges(component).find(|(c, _)| !c.is_ascii_alphanumeric()) {
        return Err(Problem::new(
            Rule::ImageReference,
            at,
            format!("`{component}` starts or ends with `{c}`"),
        )
        .why("each part of a repository's name starts and ends with a letter or digit")
        .moved(start));
    }
    match separators(component).find(|at| !is_separator(&component[at.clone()])) {
        Some(at) => Err(Problem::new(
            Rule::ImageReference,
            at.clone(),
            format!("`{}` is not a separator", &component[at]),
        )
        .why("the parts of a name are joined with `.`, `_`, `__` or any number of `-`")
        .moved(start)),
        None => Ok(()),
    }
}

/// The `/` beside the empty component at `start`.
fn slash(start: usize) -> Range<usize> {
    start.saturating_sub(1)..start.max(1)
}

/// The runs of characters between letters and digits.
fn separators(component: &str) -> impl Iterator<Item = Range<usize>> {
    split_runs(component).filter(|at| !component.as_bytes()[at.start].is_ascii_alphanumeric())
}

/// The component cut where a run of letters and digits meets a run of anything else.
fn split_runs(component: &str) -> impl Iterator<Item = Range<usize>> {
    let kind = |b: &u8| b.is_ascii_alphanumeric();
    component.as_bytes().chunk_by(move |a, b| kind(a) == kind(b)).scan(0, |start, run| {
        let at = *start..*start + run.len();
        *start = at.end;
        Some(at)
    })
}

fn is_separator(run: &str) -> bool {
    matches!(run, "." | "_" | "__") || run.bytes().all(|b| b == b'-')
}

/// Checks `host[:port]`.
fn registry(registry: &str) -> Result<(), Problem> {
    let host_end = if registry.starts_with('[') {
        ip_v6(registry)?
    } else {
        registry.find(':').unwrap_or(registry.len())
    };
    if !registry.starts_with('[') {
        split(&registry[..host_end], '.')
            .try_for_each(|(start, label)| host_label(registry, label, start))?;
    }
    match &registry[host_end..] {
        "" => Ok(()),
        port => match port.strip_prefix(':') {
            // `parse` alone would also take a `+`.
            Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) && digits.parse::<u16>().is_ok() => {
                Ok(())
            }
            _ => Err(Problem::new(
                Rule::ImageReference,
                host_end..registry.len(),
                format!("`{port}` is not a port"),
            )
            .why("what follows a registry's host is `:` and a number up to 65535")),
        },
    }
}

/// The end of the `[…]` that `registry` starts with.
fn ip_v6(registry: &str) -> Result<usize, Problem> {
    let close = registry.find(']').ok_or_else(|| {
        Problem::new(
            Rule::ImageReference,
            0..registry.len(),
            format!("the `[` of `{registry}` is not closed"),
        )
        .why("an IPv6 address is in brackets")
    })?;
    match first_not(&registry[1..close], |c| c.is_ascii_hexdigit() || c == ':') {
        Some((c, at)) => {
            Err(Problem::new(Rule::ImageReference, at, format!("there is {c:?} in an IPv6 address")).moved(1))
        }
        None if close == 1 => Err(Problem::new(Rule::ImageReference, 0..2, "the IPv6 address is empty")),
        None => Ok(close + 1),
    }
}

fn host_label(registry: &str, label: &str, start: usize) -> Result<(), Problem> {
    let rule = "a host is made of letters, digits and inner `-`, separated by single `.`";
    let bad = first_not(label, |c| c.is_ascii_alphanumeric() || c == '-')
        .or_else(|| edges(label).find(|(c, _)| *c == '-'));
    match bad {
        Some((c, at)) => {
            Err(Problem::new(Rule::ImageReference, at, format!("there is {c:?} in the registry's host"))
                .why(rule)
                .moved(start))
        }
        None if label.is_empty() => {
            let at = start.min(registry.len().saturating_sub(1));
            Err(Problem::new(Rule::ImageReference, at..at + 1, "a part of the registry's host is empty")
                .why(rule))
        }
        None => Ok(()),
    }
}
