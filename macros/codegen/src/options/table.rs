//! Options as tables: a row is one option, its form, and the function that reads it.
//!
//! The rows decide which options exist, which one a mistyped word was meant to be, and which ones the docs have to list.

use super::elsewhere::elsewhere;
use super::entry::{OptionEntry, Value, check_unique};
use super::given::Given;
use crate::errors::Errors;
use aileron_grammar::{Rule, suggest};

/// One option, and what reads it into the model `M`.
pub(crate) struct Row<M> {
    key: Key,
    read: fn(&mut M, &Given<'_>, &mut Errors),
}

/// The name and form of an option.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// The form to write it in, for messages.
    pub(crate) form: &'static str,
    /// Other names for it: those of other tools, and likely mistakes.
    also: &'static [&'static str],
}

impl<M> Row<M> {
    pub(crate) const fn new(
        name: &'static str,
        form: &'static str,
        also: &'static [&'static str],
        read: fn(&mut M, &Given<'_>, &mut Errors),
    ) -> Self {
        Row { key: Key { name, form, also }, read }
    }
}

/// The noun for the options of one list.
pub(crate) struct OptionKind {
    /// "an option of a task"
    pub(crate) one: &'static str,
    /// The option that a text alone was meant to be; empty where there is no likely one.
    pub(crate) main: &'static str,
}

/// The entries of a list, read by one table after the other.
pub(crate) struct Reading<'e> {
    left: Vec<&'e OptionEntry>,
    known: Vec<&'static Key>,
    inputs: &'e [String],
}

impl<'e> Reading<'e> {
    pub(crate) fn new(entries: &'e [OptionEntry], inputs: &'e [String]) -> Self {
        Reading { left: entries.iter().collect(), known: Vec::new(), inputs }
    }

    /// Reads the options of the table.
    pub(crate) fn by<M>(mut self, table: &'static [Row<M>], model: &mut M, errors: &mut Errors) -> Self {
        self.known.extend(table.iter().map(|row| &row.key));
        self.left.retain(|entry| {
            let row = table.iter().find(|row| row.key.name == entry.key);
            if let Some(row) = row {
                let given = Given { entry, form: row.key.form, inputs: self.inputs };
                (row.read)(model, &given, errors);
            }
            row.is_none()
        });
        self
    }

    /// Reports the entries that are in no table.
    pub(crate) fn finish(mut self, kind: &OptionKind, errors: &mut Errors) {
        self.known.sort_unstable_by_key(|key| key.name);
        for entry in &self.left {
            errors.push(entry.error(Rule::UnknownOption, unknown(entry, kind, &self.known)));
        }
    }

    /// The options of all tables.
    #[cfg(test)]
    pub(crate) fn known(self) -> Vec<&'static Key> {
        self.known
    }
}

impl<'e> Given<'e> {
    /// The entries of its list, to be read by tables.
    pub(crate) fn reading(&self, errors: &mut Errors) -> Option<Reading<'e>> {
        let entries = errors.keep(self.list())?;
        check_unique(entries, errors);
        Some(Reading::new(entries, self.inputs))
    }
}

fn unknown(entry: &OptionEntry, kind: &OptionKind, known: &[&'static Key]) -> String {
    let word = entry.key.as_str();
    if entry.quoted && matches!(entry.value, Value::Flag) && !kind.main.is_empty() {
        let shown = if word.contains('\n') || word.len() > 40 { "…" } else { word };
        return format!("{} has a name: write `{} = {shown:?}`", kind.one, kind.main);
    }
    let names = known.iter().map(|key| key.name);
    let hint = match known.iter().find(|key| key.also.iter().any(|also| also.eq_ignore_ascii_case(word))) {
        Some(key) => format!("did you mean `{}`?", key.form),
        None => match suggest::nearest(word, names.clone()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => elsewhere(word).unwrap_or_else(|| suggest::did_you_mean(word, names.collect::<Vec<_>>())),
        },
    };
    format!("`{word}` is not {}: {hint}", kind.one)
}
