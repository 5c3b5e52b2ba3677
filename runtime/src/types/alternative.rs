//! The variants of a derived enum with data: it is a union on the wire.

use super::msgpack::{self, Fit, Packer, Unpacker};
use super::part::Part;
use super::{ValueError, literal, shape};
use aileron_idl::core::{Literal, LiteralType, UnionType, literal_type::Type, scalar};
use serde_json::{Value, json};

/// One variant of a union `E`.
pub struct Alternative<E> {
    name: &'static str,
    /// The types that the variant adds to the union: its own, or the variants of a union.
    types: fn() -> Vec<LiteralType>,
    schemas: fn() -> Vec<Value>,
    read: Read<E>,
    unpack: Unpack<E>,
}

type Read<E> = fn(Literal) -> Result<E, ValueError>;
type Unpack<E> = fn(&mut Unpacker<'_>) -> Result<E, ValueError>;

impl<T> Part<T> {
    /// Makes the variant of a union that carries this type.
    #[must_use]
    pub const fn alternative<E>(&self, read: Read<E>, unpack: Unpack<E>) -> Alternative<E> {
        Alternative { name: self.name, types: self.variants, schemas: self.schemas, read, unpack }
    }
}

/// The type of the union on the wire.
#[must_use]
pub fn literal_type<E>(alternatives: &[Alternative<E>]) -> LiteralType {
    let variants = alternatives.iter().flat_map(|one| (one.types)()).collect();
    literal::literal_type(Type::UnionType(UnionType { variants }))
}

/// The JSON Schema of the union.
#[must_use]
pub fn schema<E>(alternatives: &[Alternative<E>]) -> Value {
    json!({"anyOf": alternatives.iter().flat_map(|one| (one.schemas)()).collect::<Vec<_>>()})
}

/// Reads the variant that a literal holds. Its tag names it; if Flyte hands a value over without a tag, its shape decides.
///
/// # Errors
/// If it fits no variant, or several equally well (flytekit `core/type_engine.py`, `UnionTransformer`).
pub fn read<E>(literal: &Literal, alternatives: &[Alternative<E>]) -> Result<E, ValueError> {
    let Some(scalar::Value::Union(union)) = literal::scalar_in(literal) else {
        let fitting = |one: &&Alternative<E>| (one.types)().iter().any(|ty| shape::fits(literal, ty));
        let exact: Vec<_> = alternatives.iter().filter(fitting).collect();
        return choose(literal, [exact, alternatives.iter().collect()]);
    };
    let stored = union.r#type.clone().unwrap_or_default();
    let tag = stored.structure.as_ref().map_or("", |structure| &structure.tag);
    let chosen = |same: fn(&LiteralType, &LiteralType) -> bool| -> Vec<&Alternative<E>> {
        alternatives.iter().filter(|one| (one.types)().iter().any(|ty| same(ty, &stored))).collect()
    };
    let tagged = chosen(|ty, stored| tag_of(ty) == tag_of(stored));
    if tagged.is_empty() && !tag.is_empty() {
        let known: Vec<_> = alternatives.iter().map(|one| one.name).collect();
        return Err(ValueError::new(format!(
            "the literal is the variant {tag:?} of a union, but the variants are {}",
            known.join(", ")
        )));
    }
    choose(literal, [chosen(|ty, stored| ty == stored), tagged])
}

fn tag_of(ty: &LiteralType) -> &str {
    ty.structure.as_ref().map_or("", |structure| &structure.tag)
}

/// The one candidate that can read the literal; variants that fit better are tried first.
fn choose<E, const N: usize>(
    literal: &Literal,
    candidates: [Vec<&Alternative<E>>; N],
) -> Result<E, ValueError> {
    let packed = packed(literal)?;
    let (mut problems, mut tried) = (Vec::new(), 0);
    for candidates in candidates {
        // The next lists contain these candidates again, and perhaps more.
        if tried == candidates.len() {
            continue;
        }
        tried = candidates.len();
        let found = if let Some(bytes) = &packed {
            best(&mut Unpacker::new(bytes), &candidates, "literal", &mut problems)?
        } else {
            let read = |one: &Alternative<E>| (one.read)(literal.clone());
            the_only(&candidates, read, "literal", &mut problems)?
        };
        if let Some(value) = found {
            return Ok(value);
        }
    }
    Err(ValueError::new(format!("the literal fits no variant of this union; {}", problems.join("; "))))
}

/// The MessagePack of a struct, by which it is decided how well the struct fits.
fn packed(literal: &Literal) -> Result<Option<Vec<u8>>, ValueError> {
    let mut value = literal;
    while let Some(scalar::Value::Union(union)) = literal::scalar_in(value) {
        let Some(inner) = union.value.as_deref() else { return Ok(None) };
        value = inner;
    }
    let is_struct = match literal::scalar_in(value) {
        Some(scalar::Value::Binary(binary)) => binary.tag == msgpack::TAG,
        Some(scalar::Value::Generic(_)) => true,
        _ => false,
    };
    if !is_struct {
        return Ok(None);
    }
    let mut packer = Packer::default();
    packer.literal(value.clone())?;
    Ok(Some(packer.into_bytes()))
}

/// The result of the one candidate that can read the value.
fn the_only<'a, E: 'a, T>(
    candidates: &[&'a Alternative<E>],
    mut read: impl FnMut(&'a Alternative<E>) -> Result<T, ValueError>,
    what: &str,
    problems: &mut Vec<String>,
) -> Result<Option<T>, ValueError> {
    problems.clear();
    let mut found: Option<(&str, T)> = None;
    for one in candidates {
        match (read(one), &found) {
            (Ok(_), Some((first, _))) => return Err(ambiguous(what, first, one.name)),
            (Ok(value), None) => found = Some((one.name, value)),
            (Err(error), _) => problems.push(format!("{}: {error}", one.name)),
        }
    }
    Ok(found.map(|(_, value)| value))
}

fn ambiguous(what: &str, first: &str, second: &str) -> ValueError {
    ValueError::new(format!(
        "the {what} fits {first} as well as {second}, and can't be distinguished: give the variants different types"
    ))
}

/// Reads a variant's value without a tag: the variant that it fits best.
///
/// # Errors
/// If it fits no variant, or several equally well.
pub fn unpack<E>(from: &mut Unpacker<'_>, alternatives: &[Alternative<E>]) -> Result<E, ValueError> {
    let mut problems = Vec::new();
    let found = best(from, &alternatives.iter().collect::<Vec<_>>(), "value", &mut problems)?;
    found.ok_or_else(|| {
        ValueError::new(format!("the value fits no variant of this union; {}", problems.join("; ")))
    })
}

fn best<E>(
    from: &mut Unpacker<'_>,
    candidates: &[&Alternative<E>],
    what: &str,
    problems: &mut Vec<String>,
) -> Result<Option<E>, ValueError> {
    // Only fits that are good enough: otherwise nested unions would take several times as long at each level.
    for fit in [Fit::Exact, Fit::Whole, Fit::Known, Fit::Tolerant].into_iter().filter(|fit| *fit <= from.fit)
    {
        let read = |one: &Alternative<E>| {
            let mut trial = from.clone();
            trial.fit = fit;
            Ok(((one.unpack)(&mut trial)?, trial))
        };
        if let Some((value, mut after)) = the_only(candidates, read, what, problems)? {
            after.fit = from.fit;
            *from = after;
            return Ok(Some(value));
        }
    }
    Ok(None)
}
