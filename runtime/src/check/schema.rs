//! JSON Schemas of structs: whether one has at least the fields that another wants.
//!
//! Flyte compares them with a library that knows a part of JSON Schema (`gitlab.com/yvesf/json-schema-compare`, on
//! `github.com/santhosh-tekuri/jsonschema` 1.2). What that ignores, reads differently or crashes on is done alike here.

use super::cast::Crash;
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashSet};

/// How deep a comparison goes. Schemas that refer to themselves exhaust the stack of Flyte's compiler.
const DEEPEST: usize = 200;

/// Whether values of the schema `given` may be used where `wanted` is declared: the wanted schema is a subset.
pub(super) fn covers(given: &Value, wanted: &Value) -> Result<bool, Crash> {
    if !is_readable(given) || !is_readable(wanted) {
        return Ok(false);
    }
    let sides = Sides { subset: wanted, superset: given };
    Ok(sides.compare(wanted, given, 0)?.real == 0)
}

/// The differences between two schemas.
#[derive(Debug, Default, Clone, Copy)]
struct Differences {
    all: usize,
    /// Those that the library does not merely say that it can't compare. Only these count, except in alternatives.
    real: usize,
}

impl Differences {
    fn note(&mut self, is_different: bool) {
        self.all += usize::from(is_different);
        self.real += usize::from(is_different);
    }

    fn skip(&mut self, is_there: bool) {
        self.all += usize::from(is_there);
    }

    fn add(&mut self, other: Differences) {
        self.all += other.all;
        self.real += other.real;
    }
}

/// The documents of both schemas, in which their references point.
struct Sides<'s> {
    subset: &'s Value,
    superset: &'s Value,
}

type Compared = Result<Differences, Crash>;

impl<'s> Sides<'s> {
    fn compare(&self, subset: &'s Value, superset: &'s Value, depth: usize) -> Compared {
        if depth > DEEPEST {
            return Err(Crash);
        }
        let (subset, superset) = (resolved(self.subset, subset)?, resolved(self.superset, superset)?);
        let (wanted, given) = (types(subset), types(superset));
        let mut found = Differences::default();
        for _ in wanted.difference(&given) {
            found.note(true);
        }
        for name in given.difference(&wanted) {
            found.note(*name != "object" || !wanted.is_empty());
        }
        if wanted.contains("string") {
            found.add(strings(subset, superset)?);
        }
        if wanted.contains("number") {
            found.add(numbers(subset, superset)?);
        }
        if wanted.contains("array") {
            found.add(self.arrays(subset, superset, depth)?);
        }
        if wanted.contains("object") || wanted.is_empty() {
            found.add(self.objects(subset, superset, depth)?);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            found.add(self.alternatives(list(subset, key), list(superset, key), depth)?);
        }
        if let Some(constant) = subset.get("const") {
            found.note(superset.get("const") != Some(constant));
        }
        Ok(found)
    }

    /// Each alternative of the superset has an equal one in the subset.
    fn alternatives(&self, subset: &'s [Value], superset: &'s [Value], depth: usize) -> Compared {
        let mut found = Differences::default();
        if subset.is_empty() || superset.is_empty() {
            found.note(subset.is_empty() != superset.is_empty());
            return Ok(found);
        }
        for other in superset {
            let mut is_there = false;
            for one in subset {
                if self.same(one, other, depth)?.all == 0 {
                    is_there = true;
                    break;
                }
            }
            found.note(!is_there);
        }
        Ok(found)
    }

    fn same(&self, subset: &'s Value, superset: &'s Value, depth: usize) -> Compared {
        let (subset, superset) = (resolved(self.subset, subset)?, resolved(self.superset, superset)?);
        match (subset, superset) {
            (Value::Bool(one), Value::Bool(other)) if one == other => Ok(Differences::default()),
            (Value::Bool(_), _) | (_, Value::Bool(_)) => Ok(Differences { all: 1, real: 1 }),
            _ => self.compare(subset, superset, depth + 1),
        }
    }

