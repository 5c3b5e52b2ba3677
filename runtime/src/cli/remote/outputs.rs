//! Outputs from a server, printed as `run` prints its own.

use crate::cli::run::print;
use crate::entity::{Entity, Kind, Registry};
use crate::types::json;
use aileron_idl::core::LiteralMap;

/// The outputs as one JSON object on one line. If `entity` is one of this program, they are in the order of its outputs, and a date is
/// a date.
pub(in crate::cli::remote) fn on_one_line(entity: &str, literals: &LiteralMap) -> String {
    let registry = Registry::collect().ok();
    let kinds = [Kind::LaunchPlan, Kind::Workflow, Kind::Task];
    let known = registry.and_then(|registry| kinds.into_iter().find_map(|kind| registry.get(kind, entity)));
    let declared = known.map(Entity::outputs).unwrap_or_default();
    let mut left = literals.literals.clone();
    let mut values: Vec<_> = declared
        .iter()
        .filter_map(|output| {
            let literal = left.remove(&output.name)?;
            Some((output.name.clone(), json::write_as(&literal, &(output.schema)())))
        })
        .collect();
    values.extend(left.iter().map(|(name, literal)| (name.clone(), json::write(literal))));
    print::on_one_line(&values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FlyteType;
    use crate::prelude::*;
    use chrono::NaiveDate;

    #[task]
    fn dated_far_away(days: i64) -> (i64, NaiveDate) {
        (days, NaiveDate::default())
    }

    fn literals() -> LiteralMap {
        let day = NaiveDate::from_ymd_opt(2026, 1, 31).expect("a day").into_literal().expect("a literal");
        let literals = [("o1".to_owned(), day), ("o0".to_owned(), 6.into_literal().expect("a literal"))];
        LiteralMap { literals: literals.into() }
    }

    #[test]
    fn outputs_of_this_program_have_its_types() {
        let name = "aileron.cli.remote.outputs.tests.dated_far_away";
        assert_eq!(on_one_line(name, &literals()), r#"{"o0": 6, "o1": "2026-01-31"}"#);
    }

    #[test]
    fn other_outputs_are_what_their_literals_say() {
        assert_eq!(on_one_line("a.b", &literals()), r#"{"o0": 6, "o1": "2026-01-31T00:00:00Z"}"#);
        assert_eq!(on_one_line("a.b", &LiteralMap::default()), "{}");
    }
}
