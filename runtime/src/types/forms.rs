//! Where values can go other than a literal: an argument, a file, a row.

/// Where the values of a type can go when the task is not Rust code.
#[derive(Clone, Copy, Debug)]
pub struct Forms {
    /// Whether Flyte can print a value into an argument (flyteplugins `core/template/template.go`).
    pub argument: bool,
    /// Whether Flyte's co-pilot can read a value from a file (flytecopilot `data/upload.go`).
    pub file: bool,
    /// Whether a query can return a value: the rows that it selects.
    pub rows: bool,
}

impl Forms {
    /// Everywhere, as far as is known: a type of the user's own.
    pub const ANY: Forms = Forms { argument: true, file: true, rows: true };
    /// An argument and a file: numbers, booleans, texts, datetimes, durations, structs, files and directories.
    pub const BOTH: Forms = Forms { rows: false, ..Forms::ANY };
    /// Nowhere: maps and unions.
    pub const NONE: Forms = Forms { argument: false, file: false, rows: false };
    /// Rows only: a dataset.
    pub const ROWS: Forms = Forms { rows: true, ..Forms::NONE };

    /// An argument only: an enum, which co-pilot does not know.
    pub const PRINTED: Forms = Forms { file: false, ..Forms::BOTH };

    /// A list of such values: it is printed item by item.
    #[must_use]
    pub const fn listed(self) -> Forms {
        Forms { file: false, rows: false, ..self }
    }
}
