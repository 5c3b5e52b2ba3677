//! Fills in a query with the values of its inputs.

use super::Failed;
use crate::Context;
use crate::arguments::{Argument, Placeholder};
use crate::external::ExternalError;
use crate::plugin::Parameters;
use crate::pod::{Names, Places};
use crate::types::json;
use aileron_grammar::Problem;
use aileron_grammar::query::{self, Sign};
use aileron_idl::core::LiteralMap;
use rusqlite::Statement;
use rusqlite::types::Value;
use serde_json::Value as Json;
use std::borrow::Cow;

/// A query for SQLite.
pub(super) struct Query<'a> {
    pub(super) text: Cow<'a, str>,
    /// How its parameters name the inputs; none if the values are in the text already.
    style: Parameters,
    pub(super) inputs: &'a LiteralMap,
    /// Whether it contains a place for exported files.
    pub(super) exports: bool,
}

impl<'a> Query<'a> {
    pub(super) fn filled(
        query: &'a str,
        style: Parameters,
        inputs: &'a LiteralMap,
    ) -> Result<Self, ExternalError> {
        let text = match style {
            Parameters::Placeholders => rendered(query, inputs)?.into(),
            // Python's drivers format nothing if there are no parameters.
            Parameters::Percent if !inputs.literals.is_empty() => {
                from_percent(query).map_err(ExternalError::new)?.into()
            }
            Parameters::At | Parameters::Percent => query.into(),
        };
        let is_raw = |(placeholder, _)| placeholder == Placeholder::RawOutputDataPrefix;
        let exports = Argument::new(query).placeholders().any(is_raw);
        Ok(Query { text, style, inputs, exports })
    }

    /// Binds the values of the parameters of a statement.
    pub(super) fn bind(&self, statement: &mut Statement<'_>) -> Result<(), Failed> {
        for at in 1..=statement.parameter_count() {
            let name = statement.parameter_name(at).unwrap_or("?").to_owned();
            let value = self.value(&name).map_err(Failed::Other)?;
            statement.raw_bind_parameter(at, value)?;
        }
        Ok(())
    }

    fn value(&self, parameter: &str) -> Result<Value, String> {
        if self.style == Parameters::Placeholders {
            return Err(format!(
                "`{parameter}` is a parameter, but nothing sets its value; Flyte fills in placeholders, as in \
                 `{{{{.inputs.x}}}}`"
            ));
        }
        let named = parameter.strip_prefix('@');
        let literals = &self.inputs.literals;
        let alike = |name: &str| literals.iter().find(|(input, _)| input.eq_ignore_ascii_case(name));
        let of = |name: &str| literals.get(name).or_else(|| Some(alike(name)?.1));
        let Some(literal) = named.and_then(of) else {
            let inputs: Vec<&str> = literals.keys().map(String::as_str).collect();
            return Err(query::unknown(parameter, 0..parameter.len(), &inputs).to_string());
        };
        Ok(match json::write(literal) {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Integer(value.into()),
            Json::Number(number) => match number.as_i64() {
                Some(integer) => Value::Integer(integer),
                None => Value::Real(number.as_f64().unwrap_or(f64::NAN)),
            },
            Json::String(text) => Value::Text(text),
            Json::Array(_) | Json::Object(_) => {
                return Err(format!(
                    "the value of `{parameter}` is a list, a map or a struct, which SQLite does not have"
                ));
            }
        })
    }
}

/// Fills in placeholders as Flyte does, with the ids of a local attempt.
fn rendered(query: &str, inputs: &LiteralMap) -> Result<String, ExternalError> {
    let raw = Context::current().files().folder().map_err(ExternalError::new)?.to_string();
    let filled = Places::within(&raw, &raw).fill([query], &Names::local(), inputs);
    Ok(filled.map_err(ExternalError::new)?.concat())
}

/// Converts `%(x)s` to `@x`, and `%%` to `%`.
fn from_percent(query: &str) -> Result<String, Problem> {
    let (mut out, mut done) = (String::new(), 0);
    for (sign, at) in query::signs(query) {
        out.push_str(&query[done..at.start]);
        done = at.end;
        match sign {
            Sign::Parameter(name) => out.extend(["@", name]),
            Sign::Itself => out.push('%'),
            Sign::Other => return Err(query::no_parameter(query, at)),
        }
    }
    Ok(out + &query[done..])
}

#[cfg(test)]
mod tests {
    use super::from_percent;

    #[test]
    fn parameters_in_pythons_style_are_converted() {
        assert_eq!(
            from_percent("a > %(n)s AND b LIKE 'x%%' AND c = %(m)s").unwrap(),
            "a > @n AND b LIKE 'x%' AND c = @m"
        );
        assert!(from_percent("\nx LIKE 'a%'").unwrap_err().to_string().contains("line 2"));
    }
}
