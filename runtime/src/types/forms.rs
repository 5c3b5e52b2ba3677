//! Where a value can go besides a literal.

/// Where the values of a type can go when the task is no Rust code.
#[derive(Clone, Copy, Debug)]
pub struct Forms {
    /// Whether Flyte can print one into an argument (flyteplugins `core/template/template.go`).
    pub argument: bool,
    /// Whether Flyte's co-pilot can read one from a file (flytecopilot `data/upload.go`).
    pub file: bool,
    /// Whether a query gives one: the rows that it selects.
    pub rows: bool,
}

impl Forms {
    /// Any, for all that is known here: a type of the user's own.
    pub const ANY: Forms = Forms { argument: true, file: true, rows: true };
    /// An argument and a file: numbers, truth values, texts, moments, spans, structs, files and directories.
    pub const BOTH: Forms = Forms { rows: false, ..Forms::ANY };
    /// None of them: maps and unions.
    pub const NONE: Forms = Forms { argument: false, file: false, rows: false };
    /// Only rows: a dataset.
    pub const ROWS: Forms = Forms { rows: true, ..Forms::NONE };

    /// Only into an argument: an enum, of which co-pilot knows nothing.
    pub const PRINTED: Forms = Forms { file: false, ..Forms::BOTH };

    /// A list of these: it is printed item by item.
    #[must_use]
    pub const fn listed(self) -> Forms {
        Forms { file: false, rows: false, ..self }
    }
}
