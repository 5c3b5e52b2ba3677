use crate::scan::{first_not, split};
use crate::{Problem, Rule};

const LONGEST_TAG: usize = 128;

/// The shortest hash that is held to be one when the algorithm is unknown, in hexadecimal digits.
const SHORTEST_HASH: usize = 32;

/// The algorithms of which the length is known, in hexadecimal digits.
const ALGORITHMS: [(&str, usize); 3] = [("sha256", 64), ("sha384", 96), ("sha512", 128)];

/// Checks a tag that begins at byte `start` of its reference.
pub(super) fn check_tag(tag: &str, start: usize) -> Result<(), Problem> {
    if tag.is_empty() {
        return Err(Problem::new(Rule::ImageReference, start - 1..start, "the tag is missing behind `:`")
            .instead("write a tag, or drop the `:`"));
    }
    if let Some((c, at)) = first_not(tag, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')) {
        return Err(Problem::new(Rule::ImageReference, at, format!("there is {c:?} in the tag"))
            .why("a tag holds letters, digits, `_`, `.` and `-`")
            .moved(start));
    }
    if tag.starts_with(['.', '-']) {
        return Err(Problem::new(
            Rule::ImageReference,
            start..start + 1,
            format!("the tag `{tag}` starts with `{}`", &tag[..1]),
        )
        .why("a tag starts with a letter, a digit or `_`"));
    }
    if tag.len() > LONGEST_TAG {
        return Err(Problem::new(
            Rule::ImageReference,
            LONGEST_TAG..tag.len(),
            format!("the tag has {} characters", tag.len()),
        )
        .why(format!("a tag has at most {LONGEST_TAG}"))
        .moved(start));
    }
    Ok(())
}

/// Checks a digest that begins at byte `start` of its reference.
pub(super) fn check_digest(digest: &str, start: usize) -> Result<(), Problem> {
    let whole = start..start + digest.len();
    if digest.is_empty() {
        return Err(Problem::new(Rule::ImageDigest, start - 1..start, "the digest is missing behind `@`")
            .instead("write `@sha256:` and 64 hexadecimal digits, or drop the `@`"));
    }
    let Some((algorithm, hash)) = digest.split_once(':') else {
        let problem = Problem::new(Rule::ImageDigest, whole, format!("`{digest}` is not a digest"))
            .why("what follows `@` is an algorithm, `:` and hexadecimal digits");
        return Err(match digest.len() {
            64 => problem.instead(format!("write `sha256:{digest}`")),
            _ => problem.instead("write `@sha256:…`, or `:` before a tag"),
        });
    };
    check_algorithm(algorithm).map_err(|problem| problem.moved(start))?;
    check_hash(algorithm, hash).map_err(|problem| problem.moved(start + algorithm.len() + 1))
}

/// Checks the name before the `:`, letters first in each of its parts.
fn check_algorithm(algorithm: &str) -> Result<(), Problem> {
    let lower = algorithm.to_ascii_lowercase();
    if lower != algorithm && ALGORITHMS.iter().any(|(name, _)| *name == lower) {
        return Err(Problem::new(
            Rule::ImageDigest,
            0..algorithm.len(),
            format!("`{algorithm}` is not a digest algorithm"),
        )
        .why("its name is lower case")
        .instead(format!("write `{lower}`")));
    }
    let unified = algorithm.replace(['_', '+', '.'], "-");
    let well_formed = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if split(&unified, '-').all(|(_, part)| well_formed(part)) {
        return Ok(());
    }
    Err(Problem::new(
        Rule::ImageDigest,
        0..algorithm.len().max(1),
        format!("`{algorithm}` is not a digest algorithm"),
    )
    .why("its name is made of parts of letters and digits, a letter first, joined by `-`, `_`, `+` or `.`")
    .instead("write `sha256`"))
}

fn check_hash(algorithm: &str, hash: &str) -> Result<(), Problem> {
    let length = ALGORITHMS.iter().find(|(name, _)| *name == algorithm).map(|(_, length)| *length);
    let allowed =
        |c: char| c.is_ascii_digit() || matches!(c, 'a'..='f') || (length.is_none() && c.is_ascii_hexdigit());
    if let Some((c, at)) = first_not(hash, allowed) {
        let problem = Problem::new(Rule::ImageDigest, at, format!("there is {c:?} in the digest"));
        return Err(match c {
            'A'..='F' => problem
                .why("a digest is lower case")
                .instead(format!("write `{}`", hash.to_ascii_lowercase())),
            '@' => problem.why("a reference has one digest"),
            _ => problem.why("a digest's hash is made of hexadecimal digits, `0` to `9` and `a` to `f`"),
        });
    }
    let fits = length.map_or(hash.len() >= SHORTEST_HASH, |length| hash.len() == length);
    if fits {
        return Ok(());
    }
    let rule = match length {
        Some(length) => format!("a {algorithm} digest has {length}"),
        None => format!("a digest has at least {SHORTEST_HASH}"),
    };
    Err(Problem::new(
        Rule::ImageDigest,
        0..hash.len(),
        format!("the digest has {} hexadecimal digits", hash.len()),
    )
    .why(rule)
    .instead("copy the digest in full"))
}