    fn objects(&self, subset: &'s Value, superset: &'s Value, depth: usize) -> Compared {
        let mut found = Differences::default();
        let has_rule =
            |schema: &Value| !matches!(schema.get("additionalProperties"), None | Some(Value::Bool(true)));
        found.skip(has_rule(subset) || has_rule(superset));
        let required: HashSet<&str> = texts(superset, "required").collect();
        texts(subset, "required").for_each(|name| found.note(!required.contains(name)));
        found.note(is_looser(subset, superset, "minProperties", |given, wanted| given < wanted));
        found.note(is_looser(subset, superset, "maxProperties", |given, wanted| given > wanted));
        let is_any = |key: &str| [subset, superset].iter().any(|schema| has_members(schema.get(key)));
        found.skip(is_any("dependencies"));
        found.skip(is_any("patternProperties"));
        found.skip(subset.get("not").is_some() || superset.get("not").is_some());
        for key in ["if", "then", "else"] {
            match (conditional(subset, key), conditional(superset, key)) {
                (None, None) => {}
                (Some(one), Some(other)) => {
                    let deep = self.same(one, other, depth)?;
                    found.note(deep.all > 0);
                    found.add(deep);
                }
                _ => found.note(true),
            }
        }
        let given = superset.get("properties").and_then(Value::as_object);
        for (name, property) in subset.get("properties").and_then(Value::as_object).into_iter().flatten() {
            match given.and_then(|given| given.get(name)) {
                Some(other) => found.add(self.compare(property, other, depth + 1)?),
                None => found.note(true),
            }
        }
        Ok(found)
    }

    fn arrays(&self, subset: &'s Value, superset: &'s Value, depth: usize) -> Compared {
        let mut found = Differences::default();
        found.note(is_looser(subset, superset, "minItems", |given, wanted| given < wanted));
        found.note(is_looser(subset, superset, "maxItems", |given, wanted| given > wanted));
        match (subset.get("items"), superset.get("items")) {
            (None, _) => {}
            (Some(Value::Array(ones)), Some(Value::Array(others))) => {
                found.note(ones.len() != others.len());
                if ones.len() == others.len() {
                    for (one, other) in ones.iter().zip(others) {
                        found.add(self.compare(one, other, depth + 1)?);
                    }
                }
            }
            (Some(_), None) | (Some(Value::Array(_)), _) | (_, Some(Value::Array(_))) => found.note(true),
            (Some(one), Some(other)) => found.add(self.compare(one, other, depth + 1)?),
        }
        // A list of items has a rule for further ones in any case.
        found.skip(
            [subset, superset].iter().any(|schema| matches!(schema.get("items"), Some(Value::Array(_)))),
        );
        let is_unique = |schema: &Value| schema.get("uniqueItems") == Some(&Value::Bool(true));
        found.note(is_unique(subset) && !is_unique(superset));
        Ok(found)
    }
}

fn strings(subset: &Value, superset: &Value) -> Compared {
    let mut found = Differences::default();
    let text = |schema: &'_ Value, key: &str| schema.get(key).and_then(Value::as_str).map(str::to_owned);
    found.note(text(subset, "format").unwrap_or_default() != text(superset, "format").unwrap_or_default());
    if let Some(Value::Array(wanted)) = subset.get("enum") {
        let given = list(superset, "enum");
        if wanted.iter().chain(given).any(|value| !value.is_string()) {
            return Err(Crash);
        }
        for value in given {
            found.note(!wanted.contains(value) && value != "");
        }
    }
    if let Some(pattern) = text(subset, "pattern") {
        let Some(given) = text(superset, "pattern") else { return Err(Crash) };
        found.note(pattern != given);
    }
    found.note(is_looser(subset, superset, "maxLength", |given, wanted| given > wanted));
    found.note(is_looser(subset, superset, "minLength", |given, wanted| given < wanted));
    Ok(found)
}

