//! Where a value can go besides a literal.

/// Where the values of a type can go when the task is no Rust code.
#[derive(Clone, Copy, Debug)]
pub struct Forms {
    /// Whether Flyte can print one into an argument (flyteplugins `core/template/template.go`).
    pub argument: bool,
    /// Whether Flyte's co-pilot can read one from a file (flytecopilot `data/upload.go`).
    pub file: bool,
}

impl Forms {
    /// Both: numbers, truth values, texts, moments, spans, structs, files and directories.
    pub const BOTH: Forms = Forms { argument: true, file: true };
    /// Neither: maps and unions.
    pub const NONE: Forms = Forms { argument: false, file: false };

    /// Only into an argument: an enum, of which co-pilot knows nothing.
    pub const PRINTED: Forms = Forms { argument: true, file: false };

    /// A list of these: it is printed item by item.
    #[must_use]
    pub const fn listed(self) -> Forms {
        Forms { file: false, ..self }
    }
}