fn numbers(subset: &Value, superset: &Value) -> Compared {
    let mut found = Differences::default();
    let number = |schema: &Value, key: &str| schema.get(key).and_then(Value::as_f64);
    if let Some(wanted) = number(subset, "maximum") {
        found.note(number(superset, "maximum").is_none_or(|given| given > wanted));
    }
    if let Some(wanted) = number(subset, "minimum") {
        found.note(number(superset, "minimum").is_none_or(|given| given < wanted));
    }
    for key in ["exclusiveMinimum", "exclusiveMaximum"] {
        found.skip(subset.get(key).is_some() || superset.get(key).is_some());
    }
    match (number(subset, "multipleOf"), number(superset, "multipleOf")) {
        (None, None) => {}
        (Some(wanted), Some(given)) => {
            found.skip(wanted.fract() != 0.0 || given.fract() != 0.0);
            if wanted.trunc() == 0.0 {
                return Err(Crash);
            }
            found.note(given.trunc() % wanted.trunc() != 0.0);
        }
        _ => return Err(Crash),
    }
    Ok(found)
}

/// Whether the subset has a limit that the superset lacks or exceeds.
fn is_looser(subset: &Value, superset: &Value, key: &str, exceeds: impl Fn(i64, i64) -> bool) -> bool {
    let limit = |schema: &Value| schema.get(key).map(whole).filter(|limit| *limit != -1);
    limit(subset).is_some_and(|wanted| limit(superset).is_none_or(|given| exceeds(given, wanted)))
}

/// A limit as the library reads it: 0 if it has a fraction.
#[expect(clippy::cast_possible_truncation, reason = "only whole numbers are converted")]
fn whole(value: &Value) -> i64 {
    value.as_i64().or_else(|| value.as_f64().filter(|x| x.fract() == 0.0).map(|x| x as i64)).unwrap_or(0)
}

/// `if`, `then` or `else`, which count only together.
fn conditional<'s>(schema: &'s Value, key: &str) -> Option<&'s Value> {
    let is_there = |key: &str| schema.get(key).is_some_and(|value| !value.is_null());
    (is_there("if") && (is_there("then") || is_there("else"))).then(|| schema.get(key))?
}

fn has_members(value: Option<&Value>) -> bool {
    value.and_then(Value::as_object).is_some_and(|members| !members.is_empty())
}

fn list<'s>(schema: &'s Value, key: &str) -> &'s [Value] {
    schema.get(key).and_then(Value::as_array).map_or(&[], |list| list)
}

fn texts<'s>(schema: &'s Value, key: &str) -> impl Iterator<Item = &'s str> {
    list(schema, key).iter().filter_map(Value::as_str)
}

fn types(schema: &Value) -> BTreeSet<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => BTreeSet::from([one.as_str()]),
        Some(Value::Array(_)) => texts(schema, "type").collect(),
        _ => BTreeSet::new(),
    }
}

/// Follows references to the end.
fn resolved<'s>(document: &'s Value, mut schema: &'s Value) -> Result<&'s Value, Crash> {
    for _ in 0..DEEPEST {
        match schema.get("$ref").and_then(Value::as_str).and_then(|target| pointed(document, target)) {
            Some(target) => schema = target,
            None => return Ok(schema),
        }
    }
    Err(Crash)
}

/// What a reference within the document points to.
fn pointed<'s>(document: &'s Value, reference: &str) -> Option<&'s Value> {
    match reference {
        "" | "#" | "#/" => Some(document),
        _ => document.pointer(reference.strip_prefix('#')?),
    }
}

/// Whether the library can read the schema: it knows the dialect, every reference points into the document, and the
/// keywords have values of the right types.
fn is_readable(document: &Value) -> bool {
    const DIALECTS: [&str; 4] = [
        "http://json-schema.org/schema#",
        "http://json-schema.org/draft-07/schema#",
        "http://json-schema.org/draft-06/schema#",
        "http://json-schema.org/draft-04/schema#",
    ];
    let dialect = document.get("$schema").and_then(Value::as_str);
    dialect.is_none_or(|dialect| DIALECTS.contains(&dialect))
        && is_schema(document, document, &mut HashSet::new(), 0)
}

fn is_schema<'s>(document: &'s Value, schema: &'s Value, seen: &mut HashSet<&'s str>, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    let members = match schema {
        Value::Bool(_) => return true,
        Value::Object(members) => members,
        _ => return false,
    };
    if let Some(reference) = members.get("$ref") {
        let Some(reference) = reference.as_str() else { return false };
        if !seen.insert(reference) {
            return true;
        }
        return pointed(document, reference)
            .is_some_and(|target| is_schema(document, target, seen, depth + 1));
    }
    let one = ["not", "if", "then", "else", "contains", "propertyNames", "additionalProperties"];
    let several = ["allOf", "anyOf", "oneOf"];
    let named = ["properties", "patternProperties"];
    let mut inner: Vec<&Value> = one.iter().filter_map(|key| members.get(*key)).collect();
    for key in several {
        match members.get(key) {
            None => {}
            Some(Value::Array(schemas)) if !schemas.is_empty() => inner.extend(schemas),
            Some(_) => return false,
        }
    }
    for key in named {
        match members.get(key) {
            None => {}
            Some(Value::Object(schemas)) => inner.extend(schemas.values()),
            Some(_) => return false,
        }
    }
    match members.get("items") {
        Some(Value::Array(schemas)) => inner.extend(schemas),
        items => inner.extend(items),
    }
    has_right_types(members) && inner.into_iter().all(|schema| is_schema(document, schema, seen, depth + 1))
}

/// Whether keywords have the types of values that every dialect wants.
fn has_right_types(members: &Map<String, Value>) -> bool {
    const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];
    let is_type = |value: &Value| value.as_str().is_some_and(|name| TYPES.contains(&name));
    members.iter().all(|(key, value)| match key.as_str() {
        "type" => is_type(value) || value.as_array().is_some_and(|names| names.iter().all(is_type)),
        "required" => value.as_array().is_some_and(|names| names.iter().all(Value::is_string)),
        "enum" => value.is_array(),
        "title" | "description" | "format" | "pattern" => value.is_string(),
        "minimum" | "maximum" | "multipleOf" => value.is_number(),
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            value.as_f64().is_some_and(|limit| limit >= 0.0 && limit.fract() == 0.0)
        }
        "uniqueItems" => value.is_boolean(),
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::{Crash, covers};
    use serde_json::json;

    #[test]
    fn a_value_may_have_more_fields() {
        let wide =
            json!({"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}});
        let narrow = json!({"type": "object", "properties": {"a": {"type": "integer", "title": "A"}}});
        assert_eq!(covers(&wide, &narrow), Ok(true));
        assert_eq!(covers(&narrow, &wide), Ok(false));
    }

    #[test]
    fn numbers_are_no_integers() {
        let of = |ty: &str| json!({"type": "object", "properties": {"a": {"type": ty}}});
        assert_eq!(covers(&of("integer"), &of("number")), Ok(false));
    }

    #[test]
    fn an_optional_map_hides_what_can_not_be_compared() {
        let of = |title: &str| {
            let map = json!({"type": "object", "additionalProperties": {"type": "integer"}});
            let optional = json!({"anyOf": [map, {"type": "null"}]});
            json!({"type": "object", "title": title, "properties": {"a": optional}})
        };
        assert_eq!(covers(&of("One"), &of("Other")), Ok(false));
    }

    #[test]
    fn a_reference_must_point_into_the_document() {
        let inner = json!({"type": "object", "properties": {"a": {"type": "integer"}}});
        let known = json!({"$ref": "#/$defs/One", "$defs": {"One": inner}});
        assert_eq!(covers(&known, &inner), Ok(true));
        assert_eq!(covers(&json!({"$ref": "#/$defs/Two"}), &inner), Ok(false));
        assert_eq!(
            covers(&json!({"$schema": "https://json-schema.org/draft/2020-12/schema"}), &inner),
            Ok(false)
        );
    }

    #[test]
    fn schemas_that_hold_themselves_have_no_end() {
        let endless =
            |title: &str| json!({"title": title, "type": "object", "properties": {"next": {"$ref": "#"}}});
        assert_eq!(covers(&endless("One"), &endless("Other")), Err(Crash));
    }
}
